import type { SessionContext, SessionEvent } from '../../../machines/session/types.ts';
import { callResult } from '../../../src/aws/calls/outcome.ts';
import type { NumberedCall } from '../../../src/aws/calls/record.ts';
import type { FollowUpdate, ResourceProgress, StackProgress } from '../../../src/aws/progress/model.ts';
import { outcomeWords, resourceStateWords, stackWords } from '../../../src/aws/progress/narration.ts';
import { eventWords, reasonWords, resourceWords, statusWords } from '../../../src/aws/progress/words.ts';
import { indexOfKey } from '../../../src/core/rows.ts';
import { dayOf, plainText, timeOfDay, tookWords } from '../../../src/core/text.ts';
import { choiceKey, sameChoice } from '../../../src/credentials/access.ts';
import { accountOfStack } from '../../../src/flows/configure-project/facts.ts';
import { accessWords, type EnvironmentRow } from '../../../src/flows/environments/rows.ts';
import type { ChangedFile, LocalResource } from '../../../src/flows/status/local-changes.ts';
import type { ProjectFile } from '../../../src/flows/status/project-files.ts';
import { causeKey } from '../../deployment/flatten.ts';

/** The parts of home that can have the focus; the number of each is its key. */
export const parts = ['project', 'stack', 'environments', 'profiles', 'activity', 'calls'] as const;
export type PartId = (typeof parts)[number];

/** The title of each part. */
export const titles: Readonly<Record<PartId, string>> = {
  project: 'project',
  stack: 'stack',
  environments: 'environments',
  profiles: 'profiles',
  activity: 'activity',
  calls: 'calls',
};

/** The facts about one row of a part, and what can be copied of it. */
export interface RowFacts {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** Its id, ARN, path or text. */
  readonly copies: string;
  /** Its events, newest first. */
  readonly events: readonly { readonly at: string; readonly words: string }[];
}

/** The data behind the rows of home. */
export interface HomeFacts {
  readonly context: Pick<
    SessionContext,
    'home' | 'backend' | 'files' | 'environmentRows' | 'activity' | 'access' | 'identity' | 'folder'
  >;
  /** The stack as last read. */
  readonly update: FollowUpdate | undefined;
  /** The calls to AWS so far, oldest first. */
  readonly calls: () => readonly NumberedCall[];
}

/** A stable key for the list of resources. */
export const backendKey = ({ category, name }: LocalResource) => `${category}/${name}`;

/** The key of an entry of the activity. */
export const activityKey = ({ at, text }: { readonly at: number; readonly text: string }) => `${at} ${text}`;

/** The facts about the selected row of a part; undefined when none is selected. */
export function factsOf(part: PartId, key: string | undefined, data: HomeFacts): RowFacts | undefined {
  if (part === 'stack') return data.update && stackFacts(data.update, key);
  if (key === undefined) return undefined;
  if (part === 'project') return backendFacts(key, data) ?? fileFacts(key, data);
  if (part === 'environments') return environmentFacts(key, data);
  if (part === 'calls') return callFacts(key, data);
  return part === 'profiles' ? profileFacts(key, data) : activityFacts(key, data);
}

type Page = Extract<SessionEvent, { readonly type: 'OPEN_STACK_PAGE' | 'OPEN_ACCESS_PAGE' }>;

/** The event that opens the console's page for a row's stack or account; undefined when there is none. */
export function pageOf(part: PartId, key: string | undefined, data: HomeFacts): Page | undefined {
  if (part === 'profiles') return key === undefined ? undefined : profilePage(key, data);
  const stackId = stackOf(part, key, data);
  return stackId === undefined ? undefined : { type: 'OPEN_STACK_PAGE', stackId };
}

/** The id of the stack that a row belongs to. */
function stackOf(part: PartId, key: string | undefined, { update, context }: HomeFacts): string | undefined {
  if (part === 'stack') {
    const nested = update && key !== undefined ? resourceAt(update.progress, key)?.stack : undefined;
    return (nested ?? update?.progress)?.stackId;
  }
  return part === 'environments' && key !== undefined ? environmentAt(key, context)?.stackId : undefined;
}

/** The profile of a row, else the one in use; undefined if that is none. */
export function profileOf(key: string | undefined, data: HomeFacts): string | undefined {
  const option = key === undefined ? undefined : profileAt(key, data)?.option;
  const choice = option?.choice ?? data.context.access?.choice;
  return choice?.kind === 'profile' ? choice.name : undefined;
}

/** Only if its account is known, and is one of AWS. */
function profilePage(key: string, data: HomeFacts): Page | undefined {
  const { option, account } = profileAt(key, data) ?? {};
  if (!option || account === undefined || option.endpoint !== undefined) return undefined;
  return { type: 'OPEN_ACCESS_PAGE', choice: option.choice, account, region: option.region };
}

/** A profile with what AWS and the files say about its owner. */
function profileAt(key: string, { context: { home, access, identity } }: HomeFacts) {
  const index = home ? indexOfKey(home.profiles, key, ({ choice }) => choiceKey(choice)) : -1;
  const option = index < 0 ? undefined : home?.profiles.at(index);
  if (!option) return undefined;
  const who = identity && sameChoice(option.choice, access?.choice) ? identity : undefined;
  return { option, who, account: who?.account ?? option.account };
}

function backendFacts(key: string, { context }: HomeFacts): RowFacts | undefined {
  const resource = context.backend?.find((each) => backendKey(each) === key);
  if (!resource) return undefined;
  return {
    title: plainText(resource.name),
    facts: [
      { label: 'category', value: plainText(resource.category) },
      { label: 'service', value: plainText(resource.service || 'no file says it') },
      { label: 'next push', value: changeWords[resource.change] },
      { label: 'folder', value: plainText(`amplify/backend/${key}`) },
    ],
    copies: `amplify/backend/${key}`,
    events: [],
  };
}

/** The facts about a file: its purpose and state, or how it differs from what was deployed. */
function fileFacts(path: string, { context }: HomeFacts): RowFacts | undefined {
  const file = context.files?.find(({ label }) => label === path);
  const changed = file ? undefined : changedFact(path, context.backend);
  if (!file && !changed) return undefined;
  const facts = file
    ? [
        { label: 'holds', value: file.purpose },
        { label: 'state', value: fileStates[file.state] },
        ...(file.why ? [{ label: 'why', value: plainText(file.why) }] : []),
        {
          label: 'for',
          value: file.isOfMachine ? 'this machine alone; keep it out of git' : 'everyone; belongs in git',
        },
      ]
    : [
        { label: 'differs', value: changed ?? '' },
        { label: 'from', value: 'what was deployed last' },
      ];
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/'))) || 'that of the project';
  return {
    title: plainText(path.slice(path.lastIndexOf('/') + 1)),
    facts: [...facts, { label: 'folder', value: plainText(folder) }],
    copies: path,
    events: [],
  };
}

const fileStates: Readonly<Record<ProjectFile['state'], string>> = {
  there: 'as it should be',
  missing: 'missing',
  broken: 'cannot be read',
  own: 'holds settings of your own; it is never removed',
};

const changedStates: Readonly<Record<ChangedFile['change'], string>> = {
  create: 'new here',
  update: 'changed here',
  delete: 'removed here',
};

/** How a file of a resource differs. @param path within the project */
function changedFact(path: string, backend: HomeFacts['context']['backend']): string | undefined {
  for (const resource of backend ?? []) {
    const folder = `amplify/backend/${backendKey(resource)}/`;
    const found = path.startsWith(folder)
      ? resource.files?.find((file) => folder + file.path === path)
      : undefined;
    if (found) return changedStates[found.change];
  }
  return undefined;
}

/** What the next push does to a resource. */
const changeWords: Readonly<Record<LocalResource['change'], string>> = {
  create: 'creates it',
  update: 'updates it',
  delete: 'deletes it',
  none: 'leaves it as it is',
  unknown: 'not known: what is deployed was never fetched here',
};

/** An environment according to its files; the one in use also before these are compared. */
function environmentAt(
  name: string,
  { home, environmentRows }: HomeFacts['context'],
): EnvironmentRow | undefined {
  if (home?.found.kind !== 'project' || !home.environments?.includes(name)) return undefined;
  const { environment, stack, access } = home.found.project;
  const current = environment === name;
  const account = accountOfStack(stack);
  return (
    environmentRows?.find((row) => row.name === name) ?? {
      name,
      current,
      ...(current && { ...stack, ...(access && { access }), ...(account && { account }) }),
    }
  );
}

function environmentFacts(name: string, { context, update }: HomeFacts): RowFacts | undefined {
  const row = environmentAt(name, context);
  if (!row) return undefined;
  const seen = context.home?.stacks?.[name];
  const known = seen
    ? `${stackWords(seen.status)}, as of ${dayOf(seen.at)} ${timeOfDay(seen.at).slice(0, 5)}`
    : 'not read yet';
  const state = row.current ? update && outcomeWords(update.progress) : known;
  const facts = [
    { label: 'stack', value: plainText(row.stackName ?? 'no file names it') },
    { label: 'account', value: row.account ?? 'not known' },
    { label: 'region', value: plainText(row.region ?? 'not known') },
    { label: 'profile', value: plainText(accessWords(row)) },
    ...(state === undefined ? [] : [{ label: 'state', value: state }]),
    { label: 'here', value: `${row.current ? '' : 'not '}in use on this machine` },
  ];
  return { title: plainText(name), facts, copies: row.stackId ?? name, events: [] };
}

function profileFacts(key: string, data: HomeFacts): RowFacts | undefined {
  const found = profileAt(key, data);
  if (!found) return undefined;
  const { option, who, account } = found;
  return {
    title: option.label,
    facts: [
      { label: 'kind', value: option.kind },
      { label: 'region', value: option.region ?? 'none' },
      ...(account ? [{ label: 'account', value: account }] : []),
      ...(who ? [{ label: 'signed in', value: who.arn }] : []),
      ...(option.usable.ok ? [] : [{ label: 'not usable', value: option.usable.why }]),
    ],
    copies: who?.arn ?? option.label,
    events: [],
  };
}

function activityFacts(key: string, { context: { activity } }: HomeFacts): RowFacts | undefined {
  const entry = activity.find((each) => activityKey(each) === key);
  if (!entry) return undefined;
  const { at, text, folder } = entry;
  return {
    title: `${dayOf(at)} ${timeOfDay(at)}`,
    facts: [
      { label: 'what', value: plainText(text) },
      ...(folder ? [{ label: 'folder', value: plainText(folder) }] : []),
    ],
    copies: text,
    events: [],
  };
}

function callFacts(key: string, { calls }: HomeFacts): RowFacts | undefined {
  const call = calls().find(({ id }) => String(id) === key);
  if (!call) return undefined;
  const { at, ms, attempts, service, action, why, requestId, region } = call;
  return {
    title: action,
    facts: [
      { label: 'service', value: service },
      ...(why ? [{ label: 'for', value: why }] : []),
      { label: 'result', value: callResult(call) },
      { label: 'sent', value: timeOfDay(at) },
      { label: 'took', value: `${ms} ms${attempts > 1 ? `, ${attempts} tries` : ''}` },
      ...(region ? [{ label: 'region', value: region }] : []),
      ...(requestId ? [{ label: 'request', value: requestId }] : []),
    ],
    copies: requestId ?? action,
    events: [],
  };
}

const outputMark = 'output ';

/** The key of an output among the stack's rows. */
export const outputKey = (name: string) => `${outputMark}${name}`;

/** The facts about an output: its full value. */
function outputFacts({ stackName, outputs }: StackProgress, name: string): RowFacts | undefined {
  const value = outputs[name];
  if (value === undefined) return undefined;
  return {
    title: plainText(name),
    facts: [
      { label: 'value', value: plainText(value) },
      { label: 'output of', value: stackName },
    ],
    copies: value,
    events: [],
  };
}

/** The facts about a resource, or about the stack itself when none is selected. @param key such as `/authStack/UserPool` */
function stackFacts({ progress }: FollowUpdate, key: string | undefined): RowFacts {
  const output = key?.startsWith(outputMark)
    ? outputFacts(progress, key.slice(outputMark.length))
    : undefined;
  if (output) return output;
  const found = key === undefined ? undefined : resourceAt(progress, key);
  if (!found) {
    const outputs = Object.entries(progress.outputs).map(([label, value]) => ({
      label: plainText(label),
      value: plainText(value),
    }));
    return { title: progress.stackName, facts: outputs, copies: progress.stackId, events: [] };
  }
  const { resource, stack } = found;
  const { startedAt, endedAt, physicalId, reason, waitsFor } = resource;
  const took = startedAt !== undefined && endedAt !== undefined ? tookWords(endedAt - startedAt) : undefined;
  const said = reasonWords(reason);
  const meaning = progress.causes.find((cause) => causeKey(cause) === key)?.meaning;
  // The first rows are always visible: the reason for a failure is among them, AWS's own words come last.
  const why = meaning ?? said;
  const facts = [
    { label: 'state', value: stateOf(resource, stack) },
    ...(why ? [{ label: meaning ? 'why' : 'reason', value: why }] : []),
    { label: 'type', value: `${resourceWords(resource.type)}   ${resource.type}` },
    ...(took === undefined ? [] : [{ label: 'took', value: took }]),
    ...(waitsFor.length > 0 ? [{ label: 'waiting for', value: waitsFor.join(', ') }] : []),
    ...(physicalId ? [{ label: 'physical id', value: plainText(physicalId) }] : []),
    ...(meaning && said ? [{ label: 'AWS', value: said }] : []),
  ];
  const events = stack.events
    .filter(({ logicalId }) => logicalId === resource.logicalId)
    .toReversed()
    .map((event) => ({ at: timeOfDay(event.at), words: eventWords(event) }));
  return { title: resource.logicalId, facts, copies: physicalId ?? resource.logicalId, events };
}

/** A finished resource may have no event that says so, so the last event does not count for it. */
function stateOf(resource: ResourceProgress, stack: StackProgress): string {
  const words = resourceStateWords(resource, stack);
  if (words !== '') return words;
  return resource.state === 'done' ? 'complete' : statusWords(resource.status ?? '') || 'not started';
}

function resourceAt(
  progress: StackProgress,
  key: string,
): { readonly resource: ResourceProgress; readonly stack: StackProgress } | undefined {
  let stack: StackProgress | undefined = progress;
  let found: { readonly resource: ResourceProgress; readonly stack: StackProgress } | undefined;
  for (const name of key.split('/').slice(1)) {
    const resource: ResourceProgress | undefined = stack?.resources.find(
      ({ logicalId }) => logicalId === name,
    );
    if (!resource || !stack) return undefined;
    found = { resource, stack };
    stack = resource.nested;
  }
  return found;
}

/** What Enter opens on a part. */
export const opens = {
  project: 'OPEN_CONFIGURE_PROJECT',
  stack: 'OPEN_WATCH',
  environments: 'OPEN_ENVIRONMENTS',
  profiles: 'OPEN_PROFILES',
  activity: 'OPEN_CALLS',
  calls: 'OPEN_CALLS',
} as const satisfies Readonly<Record<PartId, SessionEvent['type']>>;
