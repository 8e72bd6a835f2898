import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { boto3Caller, type Caller, cliCaller, type Outcome } from './support/callers.ts';
import { cloudForTest } from './support/cloud.ts';

const has = (program: string) => spawnSync('python3', ['-c', `import ${program}`]).status === 0;
const callers = [
  ['boto3', has('boto3'), boto3Caller],
  ['the aws CLI', has('awscli.clidriver'), cliCaller],
] as const;
for (const [name, there] of callers) if (!there) console.warn(`skipped: ${name} is not here`);

let caller: Caller | undefined;
afterEach(() => caller?.close());

describe.each(callers)('%s', (_name, there, open) => {
  it.skipIf(!there)('creates an app and finds it again', { timeout: 30_000 }, async () => {
    caller = open(await cloudForTest());
    const call = async (operation: string, input: Record<string, unknown>) => {
      const outcome: Outcome = await caller!.call('amplify', operation, input);
      return 'error' in outcome ? `${outcome.error}: ${outcome.message}` : outcome.output;
    };
    const { app } = await call('CreateApp', { name: 'shop', environmentVariables: { A: 'b' } });
    const { appId } = app;
    const given = { environmentName: 'dev', stackName: 'stack-1', deploymentArtifacts: 'bucket-1' };
    expect(await call('GetBackendEnvironment', { appId, environmentName: 'dev' })).toBe(
      'NotFound: BackendEnvironment dev does not exist.',
    );
    await call('CreateBackendEnvironment', { appId, ...given });
    const { backendEnvironment } = await call('GetBackendEnvironment', { appId, environmentName: 'dev' });
    expect(backendEnvironment).toMatchObject(given);
    expect((await call('GetApp', { appId })).app).toMatchObject({
      name: 'shop',
      environmentVariables: { A: 'b' },
    });
    await call('UpdateApp', { appId, environmentVariables: { C: 'd' } });
    expect((await call('GetApp', { appId })).app.environmentVariables).toEqual({ C: 'd' });
    expect((await call('ListApps', {})).apps).toHaveLength(1);
    expect((await call('DeleteApp', { appId })).app.name).toBe('shop');
    expect(await call('DeleteApp', { appId })).toMatch(/^NotFound/);
  });
});
