import { expect, it } from 'vitest';
import { givenFaults, openWorld } from './support/cloud.ts';
import { run } from './support/run.ts';

const stack = 'amplify-demoshop-dev-90125';
const world = await openWorld(20);

/** Restarts the cloud with a scenario, whatever was there before. */
async function given(scenario: string): Promise<void> {
  const url = `${world.cloud.endpoint}/_demo/scenario`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ scenario }) });
  if (!answer.ok) throw new Error(await answer.text());
}

const watch = () => run(['watch', stack, '--json'], { env: world.env, cwd: world.project });

it('follows a tree in progress to its end and shows the events of nested stacks with their place', async () => {
  await given('in-flight');
  const { code, lines } = await watch();
  expect(code).toBe(0);
  expect(lines.at(-1)).toMatchObject({ type: 'result', ok: true, outcome: 'succeeded', causes: [] });
  const places = new Set(lines.filter(({ path }) => path).map(({ path }) => String(path)));
  expect([...places].sort()).toEqual(['apiStack', 'authStack', 'storageStack']);
});

it('names the nested resource that failed, and never what only reports it', async () => {
  await givenFaults(world, 'fail=AccessDenied@DataSource010');
  await given('in-flight');
  const { code, lines } = await watch();
  expect(code).toBe(1);
  const end = lines.at(-1) as {
    outcome: string;
    causes: { logicalId: string; path: string[]; reason: string }[];
  };
  expect(end.outcome).toBe('rolled-back');
  expect(new Set(end.causes.map(({ logicalId }) => logicalId))).toEqual(new Set(['DataSource010']));
  expect(end.causes[0]?.path).toHaveLength(1);
  for (const { reason } of end.causes) expect(reason).not.toMatch(/Embedded stack|cancelled/);
  await givenFaults(world);
});
