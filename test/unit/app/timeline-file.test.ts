import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { wireWatch } from '../../../src/app/actors/watch.ts';
import type { AppContext } from '../../../src/app/app-context.ts';
import { readArguments } from '../../../src/app/command-line/arguments.ts';
import { expectTimelineFile, writeTimeline } from '../../../src/app/timeline-file.ts';
import { checkInput } from '../../../src/commands/check-input.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { began, created, eventsOf, rolledBack, stackId, stackName } from '../aws/support/events.ts';
import { createFakeAws } from '../aws/support/fake-aws.ts';
import { expected, progressAfter } from '../aws/support/progress.ts';
import { wireEvent } from '../aws/support/timed-stack.ts';
import { folderWith } from '../project/support/folders.ts';

afterEach(() => writeOnlyIn(undefined));

const done = progressAfter(created, expected);
const refusal = (file: string) =>
  expectTimelineFile(file).then(
    () => undefined,
    (thrown) => thrown,
  );

it.each(['svg', 'json', 'md'])(
  'writes a new .%s readable only by the user, and replaces one of its own',
  async (kind) => {
    const file = join(folderWith(), `line.${kind}`);
    await expectTimelineFile(file);
    await writeTimeline(file, progressAfter(rolledBack, expected));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expectTimelineFile(file);
    await writeTimeline(file, done);
    expect(readFileSync(file, 'utf8')).toMatch(/complete|succeeded/);
    expect(readFileSync(file, 'utf8')).not.toMatch(/rolled.back/);
  },
);

it('leaves every other file alone, also one that appeared meanwhile', async () => {
  const folder = folderWith();
  const file = join(folder, 'notes.md');
  await expectTimelineFile(file);
  writeFileSync(file, '# Mine\n');
  expect(await refusal(file)).toMatchObject({ code: 'FILE_UNWRITABLE' });
  await expect(writeTimeline(file, done)).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(readFileSync(file, 'utf8')).toBe('# Mine\n');
  symlinkSync(file, join(folder, 'link.md'));
  expect(await refusal(join(folder, 'link.md'))).toMatchObject({ code: 'FILE_UNWRITABLE' });
  mkdirSync(join(folder, 'folder.svg'));
  expect(await refusal(join(folder, 'folder.svg'))).toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(await refusal(join(folder, 'none', 'a.svg'))).toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(await refusal(join(folder, 'notes.md', 'a.svg'))).toMatchObject({ code: 'FILE_UNWRITABLE' });
  expect(await refusal(join(folder, `${'x'.repeat(300)}.svg`))).toMatchObject({
    code: 'FILE_UNWRITABLE',
    why: 'The path is too long for this system.',
  });
});

it('is refused before anything is asked: an unknown ending, a read-only session', async () => {
  const env = { HOME: folderWith() };
  const check = (...argv: string[]) => checkInput(readArguments(['watch', 'x', ...argv]), env, undefined);
  await expect(check('--export', 'a.png')).rejects.toMatchObject({
    code: 'USAGE',
    why: expect.stringContaining('.svg'),
  });
  writeOnlyIn([]);
  await expect(check('--export', join(env.HOME, 'a.svg'))).rejects.toMatchObject({ code: 'READ_ONLY' });
});

it('is written on the screen once the stack has settled, and an error in writing it is reported', async () => {
  const folder = folderWith();
  const told: string[] = [];
  const at = (seconds: number) => new Date(began + seconds * 1000);
  const own = { StackId: stackId, StackName: stackName };
  const events = eventsOf(created).map((event) => ({ ...wireEvent(event), ...own }));
  const { clients } = createFakeAws({
    DescribeStacks: () => ({ Stacks: [{ ...own, StackStatus: 'CREATE_COMPLETE', CreationTime: at(0) }] }),
    DescribeStackEvents: () => ({ StackEvents: events.toReversed() }),
    ListStackResources: () => ({ StackResourceSummaries: [] }),
    GetTemplate: () => ({ TemplateBody: '{"Resources":{}}' }),
  });
  const run = async (file: string) => {
    const clock = createFakeClock(began + 60_000);
    const appContext = {
      ...{
        clock,
        flags: { export: file },
        keys: { lastAt: () => 0 },
        log: { warn: () => {}, info: () => {} },
      },
      durations: { learn: () => {}, save: async () => {} },
      connect: () => ({ access: {}, clients, followClients: clients, clock }),
    } as unknown as AppContext;
    const heard = new Promise<void>((resolve) => {
      const tell = (text: string) => resolve(void told.push(text));
      const machine = wireWatch(appContext, { open: () => {}, copy: () => {}, tell });
      const input = { stack: stackId, region: 'eu-west-1', access: { kind: 'environment' } } as const;
      const flow = createActor(machine, { input }).start();
      stops.push(() => flow.stop());
    });
    await clock.advanceUntil(heard);
  };
  const stops: (() => void)[] = [];
  const file = join(folder, 'line.md');
  await run(file);
  expect(readFileSync(file, 'utf8')).toContain('complete after 31s');
  await run(join(folder, 'none', 'line.md'));
  expect(told).toEqual([`The time line is in ${file}`, expect.stringContaining('cannot be written')]);
  for (const stop of stops) stop();
});
