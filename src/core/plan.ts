/** Which cloud the program uses; the screen always shows it. */
export type Cloud =
  | { readonly kind: 'aws' }
  /** Anything else with AWS's API (moto, LocalStack), reached through AWS_ENDPOINT_URL and the like. */
  | { readonly kind: 'endpoint'; readonly url: string }
  /** The built-in demo cloud on this machine. */
  | { readonly kind: 'demo'; readonly url: string };

/** Who acts where, according to GetCallerIdentity; shown before anything is written. */
export interface Identity {
  /** 12 digits. */
  readonly account: string;
  /** The account's alias, when it has one and may be read. */
  readonly accountAlias?: string;
  /** ARN of the caller, such as `arn:aws:iam::111122223333:user/amplify-dev`. */
  readonly arn: string;
  /** `aws`, `aws-cn`, `aws-us-gov`: the second part of the ARN. */
  readonly partition: string;
  readonly region: string;
  /** What the user calls this access: a profile's name, or `environment keys`. */
  readonly access: string;
  readonly cloud: Cloud;
  /** When the session ends, in milliseconds since the epoch; absent for long-term keys. */
  readonly expiresAt?: number;
}

/** One call to AWS that a plan makes. */
export interface PlannedCall {
  readonly service: 'Amplify' | 'CloudFormation' | 'S3' | 'IAM' | 'STS';
  readonly action: string;
  /** What it acts on: a stack's name, or a bucket and key. */
  readonly target: string;
  /** What it is for, in a few words: `create 4 resources`. */
  readonly purpose: string;
}

/** Something that will exist in AWS afterwards; the review lists it. */
export interface PlannedResource {
  readonly kind: 'app' | 'stack' | 'bucket' | 'bucket policy' | 'roles' | 'object';
  readonly name: string;
  readonly note: string;
}

/** Marks of a plan's files in plain text. */
export const changeSigns = { create: '+', update: '~', remove: '-' } as const;

/** One file that a plan writes. */
export interface PlannedFile {
  /** Absolute path. */
  readonly path: string;
  /** Path relative to the project's root, for the screen. */
  readonly label: string;
  readonly change: 'create' | 'update';
  /** The whole new text. In a review it may hold {@link pendingValue}s. */
  readonly contents: string;
  /** The text on disk when the plan was made; absent for `create`. */
  readonly before?: string;
}

/**
 * What a flow is about to do: as whom, with which calls, to which files. The review shows it, the dry run prints it, the journal
 * stores it, and running it is the only way anything in a project or in AWS is written.
 */
export interface Plan {
  readonly identity: Identity;
  readonly resources: readonly PlannedResource[];
  readonly calls: readonly PlannedCall[];
  readonly files: readonly PlannedFile[];
}

/** The heading of a plan that was made again because a file changed. @param label the file */
export function changedMeanwhile(label: string): string {
  return `${label} was changed meanwhile; this is what would be written now.`;
}

/** Stands in a planned file for a value that only AWS can give, such as the stack's id. */
export function pendingValue(name: string): string {
  return `‹${name}, known after the stack is created›`;
}
