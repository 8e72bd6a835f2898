import { type Backend, readBackend } from '../project/client-config/backend.ts';
import { planClientConfig } from '../project/client-config/files.ts';
import type { HandlerPaths } from '../project/handlers.ts';
import type { JsonObject } from '../project/json-text.ts';
import { projectFiles, projectPath } from '../project/layouts/file-names.ts';
import { stackRecord } from '../project/layouts/records.ts';
import type { Identity, PlannedFile } from '../values/plan.ts';
import {
  configLabels,
  leftBehind,
  type ProjectAnswers,
  type ProjectChange,
  projectChanges,
  settingsOfAnswers,
  writesConfigFiles,
} from './answers.ts';
import type { PulledBackend } from './current-backend.ts';
import { changed, documentedFiles } from './documented-files.ts';
import { type ProjectFacts, stackOf, switches } from './facts.ts';
import { multiEnvFiles } from './multi-env-files.ts';

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
  /** Old configuration files that stay, each with the reason. */
  readonly kept: readonly { readonly label: string; readonly why: string }[];
  /** What the person should know, one sentence each. */
  readonly notes: readonly string[];
}

export interface ProjectPlanInput {
  readonly facts: ProjectFacts;
  readonly answers: ProjectAnswers;
  readonly handlers: HandlerPaths;
  /** The texts of the project's files that are there, by label. */
  readonly texts: ReadonlyMap<string, string>;
  /** What files that are not there begin as: those of the project that the backend comes from. */
  readonly base?: ReadonlyMap<string, string> | undefined;
  /** amplify-meta.json. */
  readonly metadata: JsonObject | undefined;
  /** What the deployment bucket has of the backend, where it is not here: it comes back with the rest. */
  readonly pulled?: PulledBackend | undefined;
  readonly identity?: Identity | undefined;
}

/**
 * Makes the plan: only members that changed are written, an app's configuration files where a change asks for them,
 * and what lies in places that the app does not read any more is removed if it holds nothing of a person's own.
 *
 * @throws Problem FILE_MALFORMED naming file, line and column
 */
export function planProject(input: ProjectPlanInput): ProjectPlan {
  const { facts, answers, texts, identity } = input;
  const { root } = facts.project;
  const meta = metaOf(input);
  const current = currentOf(input, meta);
  const fetched = [...(current ? [] : [projectFiles.currentMeta]), projectFiles.meta].flatMap((label) =>
    changed(root, label, texts, meta),
  );
  const settings = facts.project.layout === 'documented' ? documentedFiles(input) : multiEnvFiles(input);
  const config = writesConfigFiles(answers, facts) && knowsBackend(input) ? configFiles(input) : [];
  const old = leftBehind(answers, facts).filter(({ label }) => texts.has(label));
  const removes = answers.oldFiles === 'remove';
  const carried = carries(input) ? firstLabel(facts) : undefined;
  const gone = removes ? old.filter(({ label, own }) => !own || label === carried) : [];
  const removed = gone.map(({ label }): RemovedFile => {
    return { path: projectPath(root, label), label, change: 'remove', before: texts.get(label) ?? '' };
  });
  const kept = old
    .filter((file) => !gone.includes(file))
    .map(({ label, own }) => ({
      label,
      why: own && removes ? 'it holds settings of your own' : 'you leave old files',
    }));
  return {
    root,
    changes: projectChanges(answers, facts),
    files: [...fetched, ...config, ...removed, ...settings],
    kept,
    notes: notesOf(input),
    ...(current ? { current: { files: current, bucket: input.pulled?.bucket ?? '' } } : {}),
    ...(identity ? { identity } : {}),
  };
}

/** amplify-meta.json as it has to be: of another environment it never stays, so it names the stack at least. */
function metaOf({ facts, answers, pulled }: ProjectPlanInput): string | undefined {
  // Without having asked nothing is replaced.
  if (!pulled || pulled.meta !== undefined || !switches(facts, answers)) return pulled?.meta;
  const stack = stackOf(facts, answers);
  if (!stack) return undefined;
  return JSON.stringify({ providers: { awscloudformation: stackRecord(stack) } }, undefined, 2);
}

/** What was deployed last in the environment: without its archive, the metadata alone. */
function currentOf(
  { facts, answers, pulled }: ProjectPlanInput,
  meta: string | undefined,
): ReadonlyMap<string, Uint8Array> | undefined {
  if (pulled?.current || meta === undefined || !switches(facts, answers)) return pulled?.current;
  return new Map([['amplify-meta.json', new TextEncoder().encode(meta)]]);
}

function configFiles(input: ProjectPlanInput): PlannedFile[] {
  const { facts, answers, texts } = input;
  const settings = settingsOfAnswers(answers);
  const existing = new Map(
    configLabels(answers).flatMap((label) => {
      const text = texts.get(label);
      return text === undefined ? [] : [[label, text] as const];
    }),
  );
  const carried = carries(input) ? texts.get(firstLabel(facts)) : undefined;
  return planClientConfig(facts.project.root, settings, backendOf(input), existing, carried);
}

/** Whether a person's own settings move with the file to its new folder: the app is of the same kind. */
function carries({ facts, answers, texts }: ProjectPlanInput): boolean {
  if (!writesConfigFiles(answers, facts) || answers.app !== facts.answers.app) return false;
  const [first = ''] = configLabels(answers);
  return first !== firstLabel(facts) && !texts.has(first) && texts.has(firstLabel(facts));
}

function firstLabel(facts: ProjectFacts): string {
  return configLabels(facts.answers)[0] ?? '';
}

/** Whether there is anything to tell an app: a file without a region would only lose what it had. */
function knowsBackend({ facts, answers, metadata }: ProjectPlanInput): boolean {
  return metadata !== undefined || stackOf(facts, answers) !== undefined;
}

function backendOf({ facts, answers, metadata }: ProjectPlanInput): Backend {
  return readBackend(metadata, stackOf(facts, answers)?.region ?? '');
}

function notesOf(input: ProjectPlanInput): string[] {
  const { facts, answers, pulled, metadata } = input;
  const { access: had } = facts.answers;
  const left =
    had?.kind === 'keys-file' && answers.access?.kind !== 'keys-file'
      ? [`The keys stay in ${had.path}; delete the file when you no longer need them.`]
      : [];
  const writes = writesConfigFiles(answers, facts);
  const lacking =
    writes && metadata === undefined && stackOf(facts, answers)
      ? [
          pulled
            ? 'The deployment bucket has no amplify-meta.json, so the configuration files name the region only.'
            : 'What the backend gives was not fetched, so the configuration files name the region only.',
        ]
      : [];
  const unknown =
    writes && !knowsBackend(input)
      ? ['No file names the stack, so the configuration files stay as they are.']
      : [];
  const unpacked =
    switches(facts, answers) && pulled && !pulled.current
      ? ['The deployment bucket has no archive of the backend, so nothing tells what of it is deployed.']
      : [];
  return [...left, ...lacking, ...unknown, ...unpacked];
}
