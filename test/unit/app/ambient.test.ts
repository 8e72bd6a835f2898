import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActor, fromPromise } from 'xstate';
import { sessionMachine } from '../../../machines/session/machine.ts';
import type { IdentifyInput } from '../../../machines/session/types.ts';
import { openAppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { followInstance } from '../../../src/app/follow-instance.ts';
import { findAccess, loadHome, lookAround } from '../../../src/app/local-state.ts';
import { listProfiles } from '../../../src/commands/profiles.ts';
import type { Identity } from '../../../src/core/plan.ts';
import { asAccess } from '../../../src/credentials/access.ts';
import type { LocalResource } from '../../../src/flows/status/local-changes.ts';
import { folderOfTest } from '../../support/folders.ts';

let home: string;
let metadata: Server;
let asked: string[];
const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };

beforeEach(async () => {
  home = folderOfTest();
  mkdirSync(join(home, '.aws'));
  mkdirSync(join(home, 'app'));
  asked = [];
  metadata = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(request.method === 'PUT' ? 'session' : 'app-role');
  });
  await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  metadata.closeAllConnections();
  await new Promise((resolve) => metadata.close(resolve));
});

const instance = () => ({
  AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`,
});

function appContextWith(env: NodeJS.ProcessEnv) {
  return openAppContext(readArguments(['init', '--cwd', join(home, 'app')]), '1', { HOME: home, ...env });
}

describe('without any other access', () => {
  it('asks the EC2 instance once, and init starts with its role', async () => {
    const appContext = appContextWith({ ...instance(), AWS_REGION: 'eu-west-1' });
    const seen = await lookAround(appContext);
    expect(seen.accessMissing).toBeUndefined();
    expect(seen.accessSource).toBe('the EC2 instance');
    expect(seen.answers).toMatchObject({
      access: { kind: 'machine', source: 'instance' },
      region: 'eu-west-1',
    });
    expect(Array.from(seen.accessOptions, ({ label }) => label)).toEqual(['EC2 instance role']);
    await findAccess(appContext, appContext.profiles(), { kind: 'none' });
    expect(asked).toHaveLength(2);
    await appContext.close();
  });

  it('home does not wait for it, and uses its role once it has answered', async () => {
    const appContext = appContextWith({ ...instance(), AWS_REGION: 'eu-west-1' });
    expect((await loadHome(appContext)).access).toBeUndefined();
    expect(asked).toEqual([]);
    const never = new Promise<Identity>(() => {});
    const session = createActor(
      sessionMachine.provide({
        actors: {
          loadHome: fromPromise(() => loadHome(appContext)),
          identify: fromPromise<Identity, IdentifyInput>(() => never),
          compareBackend: fromPromise<readonly LocalResource[], { root: string | undefined }>(async () => []),
        },
        actions: { renewClients: () => {} },
      }),
      { input: { folder: appContext.folder, cloud: appContext.cloud, start: 'home', now: Date.now } },
    ).start();
    await followInstance(session, appContext);
    const { context } = session.getSnapshot();
    expect(context.access).toEqual({
      choice: { kind: 'machine', source: 'instance' },
      source: 'the EC2 instance',
      region: 'eu-west-1',
    });
    expect(Array.from(context.home?.profiles ?? [], ({ label }) => label)).toEqual(['EC2 instance role']);
    session.stop();
    await appContext.close();
  });

  it('asks nobody if the variable says no or a container provides the credentials', async () => {
    for (const more of [{ AWS_EC2_METADATA_DISABLED: 'true' }, container]) {
      const appContext = appContextWith({ ...instance(), ...more });
      await lookAround(appContext);
      await appContext.close();
    }
    expect(asked).toEqual([]);
  });
});

describe('profiles list', () => {
  async function list(env: NodeJS.ProcessEnv, ...options: string[]): Promise<string> {
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
    for (const [name, value] of Object.entries({ HOME: home, ...env })) vi.stubEnv(name, value);
    let said = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    await listProfiles(readArguments(['profiles', 'list', ...options]));
    return said;
  }
  const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000001', AWS_SECRET_ACCESS_KEY: 'canary' };
  const dev = '[dev]\naws_access_key_id = AKIAEXAMPLE000000002\naws_secret_access_key = canary\n';

  it('says which access is used and which are ignored, in text and in JSON, and asks nobody', async () => {
    writeFileSync(join(home, '.aws', 'credentials'), dev);
    const env = { ...keys, ...container, ...instance(), AWS_PROFILE: 'dev' };
    const text = await list(env);
    expect(text).toContain('▸ dev');
    expect(text).toContain(
      'AWS_PROFILE (it wins over the keys in the environment) decides, before the environment (environment keys), AWS_CONTAINER_CREDENTIALS_FULL_URI (container credentials)',
    );
    const lines = (await list(env, '--json'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.find((line) => line.default)).toMatchObject({
      name: 'dev',
      decidedBy: expect.stringMatching(/^AWS_PROFILE/),
    });
    expect(lines.find((line) => line.source === 'machine')).toMatchObject({
      name: 'container credentials',
      usable: true,
    });
    expect(lines.at(-1).decides.map(({ name }: { name: string }) => name)).toEqual([
      'dev',
      'environment keys',
      'container credentials',
    ]);
    expect(asked).toEqual([]);
  });

  it('marks what the machine provides if there is nothing else', async () => {
    const text = await list(container);
    expect(text).toMatch(/^▸ container credentials +container/m);
    expect(text).toContain('AWS_CONTAINER_CREDENTIALS_FULL_URI decides');
  });
});

it('an access of the machine is kept in a note, and nothing that only looks like one', () => {
  expect(asAccess({ kind: 'machine', source: 'container' })).toEqual({
    kind: 'machine',
    source: 'container',
  });
  expect(asAccess({ kind: 'machine', source: 'x' })).toBeUndefined();
});
