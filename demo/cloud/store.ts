import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ADMINISTRATOR, demoAccounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { CloudState } from './state.ts';

const FILE_NAME = 'cloud.json';
const DRAFT = /^cloud\.json\.\d+\.new$/;
/** The file has the demo's keys and everything stored in its buckets, so only its owner may read it. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** The storage of a cloud's state. */
export interface Store {
  state: CloudState;
  /** True if there was no saved state. */
  isNew: boolean;
  /** Records a change; it is saved within this tick of the event loop. */
  changed(): void;
  /** Saves now if something changed, so that no answer promises what a crash would lose. @throws if it fails */
  save(): void;
}

/**
 * Opens the state in a folder, or creates a new one; without a folder, it is kept in memory only.
 * @throws if the file cannot be read or has another format: starting with an empty state would overwrite it
 */
export function openStore(folder: string | undefined, clock: Clock, log: (line: string) => void): Store {
  if (folder === undefined) {
    return { state: newState(clock.now()), isNew: true, changed: () => undefined, save: () => undefined };
  }
  makeFolder(folder);
  removeDrafts(folder);
  const path = join(folder, FILE_NAME);
  const kept = readState(path, clock.now());
  const state = kept ?? newState(clock.now());
  let dirty = true;
  let scheduled = false;

  function save(): void {
    if (!dirty) return;
    state.savedAt = clock.now();
    const draft = `${path}.${process.pid}.new`;
    rmSync(draft, { force: true });
    // Does not follow a link that somebody has put there.
    writeFileSync(draft, JSON.stringify(state), { mode: FILE_MODE, flag: 'wx' });
    renameSync(draft, path);
    dirty = false;
  }

  return {
    state,
    isNew: kept === undefined,
    changed() {
      dirty = true;
      if (scheduled) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        try {
          save();
        } catch (error) {
          log(`the state is not saved: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
    },
    save,
  };
}

/**
 * Makes a folder, its parents first: if that is impossible (below /proc), `recursive` of Node 20 never returns.
 * @throws Error that names the folder
 */
function makeFolder(folder: string): void {
  const path = resolve(folder);
  if (existsSync(path) && !statSync(path).isDirectory()) throw new Error(`${path} is a file, not a folder`);
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    throw new Error(
      `the folder ${path} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Removes half-written files of a cloud that was killed while it saved. */
function removeDrafts(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (DRAFT.test(name)) rmSync(join(folder, name));
  }
}

/** The state of a new cloud. */
export function newState(now: number): CloudState {
  return {
    schema: 1,
    savedAt: now,
    idsGiven: 0,
    accounts: demoAccounts(now),
    buckets: [],
    stacks: [],
    steps: [],
  };
}

function parseState(path: string, text: string): CloudState {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is damaged (${why}); remove it to start anew`);
  }
}

function readState(path: string, now: number): CloudState | undefined {
  const text = readFile(path);
  if (text === undefined) return undefined;
  const state = parseState(path, text);
  if (state.schema !== 1) throw new Error(`${path} was written by another version of the demo cloud`);
  // Time stood still while the cloud was off, so steps under way are still due after the same delay.
  const pause = Math.max(0, now - state.savedAt);
  for (const step of state.steps) step.due += pause;
  // Before users had policies, everybody could do everything.
  for (const user of state.accounts.flatMap(({ users }) => users)) {
    user.attachedPolicies ??= [ADMINISTRATOR];
  }
  return state;
}

/** The saved text; makes the file private first. @throws if it is not a regular file, since reading a pipe would never end */
function readFile(path: string): string | undefined {
  try {
    const about = statSync(path);
    if (!about.isFile()) throw new Error(`${path} is no file`);
    if ((about.mode & 0o077) !== 0) chmodSync(path, FILE_MODE);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
