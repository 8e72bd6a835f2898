import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unknownProfile } from '../../../src/credentials/unknown-profile.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { folderWith } from '../project/support/folders.ts';

const keys = 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE\naws_secret_access_key=x\n';
const listOf = (home: string) => readProfiles({ HOME: home });

describe('an unknown profile', () => {
  it('is not offered to be created if the file cannot be read', () => {
    const home = folderWith({ '.aws/config': '[profile prod]\nregion=eu-west-1\n' });
    mkdirSync(join(home, '.aws', 'credentials'));
    const problem = unknownProfile(listOf(home), 'default');
    expect(problem.what).toBe('Profile "default" not found, as far as the files can be read.');
    expect(problem.why).toBe(`${home}/.aws/credentials cannot be read: a folder is in its place.`);
    expect(problem.next).not.toContain('configure');
  });

  it('is reported with the file if it is UTF-16', () => {
    const home = folderWith({ '.aws/': '' });
    const wide = Buffer.from(`\uFEFF[default]\n${keys}`, 'utf16le');
    writeFileSync(join(home, '.aws', 'credentials'), wide);
    const { why } = unknownProfile(listOf(home), 'default');
    expect(why).toBe(`The file is saved as UTF-16; AWS tools read UTF-8 only (${home}/.aws/credentials).`);
  });

  it('gets a suggestion among the existing ones, and can be created if the files are valid', () => {
    const home = folderWith({ '.aws/credentials': `[default]\n${keys}` });
    expect(unknownProfile(listOf(home), 'defalt').next).toContain('Did you mean default?');
    expect(unknownProfile(listOf(home), 'shop').next).toContain('`amplify-tui configure --profile shop`');
  });

  it.each([
    ['.aws/credentials', '[profile x]', 'in the credentials file: here that is [x]'],
    ['.aws/config', '[x]', 'in the config file that is [profile x]'],
    ['.aws/config', '[Profile x]', 'in the config file that is [profile x]'],
  ])('is found if its header in %s is %s', (file, header, said) => {
    const home = folderWith({ [file]: `${header}\n${keys}` });
    expect(unknownProfile(listOf(home), 'x', 'AWS_PROFILE')).toMatchObject({
      what: 'AWS tools see no profile x (named by AWS_PROFILE).',
      why: expect.stringMatching(`^No .*${said.replaceAll(/[[\]]/g, '\\$&')} .*line 1`),
      next: 'Correct that header, then try again.',
    });
  });
});
