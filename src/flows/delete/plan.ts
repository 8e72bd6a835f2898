import type { BucketContents } from '../../aws/bucket-contents.ts';
import { statusWords } from '../../aws/progress/words.ts';
import type { Identity } from '../../core/plan.ts';
import { count, plainText } from '../../core/text.ts';
import type { Layout, ProjectSettings } from '../../project/project.ts';
import type { DeleteNoteTarget, RetainedResource } from '../../state/delete-journal.ts';

/** The whole project with all its environments, or one of its environments. */
export type DeleteScope = 'project' | 'environment';

/** A stack, as AWS reports it. */
export interface FoundStack {
  /** Absent: it no longer exists. */
  readonly status?: string;
  /** Nested stacks, with the logical ids that lead to them. */
  readonly nested: readonly { readonly path: string; readonly stackName: string; readonly status: string }[];
  /** How many resources it has, including those of nested stacks, but not the nested stacks themselves. */
  readonly resources: number;
  /** Without the deployment bucket, which has its own row. */
  readonly retained: readonly RetainedResource[];
}

/** A deployment bucket, as S3 reports it. */
export interface FoundBucket extends BucketContents {
  readonly name: string;
  /** `unreadable`: this access may not read it. */
  readonly state: 'there' | 'gone' | 'unreadable';
  /** Whether its template deletes it with the stack, which only works if it is empty. */
  readonly withStack: boolean;
}

/** The Amplify app that lists a backend. */
export interface FoundApp {
  readonly appId: string;
  /** Whether the app has this environment, and it belongs to the stack. */
  readonly listed: boolean;
  /** Whether the app holds nothing else, and is deleted, too. */
  readonly whole: boolean;
  /** Why it could not be read, one sentence; it stays then. */
  readonly unknown?: string;
}

/** A backend with everything that AWS has for it. */
export interface FoundBackend {
  readonly target: DeleteNoteTarget;
  readonly identity: Identity;
  readonly stack: FoundStack;
  readonly bucket?: FoundBucket;
  readonly app?: FoundApp;
  /** What people should know beforehand, one sentence each. */
  readonly notes: readonly string[];
}

/** A file or folder of the project that is removed, or partly so. */
export interface FileRemoval {
  /** Relative to the project's root, with `/` between the parts. */
  readonly label: string;
  readonly change: 'remove' | 'remove-folder' | 'update';
}

/** What stays on disk, and why. */
export interface KeptFile {
  readonly label: string;
  readonly why: string;
}

/** The user's choices for a deletion. */
export interface DeleteChoices {
  readonly keepBucket: boolean;
  readonly keepFiles: boolean;
  /** Absolute path of a folder for the bucket's contents, which are downloaded first. */
  readonly download?: string | undefined;
}

/** Everything that was found of what is to be deleted. */
export interface FoundPieces {
  /** The project's root, absolute. */
  readonly root: string;
  readonly scope: DeleteScope;
  /** What to type: the name of the project or of the environment. */
  readonly name: string;
  readonly layout: Layout;
  readonly settings: ProjectSettings;
  readonly backends: readonly FoundBackend[];
  readonly files: readonly FileRemoval[];
  readonly kept: readonly KeptFile[];
  /** What this machine forgets about the project, a few words each. */
  readonly remembered: readonly string[];
  /** Profiles whose cached sessions are deleted. */
  readonly sessions: readonly string[];
  /** What people should know beforehand, one sentence each. */
  readonly notes: readonly string[];
  /** When an unfinished deletion was started, milliseconds since the epoch; it is resumed. */
  readonly begunAt?: number;
  /** Whether the bucket's contents are in the folder already. */
  readonly downloaded?: boolean;
}

/** One step of a deletion; each can be repeated. */
export type DeleteStep =
  | { readonly kind: 'download'; readonly backend: number; readonly text: string }
  /** Empties the bucket, so that AWS can delete it with the stack. */
  | { readonly kind: 'empty'; readonly backend: number; readonly text: string }
  | { readonly kind: 'stack'; readonly backend: number; readonly text: string }
  | { readonly kind: 'bucket'; readonly backend: number; readonly text: string }
  | { readonly kind: 'app-environment'; readonly backend: number; readonly text: string }
  | { readonly kind: 'app'; readonly backend: number; readonly text: string }
  | { readonly kind: 'files'; readonly text: string }
  | { readonly kind: 'remembered'; readonly text: string }
  /** Only the note of the deletion is left to be removed. */
  | { readonly kind: 'note'; readonly text: string };

/** A deletion to be carried out: the review shows it, and running it is the only way anything is deleted. */
export interface DeletePlan {
  readonly found: FoundPieces;
  readonly choices: DeleteChoices;
  readonly steps: readonly DeleteStep[];
}

/**
 * Puts the steps in AWS's required order: irreplaceable contents are downloaded before anything is deleted, a bucket that
 * is deleted with the stack is emptied first, one that the stack retains is deleted after it, then the app, the files
 * last.
 */
export function planDelete(found: FoundPieces, choices: DeleteChoices): DeletePlan {
  const { backends, files, remembered, sessions, root } = found;
  const steps: DeleteStep[] = [];
  const isThere = (bucket: FoundBackend['bucket']): bucket is FoundBucket =>
    bucket !== undefined && bucket.state !== 'gone';
  if (choices.download !== undefined && found.downloaded !== true)
    for (const [backend, { bucket }] of backends.entries())
      if (isThere(bucket))
        steps.push({ kind: 'download', backend, text: `download the bucket ${bucket.name}` });
  for (const [backend, { target, stack, bucket, app }] of backends.entries()) {
    const { stackName, environment } = target;
    const takesBucket = isThere(bucket) && !choices.keepBucket;
    const hasStack = stack.status !== undefined;
    if (takesBucket && bucket.withStack && hasStack)
      steps.push({ kind: 'empty', backend, text: `empty the bucket ${bucket.name}` });
    if (hasStack) steps.push({ kind: 'stack', backend, text: `delete the stack ${stackName}` });
    if (takesBucket) steps.push({ kind: 'bucket', backend, text: `delete the bucket ${bucket.name}` });
    if (app?.listed)
      steps.push({
        kind: 'app-environment',
        backend,
        text: `take ${environment ?? stackName} out of the app ${app.appId}`,
      });
    if (app?.whole) steps.push({ kind: 'app', backend, text: `delete the app ${app.appId}` });
  }
  const wasBegun = found.begunAt !== undefined;
  // An interrupted run may have removed files, but not yet the folders that are empty then.
  if (!choices.keepFiles && (files.length > 0 || (wasBegun && found.scope === 'project')))
    steps.push({
      kind: 'files',
      text: files.length > 0 ? `remove ${count(files.length, 'file')}` : 'remove the folders that are empty',
    });
  if ((remembered.length > 0 && !choices.keepFiles) || sessions.length > 0)
    steps.push({ kind: 'remembered', text: `forget what this machine remembers of ${plainText(root)}` });
  if (wasBegun && steps.length === 0)
    steps.push({ kind: 'note', text: 'forget that the deletion was started: nothing is left of it' });
  return { found, choices, steps };
}

/** What stays in AWS after a deletion, a sentence each, safe to show. */
export function stayingInAws({ found, choices }: Pick<DeletePlan, 'found' | 'choices'>): string[] {
  return found.backends
    .flatMap(({ stack, bucket, app }) => [
      ...stack.retained.map(
        ({ path, type, physicalId }) =>
          `${path} (${type}) stays, as its template says: ${physicalId ?? 'its name is not known'}.`,
      ),
      ...(choices.keepBucket && bucket && bucket.state !== 'gone'
        ? [`The bucket ${bucket.name} stays.`]
        : []),
      ...(app?.unknown ? [`The app ${app.appId} stays: ${app.unknown}`] : []),
    ])
    .map((text) => plainText(text));
}

/** The contents of a bucket in words: `12 objects, 30 older versions, 4.2 MB`. */
export function bucketWords({ state, objects, versions, bytes, more }: FoundBucket): string {
  if (state === 'gone') return 'not there any more';
  if (state === 'unreadable') return 'may not be looked into';
  if (objects === 0 && versions === 0) return 'empty';
  const older = versions > 0 ? [count(versions, 'older version')] : [];
  return `${more ? 'more than ' : ''}${[count(objects, 'object'), ...older, byteWords(bytes)].join(', ')}`;
}

/** A size as `512 bytes`, `1.5 MB`. */
export function byteWords(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let size = bytes / 1000;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** A stack in words: `create complete, 14 resources, 3 nested stacks`. */
export function stackWords({ status, resources, nested }: FoundStack): string {
  if (status === undefined) return 'not there any more';
  const inner = nested.length > 0 ? `, ${count(nested.length, 'nested stack')}` : '';
  return `${statusWords(status)}, ${count(resources, 'resource')}${inner}`;
}
