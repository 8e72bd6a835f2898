import { Problem } from '../../core/problem.ts';
import { Secret } from '../../core/secret.ts';
import type { ProfileChange, ProfilePlan } from '../profile-plan.ts';
import { addedLines } from './diff.ts';
import { maskedValue } from './mask.ts';
import { homeOf } from './plan-files.ts';
import { headerText } from './section.ts';

/** Lines to put into a file by hand. */
export interface PasteText {
  /** For example `~/.aws/config`. */
  readonly label: string;
  readonly path: string;
  /** The lines with their secrets; show them only on request. */
  readonly text: Secret;
  /** The same lines with secrets masked. */
  readonly masked: readonly string[];
}

/** The files cannot be written; carries the lines to put in by hand. */
export class ProfileUnwritable extends Problem {
  readonly paste: readonly PasteText[];

  constructor(problem: Problem, plan: ProfilePlan) {
    const paste = pasteOf(plan);
    const { code, what, why, next } = problem;
    const byHand = paste.map(({ label, masked }) => `into ${label}: ${masked.join(' / ')}`).join('; ');
    super(
      { code, what, why, next: byHand === '' ? next : `${next} The lines to put in by hand: ${byHand}` },
      { cause: problem.cause },
    );
    this.paste = paste;
  }
}

/** Only new settings can be pasted; for a rename or a removal, the diff is shown instead. */
function pasteOf({ change, files }: ProfilePlan): PasteText[] {
  if (change.kind !== 'set') return [];
  return files.flatMap(({ label, path, diff, edit }) => {
    const header = headerText(edit.edited.opened.kind, change.name);
    const lines = underHeader(header, addedLines(edit.edited));
    if (lines.length === 0) return [];
    if (change.also && edit.edited.opened.kind === 'credentials') return [keysPaste(change, label, path)];
    const added = diff.filter(({ kind }) => kind === 'add').map(({ text }) => text);
    return [{ label, path, text: new Secret(`${lines.join('\n')}\n`), masked: underHeader(header, added) }];
  });
}

/** The same keys for several profiles. */
function keysPaste(change: ProfileChange & { kind: 'set' }, label: string, path: string): PasteText {
  const keys = [...change.set].filter(([key]) => homeOf(key) === 'credentials');
  const lines = (show: (key: string, value: string) => string) =>
    [change.name, ...(change.also ?? [])].flatMap((name) => [
      headerText('credentials', name),
      ...keys.map(([key, value]) => `${key}=${show(key, value instanceof Secret ? value.reveal() : value)}`),
    ]);
  return {
    label,
    path,
    text: new Secret(`${lines((_, value) => value).join('\n')}\n`),
    masked: lines(maskedValue),
  };
}

function underHeader(header: string, lines: readonly string[]): string[] {
  const settings = lines.map((line) => line.trim()).filter((line) => line !== '' && line !== header);
  return settings.length === 0 ? [] : [header, ...settings];
}
