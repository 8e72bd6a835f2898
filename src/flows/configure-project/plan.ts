import type { Identity, PlannedFile } from '../../core/plan.ts';
import { Problem } from '../../core/problem.ts';
import { sameValue } from '../../core/same-value.ts';
import { plainText } from '../../core/text.ts';
import { type Backend, readBackend } from '../../project/client-config/backend.ts';
import { type ClientConfigPlan, planClientConfig } from '../../project/client-config/files.ts';
import { parseJsonObject } from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import {
  accessLost,
  appNotes,
  configLabels,
  leftBehind,
  type ProjectChange,
  projectChanges,
  settingsOfAnswers,
  writesConfigFiles,
} from './answers.ts';
import { metaName, type NotFetched, type PulledBackend } from './current-backend.ts';
import { changed, documentedFiles } from './documented-files.ts';
import { otherEnvironment, stackOf, switches } from './facts.ts';
import { multiEnvFiles } from './multi-env-files.ts';
import type { ProjectPlanInput } from './plan-input.ts';

/** A file to be removed: an app's configuration that nothing reads any more. */
export interface RemovedFile {
  readonly path: string;
  readonly label: string;
  readonly change: 'remove';
  readonly before: string;
}

export type ProjectFileChange = PlannedFile | RemovedFile;

/** What `configure project` will do: the review shows it, and running it is the only way anything is written. */
export interface ProjectPlan {
  readonly root: string;
  readonly changes: readonly ProjectChange[];
  /** The identity of the chosen access; absent if AWS did not have to be called. */
  readonly identity?: Identity | undefined;
  /** In the order of writing: the file that completes the project comes last. */
  readonly files: readonly ProjectFileChange[];
  /** The replacement for #current-cloud-backend, and the bucket that it comes from; absent: it stays. */
  readonly current?: { readonly files: ReadonlyMap<string, Uint8Array>; readonly bucket: string };
  /** Configuration files that stay unchanged, each with the reason. */
  readonly kept: readonly { readonly label: string; readonly why: string }[];
  /** Values that an app's configuration has and the backend does not: their paths in each file. */
  readonly values: readonly { readonly label: string; readonly paths: readonly string[] }[];
  /** What to do with {@link values}. */
  readonly oldValues: 'keep' | 'remove';
  /** Parts of the deployed backend that could not be fetched; the local copies stay. */
  readonly notFetched: readonly NotFetched[];
  /** What people should know, one sentence each. */
  readonly notes: readonly string[];
}

/** Whether there is nothing to write. */
export function isEmptyPlan({ files, current }: Pick<ProjectPlan, 'files' | 'current'>): boolean {
  return files.length === 0 && current === undefined;
}

/** Whether a plan misses its purpose: the deployed backend was to be fetched, and could not be. */
export function isIncomplete(
  { notFetched, changes }: Pick<ProjectPlan, 'notFetched' | 'changes'>,
  restores: boolean,
): boolean {
  return notFetched.length > 0 && (restores || changes.length === 0);
}

/**
 * Makes the plan: only changed members are written, an app's configuration files only if a change requires it, and files
 * that the app no longer reads are removed if they hold no settings of the user's own.
 *
 * @throws Problem FILE_MALFORMED naming file, line and column; FILE_UNREADABLE for a .gitignore that is to be extended;
 * the reason why the new environment could not be fetched
 */
export function planProject(input: ProjectPlanInput): ProjectPlan {
  const { facts, answers, texts, identity, pulled } = input;
  const { root } = facts.project;
  if (pulled && pulled.missing.length > 0 && otherEnvironment(facts, answers)) throw notSwitched(input);
  const { meta, current } = usable(input);
  const fetched = meta === undefined ? [] : changed(root, projectFiles.meta, texts, meta);
  const settings = facts.project.layout === 'documented' ? documentedFiles(input) : multiEnvFiles(input);
  const writes = writesConfig(input);
  // Unknown values are not written, and files that hold more are not removed.
  const config = writes && knowsBackend(input) ? configFiles(input) : undefined;
  const removes = answers.oldFiles === 'remove' && (!writes || config !== undefined);
  const old = leftBehind(answers, facts)
    .filter(({ label }) => texts.has(label))
    .map(({ label, own }) => ({ label, why: whyKept({ input, label, own, removes, writes, config }) }));
  const kept = old.flatMap(({ label, why }) => (why === undefined ? [] : [{ label, why }]));
  const removed = old
    .filter(({ why }) => why === undefined)
    .map(({ label }): RemovedFile => {
      return { path: projectPath(root, label), label, change: 'remove', before: texts.get(label) ?? '' };
    });
  return {
    root,
    changes: projectChanges(answers, facts),
    files: [...fetched, ...(config?.files ?? []), ...removed, ...gitIgnoreFile(input), ...settings],
    kept: [...(config?.left ?? []), ...kept],
    values: config?.onlyThere ?? [],
    oldValues: answers.oldValues,
    notFetched: pulled?.missing ?? [],
    notes: notesOf(input),
    ...(current ? { current: { files: current, bucket: pulled?.bucket ?? '' } } : {}),
    ...(identity ? { identity } : {}),
  };
}

/** .gitignore with Amplify's block at its end, if requested. @throws Problem FILE_UNREADABLE */
function gitIgnoreFile({ facts, answers }: ProjectPlanInput): PlannedFile[] {
  const { gitIgnore, gitIgnoreProblem, project } = facts;
  if (answers.gitIgnore !== 'add') return [];
  if (gitIgnoreProblem) throw gitIgnoreProblem;
  if (!gitIgnore) return [];
  const label = projectFiles.gitIgnore;
  const file = { path: projectPath(project.root, label), label, contents: gitIgnore.contents };
  const { before } = gitIgnore;
  return [before === undefined ? { ...file, change: 'create' } : { ...file, change: 'update', before }];
}

/** The fetched parts that may replace local ones: for another stack all of them or none. */
function usable({ facts, answers, pulled }: ProjectPlanInput): Pick<PulledBackend, 'meta' | 'current'> {
  return !pulled || (pulled.missing.length > 0 && switches(facts, answers)) ? {} : pulled;
}

/** Whether the app's configuration is written: see {@link writesConfigFiles}, and after the first fetch of the backend. */
function writesConfig(input: ProjectPlanInput): boolean {
  const { facts, answers } = input;
  const isNew = facts.backendMissing && usable(input).meta !== undefined;
  return writesConfigFiles(answers, facts) || (isNew && answers.configFiles !== 'leave');
}

interface OldConfigFile {
  readonly input: ProjectPlanInput;
  readonly label: string;
  readonly own: boolean;
  readonly removes: boolean;
  readonly writes: boolean;
  readonly config: ClientConfigPlan | undefined;
}

/** Why a configuration file that the app no longer reads stays; undefined if it is removed. */
function whyKept({ input, label, own, removes, writes, config }: OldConfigFile): string | undefined {
  const { facts, answers, texts } = input;
  if (answers.oldFiles === 'leave') return 'you keep old files';
  if (!removes) return 'what the backend gives is not known';
  const isCarried = carries(input);
  // Settings that move with the app are in the new file.
  if (isCarried && config?.left.length === 0) return undefined;
  if (own || isCarried) return 'it holds settings of your own';
  if (!writes || answers.oldValues === 'remove') return undefined;
  const alone = new Map([[label, texts.get(label) ?? '']]);
  const { root } = facts.project;
  const had = settingsOfAnswers(facts.answers);
  const { onlyThere } = planClientConfig(root, had, backendOf(input), alone, { before: beforeOf(input) });
  const paths = onlyThere.find((each) => each.label === label)?.paths;
  return paths && `it has values that the backend does not give: ${paths.join(', ')}`;
}

function configFiles(input: ProjectPlanInput): ClientConfigPlan {
  const { facts, answers, texts } = input;
  const existing = new Map(
    configLabels(answers).flatMap((label) => {
      const text = texts.get(label);
      return text === undefined ? [] : [[label, text] as const];
    }),
  );
  return planClientConfig(facts.project.root, settingsOfAnswers(answers), backendOf(input), existing, {
    carried: carries(input) ? configLabels(facts.answers).map((label) => texts.get(label)) : [],
    before: beforeOf(input),
    onlyThere: answers.oldValues,
  });
}

/** The backend in the project's metadata before anything is written. */
function beforeOf({ facts, texts }: ProjectPlanInput): Backend | undefined {
  const text = texts.get(projectFiles.meta);
  if (text === undefined) return undefined;
  const path = projectPath(facts.project.root, projectFiles.meta);
  return readBackend(parseJsonObject(path, text), '');
}

/** Whether a user's own settings move to the file's new folder: the app is of the same kind. */
function carries(input: ProjectPlanInput): boolean {
  const { facts, answers, texts } = input;
  if (!writesConfig(input) || answers.app !== facts.answers.app) return false;
  const [first = ''] = configLabels(answers);
  const [was = ''] = configLabels(facts.answers);
  return first !== was && !texts.has(first) && texts.has(was);
}

/** Whether the backend's values are known: a file without them would only lose what it had. */
function knowsBackend({ facts, answers, metadata }: ProjectPlanInput): boolean {
  return metadata !== undefined && facts.stackFaults[answers.environment ?? ''] === undefined;
}

function backendOf({ facts, answers, metadata }: ProjectPlanInput): Backend {
  return readBackend(metadata, stackOf(facts, answers)?.region ?? '');
}

/** The Problem that an environment's deployment could not be fetched, so that the local one is another's. */
function notSwitched({ answers, pulled }: ProjectPlanInput): Problem {
  const [first] = pulled?.missing ?? [];
  if (!first) throw new Error('nothing is missing');
  const { code, what, why, next } = first.problem;
  return new Problem({
    code,
    what: `What is deployed in the environment ${plainText(answers.environment ?? '')} could not be fetched, so nothing is written.`,
    why: `${ended(what)} ${ended(why)}`,
    next,
  });
}

const gitIgnoreOffer =
  '.gitignore does not keep out what belongs to this machine alone: .gitignore in the form, or "gitIgnore": "add" in an answers file, adds Amplify\'s lines.';

function notesOf(input: ProjectPlanInput): string[] {
  const { facts, answers, pulled } = input;
  const { access: had } = facts.answers;
  const notes: string[] = [];
  if (had?.kind === 'keys-file' && answers.access?.kind !== 'keys-file')
    notes.push(`The keys stay in ${had.path}; delete the file when you no longer need them.`);
  notes.push(...appNotes(answers, facts));
  if (facts.gitIgnore && answers.gitIgnore === 'leave') notes.push(gitIgnoreOffer);
  if (isTiedToNothing(input)) notes.push(accessLost(had));
  // The same reason for both is reported once.
  const reasons = new Set(
    (pulled?.missing ?? []).map(({ problem: { what, why } }) => `${ended(what)} ${ended(why)}`),
  );
  if (reasons.size > 0)
    notes.push(`The deployed backend could not be fetched: ${[...reasons].join(' ')}`, whatStays(input));
  if (!writesConfig(input) || knowsBackend(input)) return notes;
  notes.push(
    stackOf(facts, answers)
      ? "What the backend gives is not known here, so the app's configuration files stay as they are."
      : 'No file names the stack, so the configuration files stay as they are.',
  );
  return notes;
}

/** Ends a sentence with a full stop: AWS's own sentences may lack it. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Whether the access that the project stays tied to is missing on this machine. */
function isTiedToNothing({ facts, answers }: ProjectPlanInput): boolean {
  const { access } = answers;
  if (!facts.accessMissing || !sameValue(access, facts.answers.access)) return false;
  // The machine's profiles are not listed when a backend is shared.
  return access?.kind === 'keys-file' || facts.accessOptions.length > 0;
}

function whatStays({ facts, answers, pulled }: ProjectPlanInput): string {
  const names = (pulled?.missing ?? []).map(({ name }) =>
    name === metaName ? 'amplify-meta.json' : '#current-cloud-backend/',
  );
  const all = switches(facts, answers) ? ['amplify-meta.json', '#current-cloud-backend/'] : names;
  return `${all.join(' and ')} ${all.length > 1 ? 'stay' : 'stays'} as ${all.length > 1 ? 'they are' : 'it is'}; \`amplify-tui configure project\` fetches again.`;
}
