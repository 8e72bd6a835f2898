import { readFileSync } from 'node:fs';

/** The recorded cases as they can run in a real account: under names of this run, and only those that are safe there. */

/** The account and region in the recordings. */
export const recordedPlace = { account: '111122223333', region: 'eu-west-1' };

/** The members that name what a call makes, by service. */
const naming = {
  cloudformation: { CreateStack: 'StackName', CreateChangeSet: 'StackName' },
  iam: { CreateRole: 'RoleName', CreateUser: 'UserName', CreatePolicy: 'PolicyName' },
  s3: { CreateBucket: 'Bucket' },
};
/** What the templates of the recordings may make: cheap, empty, and deleted with their stack. */
const harmless = [
  'AWS::SNS::Topic',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::S3::Bucket',
  'AWS::IAM::Policy',
];
/** Names of topics in the templates, whole or as a part. */
const topicName = /^t(?:-[\w-]+)?$/;

/** The names of what a call makes, with their kinds. */
export function madeBy(service, operation, input) {
  const member = naming[service]?.[operation];
  return member === undefined
    ? undefined
    : { kind: member.replace('Name', '').toLowerCase(), name: input[member] };
}

/** The recorded cases of one service. */
export function casesOf(service) {
  const file = new URL(`../../test/cloud/recorded/${service}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/**
 * A case under names of this run.
 *
 * @param prefix of every name; no two cases share it
 * @param place account and region to replace the recorded ones with
 * @returns the steps, or why the case cannot run
 */
export function inAccount(service, { steps, differs }, prefix, place) {
  const text = JSON.stringify(steps);
  const why = unsafe(service, text, steps, differs);
  if (why !== undefined) return { why };
  const names = new Set();
  for (const { call, input } of steps) {
    const [operation, other = service] = (call ?? '').split(':').reverse();
    const made = madeBy(other, operation, input ?? {});
    if (made && !made.name.startsWith('$')) names.add(made.name);
  }
  const rename = (value, path) => {
    if (Array.isArray(value)) return value.map((each) => rename(each, path));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, rename(each, [...path, name])]),
      );
    }
    if (typeof value !== 'string') return value;
    const inTemplate = path.includes('TemplateBody') || path.includes('Parameters');
    if (inTemplate && (topicName.test(value) || path.at(-1) === 'PolicyName')) return prefix + value;
    if (/(?:^|\.)(?:\w+Name|Bucket)$/.test(path.at(-1) ?? '') && names.has(value)) return prefix + value;
    return withPlace(value, place).replace(/(^|\/)([\w.-]+)($|\/|\?)/g, (whole, before, name, after) =>
      (before === '/' || path.at(-1) === 'CopySource') && names.has(name)
        ? before + prefix + name + after
        : whole,
    );
  };
  const renamed = steps.map((step) => ({
    ...step,
    ...(step.input
      ? { input: { ...rename(step.input, []), ...(text.includes('Tags') ? {} : tagsOf(step, prefix)) } }
      : {}),
    ...Object.fromEntries(
      ['settled', 'events'].flatMap((member) =>
        names.has(step[member]) ? [[member, prefix + step[member]]] : [],
      ),
    ),
  }));
  const loose = renamed.flatMap(({ input }) =>
    looseNames(input?.TemplateBody, input?.Parameters ?? [], prefix),
  );
  if (loose.length > 0) return { why: `the name of ${loose[0]} would not be one of this run` };
  return { steps: renamed };
}

/** The tags of what a call makes, if it takes any. */
function tagsOf({ call }, prefix) {
  const takesTags = ['CreateStack', 'CreateRole', 'CreateUser', 'CreatePolicy'].includes(
    call?.split(':').at(-1),
  );
  if (!takesTags) return {};
  return { Tags: [{ Key: 'amplify-tui-check', Value: prefix.split('-')[0] }] };
}

function unsafe(service, text, steps, differs) {
  if (differs !== undefined) return 'the demo cloud is known to differ';
  if (steps.some(({ as, region }) => as !== undefined || region !== undefined))
    return 'it takes a second account or region';
  if (text.includes('444455556666')) return 'it takes a second account';
  if (text.includes('$endpoint')) return 'its answer holds the address';
  if (
    /"call":"(?:\w+:)?(?:ListRoles|ListUsers|ListPolicies|ListBuckets|ListStacks|GetAccountSummary)"/.test(
      text,
    )
  )
    return 'it lists everything of the account';
  if (text.includes('CreateVirtualMFADevice')) return 'it makes an MFA device';
  if (steps.some(({ input }) => typeof input?.Policy === 'string')) return 'a text of it names the bucket';
  const types = [...text.matchAll(/"Type":"(AWS::[\w:]+)"/g)].map(([, type]) => type);
  const other = types.find((type) => !harmless.includes(type));
  if (other !== undefined) return `it makes ${other}`;
  if (service === 'cloudformation' && /"TemplateURL"|"AWS::Include"/.test(text))
    return 'it reads from a bucket';
  return undefined;
}

/** Resources of a template whose names may not belong to this run. */
function looseNames(template, given, prefix) {
  const resources = template?.Resources;
  if (typeof resources !== 'object' || resources === null) return [];
  const isOurs = (value) => {
    if (typeof value === 'string') return value.startsWith(prefix);
    const [[name, argument] = []] = Object.entries(value ?? {});
    if (name === 'Fn::Join') return isOurs(argument?.[1]?.[0] ?? '');
    if (name === 'Fn::Select') return Array.isArray(argument?.[1]) && argument[1].every(isOurs);
    if (name === 'Fn::If') return argument.slice(1).every(isOurs);
    if (name !== 'Ref') return false;
    const values = [
      template.Parameters?.[argument]?.Default,
      ...given.flatMap(({ ParameterKey, ParameterValue }) =>
        ParameterKey === argument ? [ParameterValue] : [],
      ),
    ].filter((each) => each !== undefined);
    return values.length > 0 && values.every(isOurs);
  };
  return Object.entries(resources).flatMap(([id, resource]) =>
    ['TopicName', 'BucketName', 'PolicyName', 'RoleName'].some(
      (name) => resource?.Properties?.[name] !== undefined && !isOurs(resource.Properties[name]),
    )
      ? [id]
      : [],
  );
}

function withPlace(text, { account, region }) {
  return text.replaceAll(recordedPlace.account, account).replaceAll(recordedPlace.region, region);
}

/** An answer of the account with the names, account and region of the recording. */
export function asRecorded(value, prefix, { account, region }) {
  if (typeof value === 'string') {
    return value
      .replaceAll(prefix, '')
      .replaceAll(account, recordedPlace.account)
      .replaceAll(region, recordedPlace.region);
  }
  if (Array.isArray(value)) return value.map((each) => asRecorded(each, prefix, { account, region }));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, asRecorded(each, prefix, { account, region })]),
  );
}
