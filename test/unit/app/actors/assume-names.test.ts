import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePair } from '../../../../src/app/actors/assume-role/look-around.ts';
import { readProfiles } from '../../../../src/profiles/store.ts';
import { folderOfTest } from '../../../support/folders.ts';

function profilesOf(config: string, credentials: string) {
  const home = folderOfTest();
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), config);
  writeFileSync(join(home, '.aws/credentials'), credentials);
  return readProfiles({ HOME: home });
}

const keys = (name: string, id: string) => `[${name}]\naws_access_key_id=${id}\naws_secret_access_key=x\n`;
const role = (name: string, source: string) =>
  `[profile ${name}]\nrole_arn=arn:aws:iam::444455556666:role/r\nsource_profile=${source}\n`;

it.each([
  ['nothing is there', '', keys('default', 'AKIA1'), 1],
  ['an earlier run made both', role('bizcorprole', 'devcorpuser'), keys('devcorpuser', 'AKIA2'), 1],
  [
    'the keys are those of the profile that acts',
    '',
    keys('default', 'AKIA1') + keys('devcorpuser', 'AKIA1'),
    2,
  ],
  ['the role is that of another user', role('bizcorprole', 'lena'), keys('default', 'AKIA1'), 2],
  [
    'the second pair is taken, too',
    role('bizcorprole-2', 'lena'),
    keys('default', 'AKIA1') + keys('devcorpuser', 'AKIA1'),
    3,
  ],
])('the two profiles of a new user have unused names where %s', (_, config, credentials, number) => {
  const end = number === 1 ? '' : `-${number}`;
  expect(freePair(profilesOf(config, credentials), 'default')).toEqual({
    userProfile: `devcorpuser${end}`,
    roleProfile: `bizcorprole${end}`,
  });
});

it('the acting profile is not that of the new user', () => {
  expect(freePair(profilesOf('', keys('devcorpuser', 'AKIA1')), 'devcorpuser')).toMatchObject({
    userProfile: 'devcorpuser-2',
  });
});
