import { jsonFault } from '../../core/json-form.ts';
import { hiddenCharacter, shownExactly } from '../../core/odd-text.ts';
import { Problem } from '../../core/problem.ts';
import { type PlacedValue, placesIn } from '../../project/json-places.ts';
import { readTolerantJson } from '../../project/tolerant-json.ts';

export type FlagName = '--amplify' | '--frontend' | '--providers';

/** An example of each flag, to show how to quote it. */
const examples: Readonly<Record<FlagName, string>> = {
  '--amplify': '{"projectName":"shop"}',
  '--frontend': '{"frontend":"ios"}',
  '--providers': '{"awscloudformation":{"useProfile":true,"profileName":"dev"}}',
};

/**
 * Reads the JSON object of a flag, in strict JSON: with the Amplify CLI's relaxed forms, quotation marks that a shell removed
 * would go unnoticed.
 *
 * @throws Problem USAGE naming the place, what was read and how to quote it
 */
export function readFlagJson(flag: FlagName, text: string): unknown {
  if (text.trim() === '') throw flagProblem(flag, text, 'it is empty; a variable of your shell may be');
  const fault = jsonFault(text);
  if (fault !== undefined) throw flagProblem(flag, text, `i${fault.slice(1, -1)}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw flagProblem(flag, text, whyNotJson(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw flagProblem(flag, text, 'the value is not an object');
  const twice = repeatedMember(placesIn(text));
  if (twice)
    throw flagProblem(flag, text, `${twice.name} is there twice, again at column ${twice.start + 1}`);
  return value;
}

function whyNotJson(text: string): string {
  const hidden = hiddenCharacter(text.replaceAll(/[\t\r\n]/g, ' '));
  if (hidden !== undefined) return `it has ${hidden}`;
  const bare = text.trim();
  if (/^'.*'$/s.test(bare)) return 'your shell handed the single quotation marks on, as cmd does';
  if (bare.includes('\\"')) return 'backslashes are before its quotation marks, as another shell needs them';
  if (/[\u201C-\u201F\u00AB\u00BB]/.test(bare) && !bare.includes('"'))
    return 'its quotation marks are typographic ones, as text programs write them';
  if (/^\{\s*'/.test(bare)) return "its members are in single quotation marks, and JSON's are double";
  if (/^\{/.test(bare) && !bare.includes('"')) return 'your shell took its quotation marks away';
  const read = readTolerantJson(text);
  if (read.ok) return 'a comment, or a comma after the last member, is not JSON';
  const shown = [...text.slice(read.at, read.at + 1)][0];
  const column = text.slice(0, read.at).length + 1;
  return `it is not JSON from column ${column} on${shown === undefined ? ', where it ends' : ''}`;
}

function repeatedMember({ members = [] }: PlacedValue): { name: string; start: number } | undefined {
  const seen = new Set<string>();
  for (const { name, start, value } of members) {
    if (seen.has(name)) return { name, start };
    seen.add(name);
    const inner = repeatedMember(value);
    if (inner) return inner;
  }
  return undefined;
}

/**
 * What is wrong with a flag, what was read, and how to give it.
 *
 * @param why continues "It takes one JSON object; "
 */
export function flagProblem(flag: FlagName, given: string, why: string): Problem {
  // It may contain keys, and under unexpected names.
  const shown =
    flag === '--providers' && /key|token|secret|[A-Za-z0-9/+]{30}/i.test(given)
      ? 'What was read is not shown: it may hold keys.'
      : `Read was ${shownExactly(given)}.`;
  const json = examples[flag];
  const escaped = json.replaceAll('"', '\\"');
  return new Problem({
    code: 'USAGE',
    what: `${flag} is not understood.`,
    why: `It takes one JSON object; ${why}. ${shown}`,
    next: [
      'Quote it for your shell, or use --answers FILE instead:',
      `bash, zsh, PowerShell 7.3: ${flag} '${json}'`,
      `older PowerShell: ${flag} '${escaped}'`,
      `cmd: ${flag} "${escaped}"`,
    ].join('\n    '),
  });
}
