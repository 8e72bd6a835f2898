import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { ownKeys } from '../../app/own-keys.ts';
import { nearestWord } from '../../core/nearest.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { tildePath } from '../../platform/paths.ts';
import { settingList, valuesOf, withSetting } from '../../state/setting-values.ts';
import { readSettings, settingsFile, updateSettings } from '../../state/settings.ts';
import { inContext } from '../in-context.ts';

/**
 * `settings list`: the settings of the screen with their possible values. `settings set NAME VALUE`: writes one into
 * settings.ini, and keeps every other line.
 *
 * @returns the exit code
 * @throws Problem USAGE for another verb, setting or value, FILE_UNREADABLE or FILE_UNWRITABLE
 */
export async function run(given: ArgumentsOf<'settings'>, version: string): Promise<number> {
  const [verb = 'list', name, value] = given.operands;
  return inContext(given, version, async (appContext, report) => {
    const folder = appContext.stateFolder;
    const file = plainText(tildePath(settingsFile(folder), appContext.env));
    if (verb === 'list' && name === undefined) {
      const { findings: wrong, ...settings } = await readSettings(folder);
      const keys = await ownKeys(settings.keyLines, file);
      const findings = [...wrong, ...keys.findings];
      const rows = settingList.map((each) => ({ ...each, value: settings[each.name] }));
      const bound = Object.fromEntries(keys.bindings ?? []);
      report.tell({ type: 'result', ok: true, file, settings: rows, keys: bound, findings });
      for (const finding of findings) report.say(`▲ ${finding}`);
      report.print(
        [
          ...rows.map((row) =>
            `${row.name.padEnd(14)} ${row.value.padEnd(8)} ${row.values.join(' ')}`.trimEnd(),
          ),
          ...[...(keys.bindings ?? [])].map(([id, bound]) => `${id} = ${bound.join(' ')}`),
        ].join('\n'),
      );
      return 0;
    }
    if (verb !== 'set' || name === undefined || value === undefined) throw wrongVerb(given.operands);
    expectSetting(name, value);
    await updateSettings(folder, (before) => ({ ...before, ...withSetting(before, name, value) }));
    report.tell({ type: 'result', ok: true, file, settings: [{ name, value }], findings: [] });
    report.print(`${name} is ${value} in ${file}.`);
    return 0;
  });
}

function expectSetting(name: string, value: string): void {
  const names = settingList.map((each) => each.name);
  const allowed = valuesOf(name);
  if (allowed.includes(value)) return;
  const meant = nearestWord(allowed.length > 0 ? value : name, allowed.length > 0 ? allowed : names);
  throw new Problem({
    code: 'USAGE',
    what:
      allowed.length > 0
        ? `${name} cannot be ${plainText(value)}.`
        : `There is no setting ${plainText(name)}.`,
    why: allowed.length > 0 ? `It can be ${allowed.join(', ')}.` : `The settings are ${names.join(', ')}.`,
    next: meant ? `Did you mean ${meant}?` : 'Run `amplify-tui settings list` to see them.',
  });
}

function wrongVerb(operands: readonly string[]): Problem {
  return new Problem({
    code: 'USAGE',
    what: `\`settings ${plainText(operands.join(' '))}\` is not known.`,
    why: '`settings list` shows the settings, `settings set NAME VALUE` writes one.',
    next: 'Run `amplify-tui settings list` to see them.',
  });
}
