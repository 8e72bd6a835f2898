import type { Arguments } from '../app/command-line/arguments.ts';
import { isRotationDue, type KnownKey, knownKeyFields, knownKeyWords } from '../aws/iam/key-words.ts';
import { Problem } from '../core/problem.ts';
import { capitalised, plainText, printedJson, printedText } from '../core/text.ts';
import { accessName, defaultProfile, sameChoice } from '../credentials/access.ts';
import type { AccessOption } from '../credentials/access-option.ts';
import { accessReader, type DefaultChoice, rankedChoices } from '../credentials/choice.ts';
import { ownKeyIdOf } from '../credentials/own-key-id.ts';
import { type FindingDetail, findingFields, profileFindings } from '../credentials/profile-details.ts';
import { unsetEmptyVariables } from '../credentials/variables.ts';
import { stateFolder } from '../platform/paths.ts';
import { shownLines } from '../platform/standard-streams.ts';
import type { Profile, ProfileFinding } from '../profiles/profile.ts';
import { tableOf } from '../profiles/profile-table.ts';
import type { SectionForm } from '../profiles/section-form.ts';
import { readProfiles } from '../profiles/store.ts';
import { readKnownKeys } from '../state/known-keys.ts';
import { checkForAws, checkOptions } from './check-given.ts';
import { ListedLines } from './profiles/listed-lines.ts';

/**
 * `profiles list`: reads the two AWS files and the known facts about keys, and nothing else. It bypasses the other
 * commands, so it checks its options and variables itself.
 *
 * @param say writes to standard output
 * @param asked why AWS was asked about a key and did not answer, one sentence, by profile name
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
  const { first, ofProfile, last, env, requestsOf } = accessReader(list, process.env);
  const ranked = rankedChoices({ env: process.env, list });
  const chosen = ranked[0]?.choice;
  let isListed = false;
  const rowOf = (option: AccessOption, profile?: Profile): Row => {
    const isChosen = sameChoice(option.choice, chosen);
    isListed ||= isChosen;
    return {
      option,
      decides: isChosen ? ranked : [],
      key: profile && keyOf(profile),
      keyFault: profile && asked.get(profile.name),
      findings: profile ? profileFindings(profile, list, env, requestsOf) : [],
    };
  };
  const keyOf = (profile: Profile) => (known.size > 0 ? known.get(ownKeyIdOf(profile) ?? '') : undefined);
  const table = options.json ? tableOf(list) : undefined;
  const chosenRow = chosen?.kind === 'profile' ? table?.rowOf(chosen.name) : undefined;
  // Forms are only for profiles about which nothing individual is shown.
  const formAt = (row: number, name: string) => {
    const form = row === chosenRow || asked.has(name) ? undefined : table?.alikeAt(row);
    return form && (known.size === 0 || keyOf(profileAt(row)) === undefined) ? form : undefined;
  };
  const profileAt = (row: number) => table?.at(row) ?? (list.profiles[row] as Profile);
  const linesOf = (row: Row) => (options.json ? [jsonLine(row, now)] : textLines(row, now));
  const lines = new ListedLines<SectionForm>(options.json ? say : undefined);
  for (const option of first) lines.add(...linesOf(rowOf(option)));
  const profiles = table?.length ?? list.profiles.length;
  for (let at = 0; at < profiles; at += 1) {
    const name = table?.nameOf(at) ?? '';
    const form = formAt(at, name);
    if (form && lines.addAlike(form, name)) continue;
    const profile = profileAt(at);
    const row = rowOf(ofProfile(profile), profile);
    if (form && row.findings.length === 0) lines.addFirst(jsonLine(row, now), form, name);
    else lines.add(...linesOf(row));
  }
  for (const option of last) lines.add(...linesOf(rowOf(option)));
  const count = first.length + profiles + last.length;
  if (options.json) {
    lines.add(
      printedJson({
        type: 'result',
        ok: true,
        profiles: count,
        decides: ranked.map(({ choice, source }) => ({ source, name: plainText(accessName(choice)) })),
        files: list.files,
        findings: list.findings.map(findingFields),
      }),
    );
  } else if (count === 0) lines.add(`No profiles in ${list.files.config} or ${list.files.credentials}`);
  else if (ranked[0] && !isListed)
    lines.add(
      `▲ ${ranked[0].source} names ${plainText(accessName(ranked[0].choice))}, which is not a profile here.`,
    );
  // Lines of JSON are printed unchanged.
  say(options.json ? lines.text() : shownLines(printedText(lines.text()), 'stdout'));
  for (const finding of options.json ? [] : list.findings)
    process.stderr.write(shownLines(printedText(`${findingLine(finding)}\n`), 'stderr'));
  return 0;
}

/** An access with everything that is shown about it. */
interface Row {
  readonly option: AccessOption;
  /** Why this access is used here, and what it has precedence over; empty if it is not used. */
  readonly decides: readonly DefaultChoice[];
  readonly key: KnownKey | undefined;
  /** Why AWS did not answer about its key. */
  readonly keyFault: string | undefined;
  readonly findings: readonly FindingDetail[];
}

function jsonLine({ option, decides, key, keyFault, findings }: Row, now: number): string {
  const { choice, label, kind, region, usable } = option;
  const [first] = decides;
  return printedJson({
    type: 'profile',
    source: choice.kind,
    name: label,
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
}

function textLines({ option, decides, key, keyFault, findings }: Row, now: number): string[] {
  const { label, kind, region, usable } = option;
  const row = `${decides.length > 0 ? '▸' : ' '} ${label.padEnd(24)} ${kind.padEnd(14)} ${(region ?? '').padEnd(16)} ${usable.ok ? '' : `▲ ${usable.why}`}`;
  // The first error is the reason that it cannot be used, and is in the row already.
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

/** Why this access is used here, if more than the profile `default` was possible. */
function decisionLine([first, ...others]: readonly DefaultChoice[]): string | undefined {
  if (!first || (others.length === 0 && first.source === defaultProfile)) return undefined;
  const passedOver = others.map(({ choice, source }) => `${source} (${plainText(accessName(choice))})`);
  const before = passedOver.length > 0 ? `, before ${passedOver.join(', ')}` : '';
  return `${first.source} decides${before}`;
}

function findingLine({ text, origin }: ProfileFinding): string {
  const place = origin ? ` (${plainText(origin.file)}, line ${origin.line})` : '';
  return `▲ ${capitalised(plainText(text))}${place}`;
}
