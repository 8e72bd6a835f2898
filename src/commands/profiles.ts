import type { Arguments } from '../app/command-line/arguments.ts';
import { isRotationDue, type KnownKey, knownKeyFields, knownKeyWords } from '../aws/iam/key-words.ts';
import { Problem } from '../core/problem.ts';
import { capitalised, plainText, printedJson, printedText } from '../core/text.ts';
import { accessName, sameChoice } from '../credentials/access.ts';
import {
  type AccessOption,
  accessChoices,
  type DefaultChoice,
  rankedChoices,
} from '../credentials/choice.ts';
import { requestReader } from '../credentials/client-settings.ts';
import { ownKeyIdOf } from '../credentials/own-key-id.ts';
import { type FindingDetail, findingFields, profileFindings } from '../credentials/profile-details.ts';
import { unsetEmptyVariables } from '../credentials/variables.ts';
import { stateFolder } from '../platform/paths.ts';
import { shownLines } from '../platform/standard-streams.ts';
import type { ProfileFinding } from '../profiles/profile.ts';
import { readProfiles } from '../profiles/store.ts';
import { readKnownKeys } from '../state/known-keys.ts';
import { checkForAws, checkOptions } from './check-given.ts';

/**
 * `profiles list`: reads the two AWS files and what is known of keys, and nothing else. It comes here past the other commands, so it
 * checks its options and variables itself.
 *
 * @param say writes to standard output
 * @param asked why AWS was asked about a key and did not tell, one sentence, by the name of the profile
 * @returns the exit code
 */
export async function listProfiles(
  given: Arguments,
  say: (text: string) => void = (text) => process.stdout.write(text),
  asked: ReadonlyMap<string, string> = new Map(),
): Promise<number> {
  const { operands, options } = given;
  unsetEmptyVariables(process.env);
  checkOptions(given);
  await checkForAws(given, process.env, undefined);
  if (operands[1] !== undefined) throw tooMany();
  const known = readKnownKeys(stateFolder(process.env));
  const now = Date.now();
  const list = readProfiles(process.env);
  // Each look into the environment of the process asks the system, and there may be thousands of profiles.
  const env = { ...process.env };
  const requestsOf = requestReader(list, env);
  const choices = accessChoices(list, process.env);
  const ranked = rankedChoices({ env: process.env, list });
  const chosen = ranked[0]?.choice;
  // They are in the order of the list.
  const inOrder = list.profiles.values();
  const sameRows = new Map<string, string>();
  const lines = choices.flatMap((option) => {
    const { choice } = option;
    const profile = choice.kind === 'profile' ? inOrder.next().value : undefined;
    const key = profile && known.size > 0 ? known.get(ownKeyIdOf(profile) ?? '') : undefined;
    const row: Row = {
      option,
      decides: sameChoice(choice, chosen) ? ranked : [],
      key,
      keyFault: profile && asked.get(profile.name),
      findings: profile ? profileFindings(profile, list, env, requestsOf) : [],
    };
    return options.json ? [jsonLine(row, now, sameRows)] : textLines(row, now);
  });
  if (options.json) {
    lines.push(
      printedJson({
        type: 'result',
        ok: true,
        profiles: choices.length,
        decides: ranked.map(({ choice, source }) => ({ source, name: plainText(accessName(choice)) })),
        files: list.files,
        findings: list.findings.map(findingFields),
      }),
    );
  } else if (lines.length === 0)
    lines.push(`No profiles in ${list.files.config} or ${list.files.credentials}`);
  else if (ranked[0] && !choices.some(({ choice }) => sameChoice(choice, chosen)))
    lines.push(
      `▲ ${ranked[0].source} names ${plainText(accessName(ranked[0].choice))}, which is no profile here.`,
    );
  const text = `${lines.join('\n')}\n`;
  // Each line of JSON is printed as it is.
  say(options.json ? text : shownLines(printedText(text), 'stdout'));
  for (const finding of options.json ? [] : list.findings)
    process.stderr.write(shownLines(printedText(`${findingLine(finding)}\n`), 'stderr'));
  return 0;
}

/** An access with all that is told of it. */
interface Row {
  readonly option: AccessOption;
  /** Who says that this access is used here, and what that passes over; empty for one that is not. */
  readonly decides: readonly DefaultChoice[];
  readonly key: KnownKey | undefined;
  /** Why AWS did not tell about its key. */
  readonly keyFault: string | undefined;
  readonly findings: readonly FindingDetail[];
}

/** @param sameRows those that were made, with an empty name, by what they are: nearly all of ten thousand differ in their names alone */
function jsonLine(row: Row, now: number, sameRows: Map<string, string>): string {
  const { option, decides, key, keyFault, findings } = row;
  const { choice, label, kind, region, usable } = option;
  const [first] = decides;
  const line = (name: string) =>
    printedJson({
      type: 'profile',
      source: choice.kind,
      name,
      kind,
      region,
      default: first !== undefined,
      decidedBy: first?.source,
      usable: usable.ok,
      why: usable.ok ? undefined : usable.why,
      key: key && knownKeyFields(key, now),
      keyProblem: keyFault,
      findings: findings.map(findingFields),
    });
  const isPlain = choice.kind === 'profile' && usable.ok && !(first || key) && keyFault === undefined;
  if (!isPlain || findings.length > 0) return line(label);
  const what = `${kind}\n${region ?? ''}`;
  let same = sameRows.get(what);
  if (same === undefined) {
    same = line('');
    sameRows.set(what, same);
  }
  return same.replace('"name":""', () => `"name":${printedJson(label)}`);
}

function textLines({ option, decides, key, keyFault, findings }: Row, now: number): string[] {
  const { label, kind, region, usable } = option;
  const row = `${decides.length > 0 ? '▸' : ' '} ${label.padEnd(24)} ${kind.padEnd(14)} ${(region ?? '').padEnd(16)} ${usable.ok ? '' : `▲ ${usable.why}`}`;
  // The first error is why it cannot be used, and stands in the row.
  const told = findings[0]?.severity === 'error' && !usable.ok ? findings.slice(1) : findings;
  const decided = decisionLine(decides);
  return [
    row.trimEnd(),
    ...(decided ? [`    ${decided}`] : []),
    ...(key ? [`    ${isRotationDue(key, now) ? '▲ ' : ''}access key ${knownKeyWords(key, now)}`] : []),
    ...(keyFault === undefined ? [] : [`    ▲ the age of its key is not known: ${plainText(keyFault)}`]),
    ...told.map((finding) => `    ${findingLine(finding)}`),
  ];
}

function tooMany(): Problem {
  return new Problem({
    code: 'USAGE',
    what: 'There is a word too many.',
    why: '`profiles list` shows them all.',
    next: 'Run `amplify-tui profiles list`, or `profiles show PROFILE` for one.',
  });
}

/** Who decides that this access is used here, where more than the profile `default` could. */
function decisionLine([first, ...others]: readonly DefaultChoice[]): string | undefined {
  if (!first || (others.length === 0 && first.source === 'the profile default')) return undefined;
  const passedOver = others.map(({ choice, source }) => `${source} (${plainText(accessName(choice))})`);
  const before = passedOver.length > 0 ? `, before ${passedOver.join(', ')}` : '';
  return `${first.source} decides${before}`;
}

function findingLine({ text, origin }: ProfileFinding): string {
  const place = origin ? ` (${plainText(origin.file)}, line ${origin.line})` : '';
  return `▲ ${capitalised(plainText(text))}${place}`;
}
