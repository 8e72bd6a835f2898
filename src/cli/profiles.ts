import { accessChoices, defaultChoice } from '../credentials/choice.ts';
import type { ProfileFinding } from '../profiles/profile.ts';
import { readProfiles } from '../profiles/store.ts';
import { Problem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import type { Arguments } from './arguments.ts';

/** `profiles list`: reads the two AWS files and nothing else. @returns the exit code */
export function listProfiles({ operands, options }: Arguments): number {
  const [, more] = operands;
  if (more !== undefined) {
    throw new Problem({
      code: 'USAGE',
      what: 'There is a word too many.',
      why: '`profiles list` shows them all.',
      next: 'Run `amplify-tui profiles list`, or `profiles show PROFILE` for one.',
    });
  }
  const list = readProfiles(process.env);
  const choices = accessChoices(list, process.env);
  const chosen = JSON.stringify(defaultChoice({ env: process.env, list })?.choice);
  const lines = choices.map(({ choice, label, kind, region, usable }) => {
    const isDefault = JSON.stringify(choice) === chosen;
    if (options.json) {
      return JSON.stringify({
        type: 'profile',
        source: choice.kind,
        name: label,
        kind,
        region,
        default: isDefault,
        usable: usable.ok,
        why: usable.ok ? undefined : usable.why,
      });
    }
    return `${isDefault ? '▸' : ' '} ${label.padEnd(24)} ${kind.padEnd(14)} ${(region ?? '').padEnd(16)} ${usable.ok ? '' : `▲ ${usable.why}`}`.trimEnd();
  });
  if (options.json) {
    lines.push(
      JSON.stringify({
        type: 'result',
        ok: true,
        profiles: choices.length,
        files: list.files,
        findings: list.findings,
      }),
    );
  } else if (lines.length === 0)
    lines.push(`No profiles in ${list.files.config} or ${list.files.credentials}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const finding of options.json ? [] : list.findings)
    process.stderr.write(`▲ ${finding.text}${placeOf(finding)}\n`);
  return 0;
}

function placeOf({ origin }: ProfileFinding): string {
  return origin ? ` (${plainText(origin.file)}, line ${origin.line})` : '';
}
