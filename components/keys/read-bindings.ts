import { nearestWord } from '../../src/core/nearest.ts';
import { redact } from '../../src/core/redact.ts';
import { clip, plainText } from '../../src/core/text.ts';
import { type Bindings, boundKeys } from './bindings.ts';
import type { CommandId } from './commands.ts';
import type { KeyName } from './keys.ts';

/** A command in the table of keys: one entry for each place that it may be in. */
export interface KnownCommand {
  readonly id: CommandId;
  readonly label: string;
  /** Its default keys. */
  readonly keys: readonly KeyName[];
  /** The panes that it may be on; `all` for every one. */
  readonly panes: ReadonlySet<string> | 'all';
}

/** A line of `[keys]` in settings.ini. */
export interface KeyLine {
  /** 1-based. */
  readonly line: number;
  readonly key: string;
  /** The text after `=`. */
  readonly raw: string;
}

const named = 'space|enter|escape|tab|backspace|delete|up|down|left|right|home|end|pageup|pagedown';
const keyForm = new RegExp(
  `^(?:[^\\s\\p{C}]|ctrl\\+[a-z]|alt\\+[^\\s\\p{C}]|(?:ctrl\\+|alt\\+|shift\\+)?(?:${named}))$`,
  'u',
);

/** Keys that cannot be assigned, and why. */
export const fixedKeys: Readonly<Record<KeyName, string>> = {
  'ctrl+c': 'it quits safely',
  'ctrl+z': 'it suspends the program',
  'ctrl+l': 'it draws the screen again',
  'ctrl+\\': 'it ends the program',
  'ctrl+i': 'terminals send it for Tab',
  'ctrl+m': 'terminals send it for Enter',
  'ctrl+j': 'terminals send it for Enter',
  'ctrl+h': 'terminals send it for Backspace',
};

/**
 * Reads the lines of `[keys]`: `id = key key`. An invalid line is reported and ignored; its command keeps its keys.
 *
 * @param file its path, as shown to the user
 * @returns the valid bindings, and one sentence for each invalid line: file, line, what was read, what is allowed
 */
export function readBindings(
  lines: readonly KeyLine[],
  table: readonly KnownCommand[],
  file: string,
): { readonly bindings: Bindings; readonly findings: readonly string[] } {
  const findings: string[] = [];
  const tell = ({ line, key, raw }: KeyLine, why: string) => {
    const read = clip(redact(plainText(`${key} = ${raw}`)), 60);
    findings.push(`${file}, line ${line}: "${read}" is left out: ${why}`);
  };
  let chosen: { readonly line: KeyLine; readonly keys: readonly KeyName[] }[] = [];
  for (const line of lines) {
    const keys = keysIn(line.raw);
    const fault = faultOf(line.key, keys, table);
    if (fault) tell(line, fault);
    else if (chosen.some((each) => each.line.key === line.key))
      tell(
        line,
        `${line.key} has its keys in a line above; several keys go into one line, separated by blanks.`,
      );
    else chosen.push({ line, keys });
  }
  // An ignored line gives its command its former keys back, which another line may have taken.
  for (;;) {
    const bindings: Bindings = new Map(chosen.map(({ line, keys }) => [line.key, keys]));
    const clash = chosen
      .toReversed()
      .map((each) => ({ each, with: takenBy(each.line.key, each.keys, table, bindings) }))
      .find((found) => found.with !== undefined);
    if (!clash?.with) return { bindings, findings };
    const { key, other } = clash.with;
    tell(
      clash.each.line,
      `the key ${key} is taken on the same pane by "${other.label}" (${other.id}); give that one another key, or choose a free one.`,
    );
    chosen = chosen.filter((each) => each !== clash.each);
  }
}

/**
 * Why a command cannot get keys, given those of the others; undefined when it can.
 *
 * @param keys undefined for its default ones
 * @param bindings the chosen keys of the others
 */
export function refusalOf(
  id: CommandId,
  keys: readonly KeyName[] | undefined,
  table: readonly KnownCommand[],
  bindings: Bindings,
): string | undefined {
  const fault = keys && faultOf(id, keys, table);
  if (fault) return fault;
  const then = new Map(bindings);
  if (keys) then.set(id, keys);
  else then.delete(id);
  // Keys that it gives up or gets back may conflict with another command's.
  for (const [each, given] of [...then].toReversed()) {
    const clash = takenBy(each, given, table, then);
    if (clash)
      return each === id
        ? `${clash.key} is taken on the same pane by "${clash.other.label}" (${clash.other.id}).`
        : `${clash.key} was given to ${each} on the same pane; give that one another key first.`;
  }
  return undefined;
}

/** Keys separated by blanks; a comment may follow. */
export function keysIn(raw: string): readonly KeyName[] {
  const words = raw.split(/\s+/).filter(Boolean);
  const comment = words.findIndex((word, at) => at > 0 && /^[;#]/.test(word));
  return comment < 0 ? words : words.slice(0, comment);
}

function faultOf(id: string, keys: readonly KeyName[], table: readonly KnownCommand[]): string | undefined {
  const own = table.filter((each) => each.id === id);
  if (own.length === 0) {
    const meant = nearestWord(id, [...new Set(table.map((each) => each.id))]);
    return `there is no command of this id.${meant ? ` Did you mean ${meant}?` : ''} docs/keys.md has them all.`;
  }
  if (keys.length === 0) return 'a key is missing, such as n, ctrl+n or shift+tab.';
  for (const key of keys) {
    if (!keyForm.test(key))
      return `${clip(plainText(key), 20)} is not a key. Write a character, one of ${named.replaceAll('|', ', ')}, or ctrl+n, alt+n, shift+tab.`;
    const why = fixedKeys[key];
    if (why) return `${key} cannot be given to a command: ${why}.`;
  }
  return undefined;
}

/** Another command with one of these keys on a pane that both may be on. */
function takenBy(
  id: CommandId,
  keys: readonly KeyName[],
  table: readonly KnownCommand[],
  bindings: Bindings,
): { readonly key: KeyName; readonly other: KnownCommand } | undefined {
  const own = table.filter((each) => each.id === id);
  for (const key of keys) {
    // A command that has the key by default may keep it.
    const fresh = own.filter((each) => !each.keys.includes(key));
    // Of the entries of one command the last is the usual one: a machine's guarded transitions come before the one without a guard.
    const other = table.findLast(
      (each) =>
        each.id !== id && keysNow(each, bindings).includes(key) && fresh.some((mine) => meet(mine, each)),
    );
    if (other) return { key, other };
  }
  return undefined;
}

function keysNow({ id, keys }: KnownCommand, bindings: Bindings): readonly KeyName[] {
  const chosen = bindings.get(id);
  return chosen ? boundKeys(chosen, keys) : keys;
}

function meet(one: KnownCommand, other: KnownCommand): boolean {
  if (one.panes === 'all' || other.panes === 'all') return true;
  for (const pane of one.panes) if (other.panes.has(pane)) return true;
  return false;
}
