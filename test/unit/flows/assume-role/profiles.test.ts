import { join } from 'node:path';
import { expect, it } from 'vitest';
import { planProfiles } from '../../../../src/flows/assume-role/profiles.ts';
import { roleArn } from '../../../support/pretend-assume.ts';
import { folderWith } from '../../project/support/folders.ts';

const planned = async (keysFile: string, config = '') => {
  const home = folderWith({ '.aws/config': config });
  const { files } = await planProfiles({
    ...{ env: { HOME: home }, userProfile: 'devcorpuser', roleProfile: 'bizcorprole', region: 'eu-west-1' },
    ...{ roleArn, externalId: '', serial: undefined, canMake: keysFile === '' },
    keysFile: keysFile && join(home, keysFile),
  });
  return files;
};
const addedTo = (files: Awaited<ReturnType<typeof planned>>, name: string) =>
  files
    .filter(({ path }) => path.endsWith(name))
    .map(({ diff }) => diff.filter(({ kind }) => kind === 'add').map(({ text }) => text));

it.each([
  ['', '‹made when you confirm›'],
  ['keys.csv', '‹read from the .csv›'],
])('a review says where the key of the user comes from: %j', async (keysFile, words) => {
  const [lines = []] = addedTo(await planned(keysFile), 'credentials');
  expect(lines.join('\n')).toContain(`aws_access_key_id=${words}`);
  expect(lines.join('\n')).toContain(`aws_secret_access_key=${words}`);
});

it('a file that both profiles are in is in the review once, with all of its lines', async () => {
  const added = addedTo(await planned(''), 'config');
  expect(added).toHaveLength(1);
  expect(added[0]).toEqual(
    expect.arrayContaining(['[profile devcorpuser]', '[profile bizcorprole]', 'source_profile=devcorpuser']),
  );
});

it('omits what is between the two changes of a file, and shows no line twice in a row', async () => {
  const files = await planned('', '[default]\nregion=eu-west-1\n');
  const rows = files.find(({ path }) => path.endsWith('config'))?.diff ?? [];
  const heads = rows.flatMap(({ text }, at) => (text === '[default]' ? [at] : []));
  expect(heads.slice(1).map((at) => rows[at - 1]?.kind)).toEqual(heads.slice(1).map(() => 'gap'));
  expect(rows.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
});
