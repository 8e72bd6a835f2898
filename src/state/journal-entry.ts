import { asRecord, isText, isTime } from '../core/json-values.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { asAccess } from '../credentials/access.ts';
import type { ProcessMark } from '../platform/process-mark.ts';
import type { GitIgnore } from '../project/layouts/git-ignore.ts';
import { environmentNameProblem } from '../project/names.ts';
import {
  appTypes,
  frameworks,
  type JavascriptConfig,
  type Layout,
  type ProjectSettings,
} from '../project/project.ts';

/** An `init` in progress: what is needed to resume it, clean it up or forget it. Never holds a secret. */
export interface InitJournalEntry {
  readonly version: 1;
  /** Letters, digits and dashes; the name of its file. */
  readonly id: string;
  readonly kind: 'init';
  /** Absolute path of the project's folder. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** The last step that was started; it may not have finished. */
  readonly step: InitStep;
  readonly access: AccessChoice;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly settings: ProjectSettings;
  /** Absent: the documented layout. */
  readonly layout?: Layout;
  /** Only in the layout with environments. */
  readonly environment?: string;
  /** The choice for .gitignore, if one was made. */
  readonly gitIgnore?: GitIgnore;
  /** Set if the environment is added to an existing backend. */
  readonly added?: AddedNote;
  readonly stackName: string;
  /** ClientRequestToken of CreateStack. */
  readonly token: string;
  readonly stackId?: string;
  /** The app that lists the backend, as the files name it; known once they are being written. */
  readonly appId?: string;
  /** Set if another cloud than AWS was used. */
  readonly endpoint?: string;
  /** Some or all of the project's files may have been written. */
  readonly filesBegun?: true;
  /** The program that works on it, or did last. */
  readonly owner?: ProcessMark;
}

/** What a run that adds an environment starts from. */
export interface AddedNote {
  /** The environment that this machine used until then. */
  readonly previous?: string | undefined;
  /** The environment whose parameters are copied to the new one. */
  readonly parametersOf?: string | undefined;
}

/** `cleaning`: the stack is being deleted; the request may have been sent. */
const initSteps = ['creating', 'following', 'storing-template', 'writing-files', 'cleaning'] as const;
export type InitStep = (typeof initSteps)[number];

/**
 * Validates a value from a journal file and copies the known members only.
 *
 * @returns the entry, or a sentence that says what is wrong
 */
export function asInitEntry(value: unknown): InitJournalEntry | string {
  const record = asRecord(value);
  if (!record) return 'It is not a JSON object.';
  if (record.version !== 1) return 'It was written by another version of amplify-tui.';
  const { id, folder, startedAt, updatedAt, region, account, stackName, token, stackId, appId, endpoint } =
    record;
  const step = initSteps.find((known) => known === record.step);
  const access = asAccess(record.access);
  const settings = asSettings(record.settings);
  const owner = asOwner(record.owner);
  if (record.kind !== 'init' || !step) return 'Its kind or step is not known.';
  if (!isText(id) || !isText(folder) || !isText(region) || !isText(account)) return missing;
  if (!isText(stackName) || !isText(token) || !access || !settings) return missing;
  const environment = isText(record.environment) ? record.environment : '';
  const hasEnvironments = record.layout === 'multi-env';
  if (hasEnvironments && environmentNameProblem(environment)) return missing;
  const added = hasEnvironments ? asAdded(record.added) : undefined;
  if (!isTime(startedAt) || !isTime(updatedAt)) return missing;
  return {
    version: 1,
    kind: 'init',
    id,
    folder,
    startedAt,
    updatedAt,
    step,
    access,
    region,
    account,
    settings,
    stackName,
    token,
    ...(hasEnvironments ? { layout: 'multi-env' as const, environment } : {}),
    ...(added ? { added } : {}),
    ...(record.gitIgnore === 'add' || record.gitIgnore === 'leave' ? { gitIgnore: record.gitIgnore } : {}),
    ...(isText(stackId) ? { stackId } : {}),
    ...(isText(appId) ? { appId } : {}),
    ...(isText(endpoint) ? { endpoint } : {}),
    ...(record.filesBegun === true || step === 'writing-files' ? { filesBegun: true } : {}),
    ...(owner ? { owner } : {}),
  };
}

const missing = 'A part of it is missing or has the wrong type.';

function asAdded(value: unknown): AddedNote | undefined {
  const record = asRecord(value);
  if (!record) return undefined;
  const { previous, parametersOf } = record;
  return {
    ...(isText(previous) ? { previous } : {}),
    ...(isText(parametersOf) ? { parametersOf } : {}),
  };
}

export function asOwner(value: unknown): ProcessMark | undefined {
  const { pid, started, host } = asRecord(value) ?? {};
  const isPid = typeof pid === 'number' && Number.isInteger(pid) && pid > 0;
  return isPid && isText(started) && isText(host) ? { pid, started, host } : undefined;
}

export function asSettings(value: unknown): ProjectSettings | undefined {
  const record = asRecord(value);
  const app = appTypes.find((known) => known === record?.app);
  if (!record || !app || !isText(record.name) || typeof record.editor !== 'string') return undefined;
  const framework = frameworks.find((known) => known === record.framework);
  const javascript = asJavascript(record.javascript);
  return {
    name: record.name,
    editor: record.editor,
    app,
    ...(framework ? { framework } : {}),
    ...(javascript ? { javascript } : {}),
    ...(typeof record.resDir === 'string' ? { resDir: record.resDir } : {}),
  };
}

function asJavascript(value: unknown): JavascriptConfig | undefined {
  const { sourceDir, distributionDir, buildCommand, startCommand } = asRecord(value) ?? {};
  if (typeof sourceDir !== 'string' || typeof distributionDir !== 'string') return undefined;
  if (typeof buildCommand !== 'string' || typeof startCommand !== 'string') return undefined;
  return { sourceDir, distributionDir, buildCommand, startCommand };
}
