import { expect, it } from 'vitest';
import { createSdkCredentials } from '../../../src/aws/sdk-credentials.ts';
import { Secret } from '../../../src/core/secret.ts';

const given = (accessKeyId: string, sessionToken?: string) =>
  createSdkCredentials(async () => ({
    accessKeyId,
    secretAccessKey: new Secret('canary'),
    ...(sessionToken === undefined ? {} : { sessionToken: new Secret(sessionToken) }),
  })).provider();

// They do not fit into a header, and a line end in one would start another header.
it.each([
  ['AKIA\r\nX-Evil: 1', undefined, 'The access key id', 'Its character 5'],
  ['AKIAé', undefined, 'The access key id', 'Its character 5'],
  ['', undefined, 'The access key id', 'It is empty'],
  ['AKIA', 'canary\r\n', 'The session token', 'Its character 7'],
])('nothing is sent with %j and the session token %j', async (id, token, what, why) => {
  const refused = given(id, token);
  await expect(refused).rejects.toMatchObject({
    code: 'PROFILE_NOT_USABLE',
    what: expect.stringContaining(what),
    why: expect.stringContaining(why),
  });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringMatching(/canary|Evil/) });
});

it('what AWS provides is sent unchanged', async () => {
  expect(await given('ASIAEXAMPLE', 'IQoJ/+b3==')).toMatchObject({
    accessKeyId: 'ASIAEXAMPLE',
    sessionToken: 'IQoJ/+b3==',
  });
});
