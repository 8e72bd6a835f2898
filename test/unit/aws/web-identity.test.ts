import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { webIdentityCredentials } from '../../../src/aws/web-identity.ts';
import { folderOfFile } from '../../support/folders.ts';

const folder = folderOfFile();

it.each([
  ['', 'It is empty.'],
  [' \n', 'It is empty.'],
  ['x', 'A token has 4 to 20,000 characters; it has 1.'],
  ['x'.repeat(20_001), 'A token has 4 to 20,000 characters; it has 20,001.'],
])('an invalid token is reported, and sent nowhere: %.9j', async (text, why) => {
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, text);
  const role = { roleArn: 'arn:aws:iam::111122223333:role/a', tokenFile, sessionName: 'a' };
  // Nothing listens there, so an attempt to send would have been reported.
  const place = { region: 'eu-west-1', endpoints: { all: 'http://127.0.0.1:1' } };
  await expect(
    webIdentityCredentials({ kind: 'web-identity', role } as never, place as never, {}),
  ).rejects.toMatchObject({
    code: 'FILE_MALFORMED',
    why,
    next: expect.stringContaining('AWS_WEB_IDENTITY_TOKEN_FILE'),
  });
});
