import { join } from 'node:path';
import { deleteCommand } from '../../core/delete-command.ts';
import type { Problem } from '../../core/problem.ts';
import { fileCommand } from '../../core/shell.ts';
import { duration } from '../../core/text.ts';
import { isFolder } from '../../platform/files.ts';
import type { ConfigureJournal, ConfigureNote } from '../../state/configure-journal.ts';
import type { DeleteJournal, DeleteNote } from '../../state/delete-journal.ts';
import { claimedByOther } from '../../state/folder-claim.ts';
import type { InitJournalEntry, Journal } from '../../state/journal.ts';
import type { AssumeJournal, AssumeNote } from '../assume-role/journal.ts';
import type { Examined, Finding, UnfinishedFacts } from './report.ts';
import { shellPath } from './safe-text.ts';
import type { Where } from './where.ts';

const steps: Readonly<Record<InitJournalEntry['step'], string>> = {
  creating: 'the stack was being asked for',
  following: 'the stack was being created',
  'storing-template': 'the template was being stored',
  'writing-files': 'the files were being written',
  cleaning: 'the stack was being deleted',
};

/** Unfinished inits, deletions and access keys, and the notes that cannot be understood. */
export async function examineUnfinished(
  { journal, configureJournal, assumeJournal, deleteJournal }: Journals,
  where: Where,
): Promise<Examined<readonly UnfinishedFacts[]>> {
  const [inits, about, keys, assumed, deletions] = await Promise.all([
    journal.list(),
    journal.about(where.folder),
    configureJournal.list(),
    assumeJournal.newest(),
    deleteJournal.list(),
  ]);
  const now = where.now();
  const other = about.entries.length > 0 ? undefined : await claimedByOther(where.folder);
  const folder = join(where.stateFolder, 'journal');
  const damaged = [...inits.findings, ...keys.findings, ...deletions.findings].map((text): Finding => {
    const next = `Look into it for the name of a stack or a user, then delete it: ${fileCommand('list all', [shellPath(folder, where.home)], where.platform)}`;
    return { section: 'unfinished', severity: 'error', text, next };
  });
  return {
    facts: [
      ...inits.entries.map((entry) => initFacts(entry, now)),
      ...keys.notes.map((note) => keyFacts(note, now)),
      ...deletions.notes.map((note) => deletionFacts(note, now)),
    ],
    findings: [
      ...(await Promise.all(inits.entries.map((entry) => initFinding(entry, now, where.home)))),
      ...keys.notes.map((note) => keyFinding(note, now)),
      ...deletions.notes.map((note) => deletionFinding(note, now, where.home)),
      ...(assumed ? [assumeFinding(assumed, now)] : []),
      ...(other ? [elsewhereFinding(other)] : []),
      ...damaged,
    ],
  };
}

/** An init of this folder that was started from another home, or by another user. */
function elsewhereFinding({ what, why, next }: Problem): Finding {
  return { section: 'unfinished', severity: 'warning', text: `${what} ${why}`, next };
}

/** Where the notes are. */
export interface Journals {
  readonly journal: Journal;
  readonly configureJournal: ConfigureJournal;
  readonly assumeJournal: AssumeJournal;
  readonly deleteJournal: DeleteJournal;
}

function initFacts(entry: InitJournalEntry, now: number): UnfinishedFacts {
  const { id, folder, stackName, step, account, region, startedAt } = entry;
  const none = { user: null, profile: null };
  const age = Math.max(0, now - startedAt);
  return { kind: 'init', id, folder, stack: stackName, ...none, step, account, region, age };
}

function keyFacts(note: ConfigureNote, now: number): UnfinishedFacts {
  const { id, userName, profile, step, account, region, startedAt } = note;
  const none = { folder: null, stack: null };
  const age = Math.max(0, now - startedAt);
  return { kind: 'access key', id, ...none, user: userName, profile, step, account, region, age };
}

function deletionFacts(
  { id, folder, startedAt, targets: [first] }: DeleteNote,
  now: number,
): UnfinishedFacts {
  const { account = '', region = '', stackName = null } = first ?? {};
  const none = { user: null, profile: null, step: 'deleting' };
  const age = Math.max(0, now - startedAt);
  return { kind: 'deletion', id, folder, stack: stackName, ...none, account, region, age };
}

function deletionFinding(note: DeleteNote, now: number, home: string): Finding {
  const { id, folder, name, startedAt, targets } = note;
  const stacks = targets.map(({ stackName }) => stackName).join(', ');
  return {
    section: 'unfinished',
    severity: 'warning',
    about: id,
    text: `The deletion of ${name} in ${folder} was started ${duration(now - startedAt)} ago and did not finish${stacks ? ` (${stacks})` : ''}.`,
    next: `Resume it: ${deleteCommand(note)} --cwd ${shellPath(folder, home)}`,
  };
}

async function initFinding(entry: InitJournalEntry, now: number, home: string): Promise<Finding> {
  const { id, folder, stackName, step, startedAt } = entry;
  const there = await isFolder(folder);
  return {
    section: 'unfinished',
    severity: 'warning',
    about: id,
    text: `The init in ${folder} did not finish: ${duration(now - startedAt)} ago ${steps[step]} (${stackName}).`,
    next: there
      ? `Resume it with the same stack: amplify-tui init --resume --cwd ${shellPath(folder, home)}`
      : 'The folder is gone. Make it again and run `amplify-tui init` in it to resume, clean up or forget.',
  };
}

function keyFinding({ id, userName, account, startedAt }: ConfigureNote, now: number): Finding {
  return {
    section: 'unfinished',
    severity: 'warning',
    about: id,
    text: `An access key of the user ${userName} in account ${account} was started ${duration(now - startedAt)} ago and did not finish.`,
    next: 'Run `amplify-tui configure` to resume it or to clean up.',
  };
}

function assumeFinding({ id, part, made, account, startedAt }: AssumeNote, now: number): Finding {
  const names = Object.values(made);
  const what =
    names.length > 0 ? `made in account ${account}: ${names.join(', ')}` : 'nothing made in AWS yet';
  return {
    section: 'unfinished',
    severity: 'warning',
    about: id,
    text: `An assume-role (${part}) was started ${duration(now - startedAt)} ago and did not finish; ${what}.`,
    next: 'Run `amplify-tui assume-role` to resume it or to clean up.',
  };
}
