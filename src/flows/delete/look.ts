import { appContents, hasAmplify } from '../../aws/amplify.ts';
import { bucketContents } from '../../aws/bucket-contents.ts';
import type { AwsClients } from '../../aws/clients.ts';
import type { Persist } from '../../aws/persist.ts';
import type { StackRecord, StackResourceRecord } from '../../aws/progress/model.ts';
import { describeStack, stackTemplate } from '../../aws/stack.ts';
import { listStackResources } from '../../aws/stack-pages.ts';
import { templateResources } from '../../aws/template-resources.ts';
import type { Identity } from '../../core/plan.ts';
import { asProblem, Problem, type ProblemCode } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { plainText } from '../../core/text.ts';
import type { DeleteNoteTarget, RetainedResource } from '../../state/delete-journal.ts';
import type { FoundApp, FoundBackend, FoundBucket } from './plan.ts';

/** How to call AWS: clients that make one attempt per call, and `persist` for the retries. */
export interface LookTools {
  readonly clients: AwsClients;
  readonly persist: Persist;
}

/** The subject of a look. */
export interface LookAt {
  readonly target: DeleteNoteTarget;
  readonly identity: Identity;
  /** Whether all environments of the project are deleted: an app that lists nothing else is deleted with them. */
  readonly whole: boolean;
  /** The names of the environments to delete. */
  readonly going: readonly string[];
}

/** The logical id that every parent stack of Amplify gives its deployment bucket. */
const bucketId = 'DeploymentBucket';
const bucketType = 'AWS::S3::Bucket';
const stackType = 'AWS::CloudFormation::Stack';
/** How many pages of a bucket are counted; if there are more, the count says so. */
const countedPages = 50;

/**
 * Finds everything that AWS has for a backend. Reads only.
 *
 * @throws Problem STACK_STATE for a stack that cannot be deleted now; STACK_UNKNOWN for one that is not an Amplify
 * backend; ACCESS_DENIED, … for required facts
 */
export async function lookAtBackend(tools: LookTools, at: LookAt): Promise<FoundBackend> {
  const { persist, clients } = tools;
  const { target, identity } = at;
  const record = await persist((signal) => describeStack(clients, target.stackId, signal));
  const stack = record?.status === 'DELETE_COMPLETE' ? undefined : record;
  if (stack) expectDeletable(stack);
  const tree = stack ? await treeOf(tools, stack) : { ...empty, bucket: await bucketOfGone(tools, target) };
  const name = tree.bucket ?? target.bucket;
  const bucket = name === undefined ? undefined : await bucketOf(tools, at, name, tree.bucketRetained);
  const app = await appOf(tools, at);
  const notes = [
    ...tree.notes,
    ...(await fullBuckets(tools, at, tree.otherBuckets)),
    ...(stack || bucket ? [] : ['AWS no longer says which bucket belonged to the stack: none is deleted.']),
  ];
  const { nested, resources } = tree;
  // Includes what an earlier run found and AWS no longer lists.
  const told = new Set(tree.retained.map(({ path }) => path));
  const retained = [...tree.retained, ...(target.retained ?? []).filter(({ path }) => !told.has(path))];
  return {
    target: {
      ...target,
      ...(name === undefined ? {} : { bucket: name }),
      ...(retained.length > 0 ? { retained } : {}),
    },
    identity,
    stack: { ...(stack ? { status: stack.status } : {}), nested, resources, retained },
    ...(bucket ? { bucket } : {}),
    ...(app ? { app } : {}),
    notes,
  };
}

/** @throws Problem STACK_STATE for a stack that AWS would not delete in its current state */
export function expectDeletable({
  stackName,
  status,
  terminationProtection,
  stackId,
}: Pick<StackRecord, 'stackName' | 'status' | 'terminationProtection' | 'stackId'>): void {
  const name = plainText(stackName);
  if (terminationProtection) {
    const region = stackId.split(':')[3] ?? '';
    throw new Problem({
      code: 'STACK_STATE',
      what: `The stack ${name} is protected against being deleted.`,
      why: 'Its termination protection is switched on.',
      next: `If it is yours to switch off: \`aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${shellWord(name)} --region ${shellWord(region)}\`; then delete again.`,
    });
  }
  if (!status.endsWith('_IN_PROGRESS') || ['DELETE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'].includes(status))
    return;
  throw new Problem({
    code: 'STACK_STATE',
    what: `The stack ${name} is ${status}.`,
    why: 'A stack is deleted when nothing else is done to it.',
    next: `Wait for its end (\`amplify-tui watch ${shellWord(name)}\`), then delete again.`,
  });
}

/** A stack with everything nested in it. */
interface Tree {
  readonly nested: { path: string; stackName: string; status: string }[];
  resources: number;
  readonly retained: RetainedResource[];
  /** Buckets that are deleted with a stack, by name. */
  readonly otherBuckets: string[];
  readonly notes: string[];
  bucket?: string | undefined;
  bucketRetained: boolean;
}

const empty: Tree = {
  nested: [],
  resources: 0,
  retained: [],
  otherBuckets: [],
  notes: [],
  bucketRetained: true,
};

async function treeOf(tools: LookTools, root: StackRecord): Promise<Tree> {
  const tree: Tree = { ...empty, nested: [], retained: [], otherBuckets: [], notes: [] };
  await addStack(tools, tree, root.stackId, []);
  if (tree.bucket !== undefined || /^(CREATE_FAILED|ROLLBACK_|DELETE_|REVIEW_)/.test(root.status))
    return tree;
  throw new Problem({
    code: 'STACK_UNKNOWN',
    what: `The stack ${plainText(root.stackName)} is not a backend that Amplify created.`,
    why: `It has no resource ${bucketId}, as every parent stack of Amplify has; the project's files name another stack than their own.`,
    next: 'Correct amplify-meta.json or team-provider-info.json, or delete that stack in the console.',
  });
}

async function addStack(
  tools: LookTools,
  tree: Tree,
  stackId: string,
  path: readonly string[],
): Promise<void> {
  const { persist, clients } = tools;
  const rows = await persist((signal) => listStackResources(clients, stackId, signal));
  const template = await templateOf(tools, stackId, path, tree.notes);
  for (const row of rows.filter(isThere)) {
    const { logicalId, type, physicalId, status } = row;
    const own = [...path, logicalId];
    const shown = own.join('/');
    const retained = template?.get(logicalId)?.retained === true;
    if (type === stackType && physicalId !== undefined && !retained) {
      tree.nested.push({ path: shown, stackName: physicalId.split('/')[1] ?? physicalId, status });
      await addStack(tools, tree, physicalId, own);
      continue;
    }
    tree.resources += 1;
    if (path.length === 0 && logicalId === bucketId && type === bucketType) {
      tree.bucket = physicalId;
      // Without the template, it is assumed to be as in Amplify's own.
      tree.bucketRetained = template === undefined || retained;
    } else if (retained) tree.retained.push({ path: shown, type, ...(physicalId ? { physicalId } : {}) });
    else if (type === bucketType && physicalId !== undefined) tree.otherBuckets.push(physicalId);
  }
}

const isThere = ({ status }: StackResourceRecord) =>
  status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';

async function templateOf(
  { persist, clients }: LookTools,
  stackId: string,
  path: readonly string[],
  notes: string[],
) {
  try {
    return await templateResources(await persist((signal) => stackTemplate(clients, stackId, signal)));
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code !== 'ACCESS_DENIED') throw problem;
    const whose = path.length === 0 ? 'the stack' : path.join('/');
    notes.push(`What ${whose} retains is not known: its template may not be read.`);
    return undefined;
  }
}

/** The bucket of a deleted stack, if it was retained: AWS lists a deleted stack's resources by its id for 90 days. */
async function bucketOfGone(
  { persist, clients }: LookTools,
  { stackId, bucket }: DeleteNoteTarget,
): Promise<string | undefined> {
  if (bucket !== undefined) return bucket;
  try {
    const rows = await persist((signal) => listStackResources(clients, stackId, signal));
    return rows.find(({ logicalId, type }) => logicalId === bucketId && type === bucketType)?.physicalId;
  } catch (thrown) {
    if (['STACK_UNKNOWN', 'ACCESS_DENIED'].includes(asProblem(thrown).code)) return undefined;
    throw thrown;
  }
}

async function bucketOf(
  { persist, clients }: LookTools,
  { target }: LookAt,
  name: string,
  retained: boolean,
): Promise<FoundBucket> {
  const nothing = { name, objects: 0, versions: 0, bytes: 0, withStack: !retained };
  try {
    const owned = { bucket: name, owner: target.account };
    const contents = await persist((signal) => bucketContents(clients, owned, countedPages, signal));
    return contents ? { ...nothing, ...contents, state: 'there' } : { ...nothing, state: 'gone' };
  } catch (thrown) {
    if (asProblem(thrown).code === 'ACCESS_DENIED') return { ...nothing, state: 'unreadable' };
    throw thrown;
  }
}

/** AWS deletes a bucket with its stack only if it is empty; people should know that beforehand. */
async function fullBuckets(
  { persist, clients }: LookTools,
  { target }: LookAt,
  buckets: readonly string[],
): Promise<string[]> {
  const notes: string[] = [];
  for (const bucket of buckets) {
    const owned = { bucket, owner: target.account };
    const contents = await persist((signal) => bucketContents(clients, owned, 1, signal)).catch(
      (thrown: unknown) => {
        // Without the permission to read it, the deletion itself will show.
        if (asProblem(thrown).code === 'ACCESS_DENIED') return undefined;
        throw thrown;
      },
    );
    if (contents && contents.objects + contents.versions > 0)
      notes.push(
        `The bucket ${bucket} goes with its stack and is not empty: AWS stops there. Empty it first if nothing in it is needed: \`aws s3 rm s3://${bucket} --recursive\`, its versions in the console.`,
      );
  }
  return notes;
}

/** Problems despite which the deletion continues without reading the app, since a backend works without one. */
const withoutApp: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['ACCESS_DENIED', 'AWS_REJECTED', 'ENDPOINT', 'REGION_DISABLED', 'AWS_FAULT', 'AWS_ANSWER'] as const),
]);

/** Problems that are the same when the call is repeated. */
const refusals: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...(['ACCESS_DENIED', 'AWS_REJECTED', 'ENDPOINT', 'REGION_DISABLED'] as const),
]);

async function appOf({ persist, clients }: LookTools, at: LookAt): Promise<FoundApp | undefined> {
  const { target, whole, going } = at;
  const { appId, environment, stackName } = target;
  if (appId === undefined || environment === undefined) return undefined;
  const stays = (unknown: string): FoundApp => ({ appId, listed: false, whole: false, unknown });
  if (!hasAmplify(clients)) return stays('AWS Amplify is not in this region.');
  try {
    // Once if the cloud is not AWS: an emulator may not have the service at all.
    const ask = (signal?: AbortSignal) => appContents(clients, appId, signal);
    const asked = () => (clients.cloud.kind === 'endpoint' ? ask() : persist(ask));
    // One bad answer must not leave an app over.
    const contents = await asked().catch((thrown: unknown) => {
      if (refusals.has(asProblem(thrown).code)) throw thrown;
      return asked();
    });
    if (!contents) return undefined;
    const { environments, branches } = contents;
    const there = environments.get(environment);
    const listed = environments.has(environment) && (there === undefined || there === stackName);
    const others = [...environments.keys()].filter((name) => !going.includes(name));
    return { appId, listed, whole: whole && branches === 0 && others.length === 0 };
  } catch (thrown) {
    const { code, what } = asProblem(thrown);
    if (withoutApp.has(code) || clients.cloud.kind === 'endpoint') return stays(what);
    throw thrown;
  }
}
