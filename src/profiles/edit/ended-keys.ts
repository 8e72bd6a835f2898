import { Secret } from '../../core/secret.ts';
import { plainText } from '../../core/text.ts';
import { usersPage } from '../../regions/console-pages.ts';
import { parseSharedFile } from '../grammar.ts';
import type { SharedSection } from '../shared-file.ts';
import type { EditedFile } from './edit.ts';
import { lineEnd } from './opened.ts';

/** A long-term access key that a change removes: no profile has it afterwards, and AWS never shows its secret again. */
export interface EndedKey {
  readonly profile: string;
  /** Safe to show. */
  readonly accessKeyId: string;
  /** The region of the profile, when one of the files sets it. */
  readonly region?: string;
  /** The text of the section, header included. */
  readonly section: Secret;
}

/** The long-term keys that edits of the two files remove. Temporary ones are left out: they expire by themselves. */
export function endedKeys(files: readonly EditedFile[]): EndedKey[] {
  const held = new Set(
    files
      .flatMap(({ after, opened }) => parseSharedFile(after, opened.kind, { keepLines: false }).sections)
      .flatMap((section) => settingIn(section, 'aws_secret_access_key') ?? []),
  );
  return files.flatMap(({ opened, splices }) => {
    if (splices.length === 0) return [];
    return opened.file.sections.flatMap((section, index): EndedKey[] => {
      const secret = settingIn(section, 'aws_secret_access_key');
      const id = settingIn(section, 'aws_access_key_id') ?? '';
      if (!secret || held.has(secret) || section.kind !== 'profile') return [];
      if (id.startsWith('ASIA') || settingIn(section, 'aws_session_token')) return [];
      const lines = opened.file.lines.filter((line) => line.section === index);
      const [first, last] = [lines[0], lines.findLast(({ kind }) => kind !== 'blank' && kind !== 'comment')];
      if (!first || !last) return [];
      const region = regionIn(files, section.name);
      return [
        {
          profile: section.name,
          accessKeyId: plainText(id),
          ...(region ? { region } : {}),
          section: new Secret(opened.bytes.toString('utf8', first.start, lineEnd(last)).trimEnd()),
        },
      ];
    });
  });
}

function regionIn(files: readonly EditedFile[], profile: string): string | undefined {
  return files
    .flatMap(({ opened }) => opened.file.sections)
    .filter(({ kind, name }) => kind === 'profile' && name === profile)
    .map((section) => settingIn(section, 'region'))
    .find((region) => region !== undefined);
}

/** What stays in AWS of keys that are in no file any more, one sentence per key. Calls no AWS service. */
export function staysInAws(ended: readonly EndedKey[]): string[] {
  const page =
    usersPage(ended.find(({ region }) => region)?.region ?? 'us-east-1') ?? 'Users of the IAM console';
  return [...new Set(ended.map(({ accessKeyId }) => accessKeyId))].map(
    (id) =>
      `The access key ${id} stays active in AWS, and its IAM user may do what it may now; to end that, search for the key in ${page}`,
  );
}

function settingIn({ properties }: SharedSection, key: string): string | undefined {
  return properties.find((property) => property.key === key)?.value || undefined;
}
