import { describe, expect, it } from 'vitest';
import { statusLines } from '../../../src/commands/status/lines.ts';
import { showStatus } from '../../../src/commands/status.ts';
import type { DeployedBackend } from '../../../src/flows/status/deployed.ts';
import { project, stack } from '../../support/pretend-values.ts';
import { runHere } from '../app/in-process.ts';
import { projectWith } from '../flows/configure-project/support.ts';

const status = (root: string, ...more: readonly string[]) =>
  runHere(showStatus, 'status', '--cwd', root, ...more);
const broken = { 'amplify/#current-cloud-backend/amplify-meta.json': '\0\0\0' };

describe('the exit code of status', () => {
  it.each<[string, Record<string, string>, string[], number]>([
    ['sound files, and nobody to ask', {}, [], 0],
    ['the same under --exit-code', {}, ['--exit-code'], 1],
    ['a broken file, whatever AWS says', broken, [], 1],
    ['a broken file, as JSON', broken, ['--json'], 1],
  ])('%s', async (_, files, options, code) => {
    const run = await status(projectWith('documented', files), ...options);
    expect(run.code).toBe(code);
  });

  it('comes with the fault and the command that helps', async () => {
    const root = projectWith('documented', broken);
    const { out } = await status(root);
    expect(out).toMatch(/✖ .*amplify-meta\.json is not valid JSON/);
    const result = JSON.parse((await status(root, '--json')).out.trim());
    expect(result).toMatchObject({ type: 'result', ok: false, faults: [{ code: 'FILE_MALFORMED' }] });
    expect(result.faults[0].next).not.toBe('');
  });
});

describe('the row of what differs from the deployed backend', () => {
  const deployed: DeployedBackend = {
    stack: {
      ...{ stackId: stack.stackId, stackName: stack.stackName, status: 'UPDATE_COMPLETE', createdAt: 0 },
      ...{ outputs: {}, parameters: {}, terminationProtection: false },
    },
    ...{ nested: [], last: { status: 'UPDATE_COMPLETE', startedAt: 0 }, missing: [] },
  };
  const same = { category: 'auth', name: 'pool', service: 'Cognito', change: 'none' } as const;
  const gone = { ...deployed, stack: { ...deployed.stack, status: 'DELETE_COMPLETE' } };
  const rowOf = (
    value: DeployedBackend | undefined,
    local: readonly (Omit<typeof same, 'change'> & { change: 'none' | 'update' })[],
  ) =>
    statusLines({
      ...{ project, source: undefined, identity: {}, drift: [], locked: undefined, links: undefined },
      ...{ deployed: value && { value }, local: { value: [...local] } },
    }).filter((line) => line.startsWith('backend'));

  it('says that all is as it was deployed', () => {
    expect(rowOf(deployed, [same])).toEqual(['backend   1 resource, as it was deployed']);
    expect(rowOf(deployed, [])).toEqual(['backend   as it was deployed']);
  });

  it('says so of nothing that is gone, or that could not be seen', () => {
    expect(rowOf(gone, [same])).toEqual([]);
    expect(rowOf(undefined, [same])).toEqual([]);
  });

  it('names what is not', () => {
    expect(rowOf(deployed, [{ ...same, change: 'update' }])).toEqual([
      'backend   auth/pool   Cognito   changed',
    ]);
  });
});
