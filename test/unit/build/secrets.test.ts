import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The files that reveal a secret, by why they need its value. */
const opened = {
  'a request is signed or sent': [
    'src/aws/federation.ts',
    'src/aws/machine-credentials.ts',
    'src/aws/network/proxy.ts',
    'src/aws/network/tunnel.ts',
    'src/aws/network/unsigned-request.ts',
    'src/aws/request-handler.ts',
    'src/aws/sdk-credentials.ts',
  ],
  'what was typed or read is checked or edited': [
    'components/panes/configure/typed.tsx',
    'src/app/actors/configure/tools.ts',
    'src/app/headless/plain/panes/configure-keys.ts',
    'src/flows/configure/keys.ts',
    'src/flows/configure/plan.ts',
    'src/profiles/health.ts',
  ],
  'a file of the person is written': [
    'src/commands/flows/assume-role.ts',
    'src/credentials/session-cache.ts',
    'src/flows/configure/keys-csv.ts',
    'src/profiles/edit/plan-files.ts',
    'src/profiles/kept-keys.ts',
  ],
  'another program is given what the person asked for': [
    'src/commands/console.ts',
    'src/commands/credentials.ts',
    'src/credentials/credential-server.ts',
    'src/credentials/exec-environment.ts',
  ],
  'the person is shown what has to be taken along': [
    'components/panes/assume-role/device.tsx',
    'components/panes/configure/not-finished.tsx',
    'src/app/ask-code.ts',
    'src/app/headless/plain/panes/assume-role.ts',
    'src/app/headless/plain/panes/configure.ts',
    'src/flows/assume-role/otpauth.ts',
    'src/profiles/edit/paste.ts',
  ],
};

describe('A secret', () => {
  it('is opened only by the files that have a reason to', () => {
    const files = ['src', 'machines', 'components'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => join(folder, name).replaceAll('\\', '/')),
    );
    const found = files.filter((file) => /\.reveal\(\)/.test(readFileSync(file, 'utf8')));
    expect(found.sort()).toEqual(Object.values(opened).flat().sort());
  });
});
