import { isAbsolute, join } from 'node:path';
import { asRecord, isText, jsonValue } from '../core/json-values.ts';
import { asProblem, Problem } from '../core/problem.ts';
import { shellWord } from '../core/shell.ts';
import { plainText } from '../core/text.ts';
import { fileFacts } from '../platform/file-facts.ts';
import { errorCode, fileFault } from '../platform/file-faults.ts';
import { isFolder, pathExists, readTextFile, removeFile, writeNewFile } from '../platform/files.ts';
import { hostName, isLocked, withExclusiveLock } from '../platform/lock.ts';
import { isOtherLiving } from '../platform/process-mark.ts';
import { sameFolder } from '../platform/real-path.ts';
import { asInitEntry, type InitJournalEntry } from './journal-entry.ts';
import { runsElsewhere } from './journal-problems.ts';

/**
 * The file by which an `init` claims its folder. The journal belongs to one user in one home; a folder can be reached
 * from several: by another user, with another `AMPLIFY_TUI_HOME`, from a container or a computer that mounts it. So the
 * folder itself says that an `init` is in progress, from before the first call to AWS until its note is removed. It is
 * created exclusively: if two start at the same moment, one is refused.
 *
 * It is in the folder, so that links and mounts make no difference, and holds only what leads to the note.
 */
const claimName = '.amplify-tui-init';

interface Claim {
  readonly version: 1;
  /** Id of the note. */
  readonly id: string;
  /** Absolute path of the journal folder with the note. */
  readonly journal: string;
  /** The computer that has that folder. */
  readonly host: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
}

/** What is at the path of a claim. */
type Found = { readonly claim: Claim } | 'nothing' | 'a part' | 'something else';

/**
 * Claims the folder of an `init`; a claim of the same `init` is kept, and an abandoned one is replaced.
 *
 * @param journal the folder that has its note already
 * @throws Problem PROJECT_EXISTS when another `init` has claimed it; FILE_UNWRITABLE
 */
export async function claimFolder(journal: string, entry: InitJournalEntry): Promise<void> {
  const path = join(entry.folder, claimName);
  // A missing folder has no other user; that its files cannot be written is reported later.
  if (!(await isFolder(entry.folder))) return;
  try {
    await withExclusiveLock(path, async ({ expectHeld }) => {
      const found = await readClaim(path);
      if (isOf(found, entry.id)) return;
      if (found !== 'nothing') {
        const other = await whoClaims(path, found, entry.folder);
        if (other) throw other;
        await expectHeld();
        await removeFile(path);
      }
      await writeNewFile(path, `${JSON.stringify(claimOf(journal, entry), undefined, 2)}\n`, 0o644);
    });
  } catch (thrown) {
    if (thrown instanceof Problem || errorCode(thrown) === undefined) throw thrown;
    throw new Problem(
      {
        code: 'FILE_UNWRITABLE',
        what: `${plainText(entry.folder)} cannot be written.`,
        why: fileFault(thrown),
        next: 'Make room there, or make the folder writable for you, then try again.',
      },
      { cause: thrown },
    );
  }
}

/** Releases the folder of an `init`. A claim that cannot be removed does no harm: its note is gone. */
export async function releaseFolder({ folder, id }: Pick<InitJournalEntry, 'folder' | 'id'>): Promise<void> {
  const path = join(folder, claimName);
  // A run that was killed while claiming the folder has left its lock.
  if (await isLocked(path)) await withExclusiveLock(path, async () => undefined).catch(() => undefined);
  if (isOf(await readClaim(path).catch(() => 'nothing' as const), id))
    await removeFile(path).catch(() => undefined);
}

/** The problem that an `init`, from any home or computer, has claimed a folder; undefined if none has. */
export async function claimedByOther(folder: string): Promise<Problem | undefined> {
  const path = join(folder, claimName);
  const found = await readClaim(path);
  return found === 'nothing' ? undefined : whoClaims(path, found, folder);
}

/** The absolute path of an abandoned claim in a folder; undefined if there is none. */
export async function leftOverClaim(folder: string): Promise<string | undefined> {
  const path = join(folder, claimName);
  const found = await readClaim(path).catch(() => 'nothing' as const);
  if (found === 'nothing' || (await whoClaims(path, found, folder).catch(asProblem))) return undefined;
  return path;
}

function isOf(found: Found, id: string): boolean {
  return typeof found === 'object' && found.claim.id === id;
}

function claimOf(journal: string, { id, stackName, account, region }: InitJournalEntry): Claim {
  return { version: 1, id, journal, host: hostName(), stackName, account, region };
}

/** The problem that a claim poses; undefined if it is abandoned: its run was killed while writing it, or its note is gone. */
async function whoClaims(
  path: string,
  found: Exclude<Found, 'nothing'>,
  folder: string,
): Promise<Problem | undefined> {
  if (found === 'a part') return undefined;
  if (found === 'something else') return noClaim(path);
  const { claim } = found;
  // The path of a folder on another computer means nothing here.
  if (claim.host !== hostName()) return claimedElsewhere(path, claim);
  const note = join(claim.journal, `${claim.id}.json`);
  // A note that cannot be read, such as another user's, exists.
  const text = await readTextFile(note).catch(() => null);
  if (text === undefined) return undefined;
  const entry = typeof text === 'string' ? asInitEntry(jsonValue(text)) : undefined;
  if (entry === undefined || typeof entry === 'string') return claimedElsewhere(path, claim);
  // The claim was copied along with its folder.
  if (!(await sameFolder(entry.folder, folder)) && (await pathExists(join(entry.folder, claimName))))
    return undefined;
  const { owner } = entry;
  return owner && (await isOtherLiving(owner)) ? runsElsewhere(entry, owner) : claimedElsewhere(path, claim);
}

async function readClaim(path: string): Promise<Found> {
  const { kind, target } = await fileFacts(path);
  // A path that cannot be inspected cannot be created either, which is reported then.
  if (kind === 'missing' || kind === 'unknown') return 'nothing';
  // This program never creates a link here, and its target could be anything.
  if (kind !== 'file' || target !== undefined) return 'something else';
  const text = (await readTextFile(path)) ?? '';
  const value = jsonValue(text);
  if (value === undefined) return 'a part';
  const claim = asClaim(value);
  return claim ? { claim } : 'something else';
}

function asClaim(value: unknown): Claim | undefined {
  const { version, id, journal, host, stackName, account, region } = asRecord(value) ?? {};
  if (version !== 1 || !isText(id) || !/^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/.test(id)) return undefined;
  if (!isText(journal) || !isPlace(journal) || !isText(host)) return undefined;
  if (!isText(stackName) || !isText(account) || !isText(region)) return undefined;
  return { version, id, journal, host, stackName, account, region };
}

/** A folder that came with a project may hold any path: on Windows, a UNC path would contact another computer. */
function isPlace(path: string): boolean {
  return isAbsolute(path) && !(process.platform === 'win32' && /^[\\/]{2}/.test(path));
}

function claimedElsewhere(path: string, { journal, host, stackName, account, region }: Claim): Problem {
  const stack = plainText(stackName);
  const place = host === hostName() ? plainText(journal) : `${plainText(journal)} on ${plainText(host)}`;
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'Another init in this folder did not finish, so no second stack is made.',
    why: `Its note is in ${place}. The stack ${stack} in account ${plainText(account)}, ${plainText(region)}, belongs to it.`,
    next: `Run \`amplify-tui init\` there to resume it. If that place is gone, see with \`amplify-tui watch ${shellWord(stackName)}\` what became of the stack, then delete ${plainText(path)}.`,
  });
}

function noClaim(path: string): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `${plainText(path)} cannot be understood.`,
    why: 'That file says which init is under way in this folder, so that no second stack is made.',
    next: 'If no other amplify-tui is at work here, delete it, then try again.',
  });
}
