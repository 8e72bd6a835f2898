import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import type { ProfileChange } from '../../../src/profiles/profile-plan.ts';

export const canary = 'CANARYsecretCANARYsecretCANARYsecretCANA';

/** A first profile as `configure` makes it. */
export const newKeys = {
  kind: 'set',
  name: 'amplifyprofile',
  set: new Map<string, string | Secret>([
    ['aws_access_key_id', 'AKIAIOSFODNN7EXAMPLE'],
    ['aws_secret_access_key', new Secret(canary)],
    ['region', 'us-east-1'],
  ]),
  remove: ['aws_session_token'],
} as const satisfies ProfileChange;

export const setRegion = (name: string, region: string): ProfileChange => ({
  kind: 'set',
  name,
  set: new Map([['region', region]]),
  remove: [],
});

export const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** A home folder to change profiles in. */
export function makeHome() {
  const home = mkdtempSync(join(tmpdir(), 'change-'));
  const env: NodeJS.ProcessEnv = { HOME: home };
  const inAws = (name: string) => join(home, '.aws', name);
  return {
    home,
    env,
    inAws,
    text: (name: string) => readFileSync(inAws(name), 'utf8'),
    given: (files: { config?: string; credentials?: string }) => {
      mkdirSync(join(home, '.aws'), { recursive: true, mode: 0o700 });
      for (const [name, contents] of Object.entries(files))
        writeFileSync(inAws(name), contents, { mode: 0o600 });
    },
    write: async (change: ProfileChange) => {
      const outcome = await writeProfileChange(env, await planProfileChange(env, change));
      expect(outcome.kind).toBe('written');
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
