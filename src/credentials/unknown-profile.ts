import { nearestWord } from '../core/nearest.ts';
import { shownExactly } from '../core/odd-text.ts';
import { Problem } from '../core/problem.ts';
import { shellWord } from '../core/shell.ts';
import { capitalised, plainText } from '../core/text.ts';
import { namePattern } from '../profiles/header.ts';
import type { ProfileList } from '../profiles/profile.ts';
import { profileNames } from '../profiles/profile-table.ts';

/** The command that creates a profile; undefined for a name that `configure` would refuse. */
export function addCommand(name: string): string | undefined {
  return namePattern.test(name) ? `\`amplify-tui configure --profile ${shellWord(name)}\`` : undefined;
}

/** The problem of a missing profile. @param source what names it, such as `--profile`; absent when that is obvious */
export function unknownProfile(list: ProfileList, name: string, source?: string): Problem {
  const { config, credentials } = list.files;
  const names = profileNames(list);
  const alike = names.find((each) => each.toLowerCase() === name.toLowerCase()) ?? nearestWord(name, names);
  const shown = name === plainText(name) && name === name.trim() ? name : shownExactly(name);
  const named = source ? ` (named by ${source})` : '';
  const unread = list.findings.find((finding) => finding.unreadName === name);
  if (unread) {
    const place = unread.origin ? ` (${plainText(unread.origin.file)}, line ${unread.origin.line})` : '';
    return new Problem({
      code: 'PROFILE_UNKNOWN',
      what: `AWS tools see no profile ${shown}${named}.`,
      why: `${capitalised(unread.text)}${place}.`,
      next: namePattern.test(name)
        ? 'Correct that header, then try again.'
        : `Give it a name without spaces there, as [profile ${plainText(name).replaceAll(/[^\w\-/.%@:+]+/g, '-')}].`,
    });
  }
  // The contents of an unreadable file are unknown, so no command to add to it and no other name is suggested.
  const broken = list.findings.find(({ unreadFile }) => unreadFile);
  if (broken && !alike) {
    const { file = '' } = broken.origin ?? {};
    const place = broken.text.includes(file) ? '' : ` (${plainText(file)})`;
    return new Problem({
      code: 'PROFILE_UNKNOWN',
      what: `Profile "${shown}"${named} not found, as far as the files can be read.`,
      why: `${capitalised(plainText(broken.text))}${place}.`,
      next: 'Correct that first; `amplify-tui doctor` tells all that is wrong with the files.',
    });
  }
  const command = addCommand(name);
  const add = command ? `, or add it with ${command}` : '';
  return new Problem({
    code: 'PROFILE_UNKNOWN',
    what: `Profile "${shown}"${named} not found.`,
    why: `Neither ${plainText(config)} nor ${plainText(credentials)} has it.`,
    next: alike
      ? `Did you mean ${plainText(alike)}? See all with \`amplify-tui profiles list\`.`
      : `Choose another one (see \`amplify-tui profiles list\`)${add}.`,
  });
}
