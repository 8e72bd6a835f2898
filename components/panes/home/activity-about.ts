import type { SnapshotFrom } from 'xstate';
import { flowIds, flowOf } from '../../../machines/flows.ts';
import type { sessionMachine } from '../../../machines/session/machine.ts';
import type { SessionEvent } from '../../../machines/session/types.ts';
import type { ActivityEntry } from '../../../src/state/activity.ts';

/** What Enter does on an entry of the activity, and its word in the footer. */
export interface EntryOpens {
  readonly event: SessionEvent;
  readonly label: string;
}

const calls: EntryOpens = { event: { type: 'OPEN_CALLS' }, label: 'the calls' };
const init: EntryOpens = { event: { type: 'OPEN_INIT' }, label: 'the deployment' };
const stack: EntryOpens = { event: { type: 'OPEN_WATCH' }, label: 'the stack' };
const profiles: EntryOpens = { event: { type: 'OPEN_PROFILES' }, label: 'the profiles' };

/** Entries of flows that lead elsewhere, and then those of each flow itself. */
const about: readonly (readonly [RegExp, EntryOpens])[] = [
  [/^(?:init|environment \S+) (?:finished|is there)\b/, stack],
  [/^(?:signed in with|profile|access of|role made|this folder starts with)\b/, profiles],
  ...flowIds.flatMap((id): [RegExp, EntryOpens][] => {
    const { event, entries } = flowOf(id);
    // The session knows each of these events; the list of flows has them as texts.
    return entries ? [[entries.words, { event: { type: event } as SessionEvent, label: entries.label }]] : [];
  }),
];

/**
 * What an entry is about: another folder's project, an init that has stopped, the stack, what a flow has changed. The calls where
 * that is not told, or cannot be opened now.
 */
export function opensEntry(
  { text, folder }: ActivityEntry,
  session: SnapshotFrom<typeof sessionMachine>,
): EntryOpens {
  const { context } = session;
  if (folder !== undefined && folder !== context.folder)
    return { event: { type: 'OPEN_FOLDER', folder }, label: 'open the project' };
  const isUnfinished = context.init !== undefined || context.home?.unfinished !== undefined;
  if (isUnfinished && /^(?:init|environment \S+)\b/.test(text)) return init;
  const meant = about.find(([words]) => words.test(text))?.[1];
  return meant && session.can(meant.event) ? meant : calls;
}
