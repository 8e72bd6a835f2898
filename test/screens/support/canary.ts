import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Looked } from '../../../machines/profiles/types.ts';
import { accessChoices } from '../../../src/credentials/choice.ts';
import { readProfiles } from '../../../src/profiles/store.ts';
import { configureSecret } from '../../support/pretend-configure.ts';

/** Secrets that must never be on a screen; no eight characters of them occur anywhere else. */
export const canaries = [
  'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V',
  'Zr8BtNw6HyDf+5jCgSx0VlAu7QkOePm2IiRhTn4W',
  'FwoGZXIvYXdzEJr7Kx3QbUvLmNsPtHdYcWgRzTqA',
  configureSecret,
] as const;

/** The program's own reading of AWS files with the secrets. */
export function lookedWithCanaries(): Looked {
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-canary-'));
  try {
    mkdirSync(join(home, '.aws'));
    const keys = (name: string, secret: string) =>
      `[${name}]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = ${secret}\n`;
    writeFileSync(
      join(home, '.aws/credentials'),
      `${keys('default', canaries[0])}${keys('temporary', canaries[1])}aws_session_token = ${canaries[2]}\n`,
    );
    writeFileSync(
      join(home, '.aws/config'),
      '[default]\nregion = eu-west-1\n[profile deployrole]\nrole_arn = arn:aws:iam::444455556666:role/deploy\nsource_profile = ci-server\nregion = eu-west-1\n',
    );
    const env = { HOME: home, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000002', AWS_SECRET_ACCESS_KEY: canaries[0] };
    const list = readProfiles(env);
    return { list, options: accessChoices(list, env), environment: {} };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
