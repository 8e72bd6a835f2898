import { join } from 'node:path';
import { asRecord, isTime, jsonValue } from '../core/json-values.ts';
import { redact } from '../core/redact.ts';
import { plainText } from '../core/text.ts';
import { ensureFolder, readTextFile, writeFileAtomic } from '../platform/files.ts';
import { withFileLock } from '../platform/lock.ts';

/** An entry of the activity list on the home screen. */
export interface ActivityEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One short sentence, as `stack inventory-20261123094512 complete`. */
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'plain';
  /** Absolute path of the folder that the program worked in; entries of older versions have none. */
  readonly folder?: string;
  /** Nothing changed, as in a flow that was only viewed: shown when it ends, but neither listed nor kept. */
  readonly passing?: true;
  /** The end of a deployment, which is also reported on a line of its own; not kept. */
  readonly announced?: true;
}

export interface Activity {
  /** Newest first; empty when nothing can be read. */
  list(): Promise<readonly ActivityEntry[]>;
  /** Adds an entry with its text redacted, and keeps as many as the setting `history` says. @throws Problem FILE_UNWRITABLE */
  add(entry: ActivityEntry): Promise<void>;
}

const tones = ['good', 'bad', 'plain'] as const;

/** The activity in `<state>/activity.json`. Touches no file until it is used. */
export function openActivity(folder: string): Activity {
  const path = join(folder, 'activity.json');
  const list = async () => asEntries(jsonValue(await readTextFile(path).catch(() => undefined)));
  return {
    list,
    add: async ({ at, text, tone, folder: where }) => {
      const entry = {
        at,
        text: redact(plainText(text)),
        tone,
        ...(where === undefined ? {} : { folder: where }),
      };
      await ensureFolder(folder, 0o700);
      await withFileLock(path, async () => {
        const { readSettings } = await import('./settings.ts');
        const { history } = await readSettings(folder);
        const entries = newest([entry, ...(await list())]).slice(0, Number(history));
        await writeFileAtomic(path, `${JSON.stringify({ version: 1, entries })}\n`, { mode: 0o600 });
      });
    },
  };
}

function asEntries(value: unknown): ActivityEntry[] {
  const stored = asRecord(value)?.entries;
  if (!Array.isArray(stored)) return [];
  const entries = stored.flatMap((item): ActivityEntry[] => {
    const { at, text, tone, folder } = asRecord(item) ?? {};
    const known = tones.find((candidate) => candidate === tone);
    if (!isTime(at) || typeof text !== 'string' || !known) return [];
    return [{ at, text: plainText(text), tone: known, ...(typeof folder === 'string' ? { folder } : {}) }];
  });
  return newest(entries);
}

function newest(entries: readonly ActivityEntry[]): ActivityEntry[] {
  return [...entries].sort((one, other) => other.at - one.at);
}
