/** Types whose plain words differ from what their last part says. */
const known: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'S3 bucket',
  'AWS::S3::BucketPolicy': 'S3 bucket policy',
  'AWS::IAM::Role': 'IAM role',
  'AWS::IAM::Policy': 'IAM policy',
  'AWS::IAM::ManagedPolicy': 'IAM managed policy',
  'AWS::CloudFormation::Stack': 'nested stack',
  'AWS::Lambda::Function': 'Lambda function',
  'AWS::DynamoDB::Table': 'DynamoDB table',
  'AWS::AppSync::GraphQLApi': 'GraphQL API',
  'AWS::ApiGateway::RestApi': 'REST API',
  'AWS::Cognito::UserPool': 'user pool',
  'AWS::Cognito::IdentityPool': 'identity pool',
};

/**
 * A resource type in plain words.
 *
 * @param type as `AWS::S3::BucketPolicy`
 * @returns `S3 bucket policy`; for types without words of their own the last part in lower case: `user pool client`
 */
export function resourceWords(type: string): string {
  return known[type] ?? spaced(type.split('::').at(-1) ?? type);
}

/** `UserPoolClient` as `user pool client`, `GraphQLSchema` as `graph ql schema`. */
function spaced(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();
}

const notes: Readonly<Partial<Record<string, string>>> = {
  REVIEW_IN_PROGRESS:
    'Nothing runs and nothing is made yet: the stack waits for its change set to be executed, or deleted, by whoever made it.',
  UPDATE_ROLLBACK_FAILED:
    'The rollback is stuck; `amplify-tui watch STACK --continue-rollback` continues it.',
  ROLLBACK_COMPLETE: 'It was never complete: it can only be deleted, then created again.',
  ROLLBACK_FAILED: 'What it had made is not all removed; delete the stack to try that again.',
  DELETE_FAILED: 'Something of it could not be deleted; delete it again once that is out of the way.',
  IMPORT_ROLLBACK_FAILED: 'Something could not be put back out of the stack; the console shows what.',
};

/** What a status means for what comes next, a sentence or two; undefined where its words say it all. */
export function statusNote(status: string): string | undefined {
  return notes[status];
}

/**
 * A status of a stack or a resource in plain words.
 *
 * @param status as `UPDATE_COMPLETE_CLEANUP_IN_PROGRESS`
 * @returns `update complete cleanup in progress`; words that AWS adds later come out the same way
 */
export function statusWords(status: string): string {
  return status.toLowerCase().replaceAll('_', ' ');
}
