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

/** A file that goes: an app's configuration that nothing reads any more. */
export interface RemovedFile {
  readonly path: string;
  readonly label: string;
  readonly change: 'remove';
  readonly before: string;
}

export type ProjectFileChange = PlannedFile | RemovedFile;

/** What `configure project` is about to do: the review shows it, and running it is the only way anything is written. */
export interface ProjectPlan {
  readonly root: string;
  readonly changes: readonly ProjectChange[];
  /** Who the chosen access is; absent where AWS had not to be asked. */
  readonly identity?: Identity | undefined;
  /** In the order in which they are written: the file that makes the project whole comes last. */
  readonly files: readonly ProjectFileChange[];
  /** What takes the place of #current-cloud-backend, and the bucket that it comes from; absent: it stays. */
  readonly current?: { readonly files: ReadonlyMap<string, Uint8Array>; readonly bucket: string };
  /** Configuration files that stay as they are, each with the reason. */
  readonly kept: readonly { readonly label: string; readonly why: string }[];
  /** Values that only an app's configuration has, and not the backend: where in which file. */
  readonly values: readonly { readonly label: string; readonly paths: readonly string[] }[];
  /** What becomes of {@link values}. */
  readonly oldValues: 'keep' | 'remove';
  /** What of the deployed backend should have been fetched and could not be; what is here of it stays. */
  readonly notFetched: readonly NotFetched[];
  /** What the person should know, one sentence each. */
  readonly notes: readonly string[];
}

/** Whether there is nothing to write. */
export function isEmptyPlan({ files, current }: Pick<ProjectPlan, 'files' | 'current'>): boolean {
  return files.length === 0 && current === undefined;
}

/** Whether what a plan was for is not reached with it: the deployed backend was to be fetched, and it could not be. */
export function isIncomplete(
  { notFetched, changes }: Pick<ProjectPlan, 'notFetched' | 'changes'>,
  restores: boolean,
): boolean {
  return notFetched.length > 0 && (restores || changes.length === 0);
}

/**
 * Makes the plan: only members that changed are written, an app's configuration files where a change asks for them,
 * and what lies in places that the app does not read any more is removed if it holds nothing of a person's own.
 *
 * @throws Problem FILE_MALFORMED naming file, line and column; FILE_UNREADABLE for a .gitignore that is to be added to; why
 * the environment that is switched to could not be fetched
 */
export function planProject(input: ProjectPlanInput): ProjectPlan {
  const { facts, answers, texts, identity, pulled } = input;
  const { root } = facts.project;
  if (pulled && pulled.missing.length > 0 && otherEnvironment(facts, answers)) throw notSwitched(input);
  const { meta, current } = usable(input);
  const fetched = meta === undefined ? [] : changed(root, projectFiles.meta, texts, meta);
  const settings = facts.project.layout === 'documented' ? documentedFiles(input) : multiEnvFiles(input);
  const writes = writesConfig(input);
  // Of what is not known nothing is written, and nothing that says more is removed.
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

/** .gitignore with Amplify's block at its end, where that is wanted. @throws Problem FILE_UNREADABLE */
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

/** What was fetched and may take the place of what is here: of another stack's nothing stays, so that goes whole or not at all. */
function usable({ facts, answers, pulled }: ProjectPlanInput): Pick<PulledBackend, 'meta' | 'current'> {
  return !pulled || (pulled.missing.length > 0 && switches(facts, answers)) ? {} : pulled;
}

/** Whether the app is told about its backend: see {@link writesConfigFiles}, and when that was fetched for the first time. */
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

/** Why a configuration file that the app does not read any more stays; undefined when it goes. */
function whyKept({ input, label, own, removes, writes, config }: OldConfigFile): string | undefined {
  const { facts, answers, texts } = input;
  if (answers.oldFiles === 'leave') return 'you keep old files';
  if (!removes) return 'what the backend gives is not known';
  const isCarried = carries(input);
  // What moves with the app is in the new file.
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

/** The backend as the project's metadata has it before anything is written. */
function beforeOf({ facts, texts }: ProjectPlanInput): Backend | undefined {
  const text = texts.get(projectFiles.meta);
  if (text === undefined) return undefined;
  const path = projectPath(facts.project.root, projectFiles.meta);
  return readBackend(parseJsonObject(path, text), '');
}

/** Whether a person's own settings move with the file to its new folder: the app is of the same kind. */
function carries(input: ProjectPlanInput): boolean {
  const { facts, answers, texts } = input;
  if (!writesConfig(input) || answers.app !== facts.answers.app) return false;
  const [first = ''] = configLabels(answers);
  const [was = ''] = configLabels(facts.answers);
  return first !== was && !texts.has(first) && texts.has(was);
}

/** Whether it is known what there is to tell an app: a file without that would only lose what it had. */
function knowsBackend({ facts, answers, metadata }: ProjectPlanInput): boolean {
  return metadata !== undefined && facts.stackFaults[answers.environment ?? ''] === undefined;
}

function backendOf({ facts, answers, metadata }: ProjectPlanInput): Backend {
  return readBackend(metadata, stackOf(facts, answers)?.region ?? '');
}

/** The problem that what is deployed in an environment could not be fetched: what is here is of another one. */
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
  // One reason for both is told once.
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

/** A sentence with its end: what AWS says of itself has none. */
function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Whether what the project stays tied to is not on this machine. */
function isTiedToNothing({ facts, answers }: ProjectPlanInput): boolean {
  const { access } = answers;
  if (!facts.accessMissing || !sameValue(access, facts.answers.access)) return false;
  // The profiles of a machine are not asked for where a backend is shared.
  return access?.kind === 'keys-file' || facts.accessOptions.length > 0;
}

function whatStays({ facts, answers, pulled }: ProjectPlanInput): string {
  const names = (pulled?.missing ?? []).map(({ name }) =>
    name === metaName ? 'amplify-meta.json' : '#current-cloud-backend/',
  );
  const all = switches(facts, answers) ? ['amplify-meta.json', '#current-cloud-backend/'] : names;
  return `${all.join(' and ')} ${all.length > 1 ? 'stay' : 'stays'} as ${all.length > 1 ? 'they are' : 'it is'}; \`amplify-tui configure project\` fetches again.`;
}
