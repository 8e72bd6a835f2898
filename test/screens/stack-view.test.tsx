import { afterEach, describe, expect, it } from 'vitest';
import { StackView } from '../../components/deployment/stack-view.tsx';
import { WholeStack } from '../../components/deployment/whole-stack.tsx';
import { SpaceContext } from '../../components/frame/screen-size.ts';
import { KeyRouterProvider } from '../../components/keys/key-context.tsx';
import { ClockProvider } from '../../components/widgets/clock.tsx';
import type { FollowUpdate, StackProgress } from '../../src/aws/progress/model.ts';
import { applyEvents, applyNested, createProgress } from '../../src/aws/progress/reducer.ts';
import { timeOfDay } from '../../src/core/text.ts';
import { closeScreens, renderScreen } from '../support/screen.tsx';
import { began, created, type EventLine, eventsOf } from '../unit/aws/support/events.ts';
import { expected, progressAfter, user } from '../unit/aws/support/progress.ts';
import { idOf, nested } from '../unit/aws/support/timed-tree.ts';

afterEach(closeScreens);

const asUpdate = (progress: StackProgress): FollowUpdate => ({
  progress,
  connection: { kind: 'ok' },
  clockOffset: 0,
  callsLastMinute: 3,
});

function view(progress: StackProgress, seconds: number, columns: number, rows: number) {
  return (
    <ClockProvider value={() => began + seconds * 1000}>
      <KeyRouterProvider>
        <SpaceContext value={{ columns, rows }}>
          <StackView update={asUpdate(progress)} learned={() => undefined} focused eventRows={0} />
        </SpaceContext>
      </KeyRouterProvider>
    </ClockProvider>
  );
}

describe('a deployment on one axis', () => {
  it('starts each bar where its resource started, marks what took longest, and stays so after the end', async () => {
    const screen = await renderScreen(view(progressAfter(created, expected), 999, 110, 20), {
      columns: 110,
      rows: 20,
    });
    const rows = screen.text();
    const lineOf = (name: string) => rows.find((row) => row.includes(` ${name} `)) ?? '';
    const axis = rows.find((row) => row.includes('/ filter')) ?? '';
    expect(axis).toMatch(/0s +10s +20s +30s/);
    const zero = axis.indexOf('0s');
    const perSecond = (axis.indexOf('10s') - zero) / 10;
    const role = lineOf('AuthRole');
    expect(Math.abs(role.indexOf('─') - zero - 5 * perSecond)).toBeLessThanOrEqual(1);
    expect(role).toMatch(/··─+ +15s$/);
    // The policy waited for the bucket; together they are the longest chain.
    expect(lineOf('Bucket')).toMatch(/··━+ +23s$/);
    expect(lineOf('Policy').indexOf('━')).toBeGreaterThan(lineOf('Bucket').indexOf('━'));
    expect(rows.join('\n')).toMatch(/━ took longest {3}31s in all$/m);
  });

  it('ends bars and times at the last look while AWS cannot be asked', async () => {
    const room = { columns: 110, rows: 20 };
    const at = began + 22_000;
    const show = async (connection: FollowUpdate['connection']) => {
      const update = { ...asUpdate(progressAfter(created.slice(0, 7), expected)), connection, readAt: at };
      const screen = await renderScreen(
        <ClockProvider value={() => began + 25_000}>
          <KeyRouterProvider>
            <SpaceContext value={room}>
              <WholeStack update={update} learned={() => undefined} advice="Press r to enter the code." />
            </SpaceContext>
          </KeyRouterProvider>
        </ClockProvider>,
        room,
      );
      return screen.text().map((row) => row.trim());
    };
    const ended = await show({ kind: 'expired', since: at, why: 'It ended.', code: 'MFA_NEEDED' });
    expect(ended[0]).toMatch(new RegExp(`creating +22s so far, as of ${timeOfDay(at).slice(0, 5)}$`));
    // The key is next to what is missing.
    expect(ended[ended.findIndex((row) => row.includes('an MFA code is needed')) + 1]).toBe(
      'Press r to enter the code.',
    );
    const bucket = (rows: readonly string[]) => rows.find((row) => row.includes(' Bucket ')) ?? '';
    expect(bucket(ended)).toMatch(/ 17s settling$/);
    const fine = await show({ kind: 'ok' });
    expect(fine[0]).toMatch(/25s so far, .*left$/);
    expect(bucket(fine)).toMatch(/ 20s settling$/);
  });

  it('leaves the legend out where it would cut the name', async () => {
    const room = { columns: 60, rows: 20 };
    const progress = progressAfter(created, expected);
    const screen = await renderScreen(view(progress, 999, 60, 20), room);
    expect(screen.text().join('\n')).not.toContain('took longest');
    expect(screen.text()[0]).toMatch(new RegExp(`^${progress.stackName} .* 31s$`));
  });

  it('shows the meaning of its state in full, and values of outputs in full if there are rows for them', async () => {
    const long = `arn:aws:cloudformation:eu-west-1:111122223333:stack/shop-20261123094500/${'0123456789'.repeat(4)}`;
    const progress = Object.assign(progressAfter(created, expected), {
      outputs: { StackId: long },
      status: 'UPDATE_ROLLBACK_FAILED',
      outcome: 'failed',
    });
    const show = async (rows: number) => {
      const room = { columns: 44, rows };
      const screen = await renderScreen(
        <ClockProvider value={() => began + 60_000}>
          <KeyRouterProvider>
            <SpaceContext value={room}>
              <WholeStack update={asUpdate(progress)} learned={() => undefined} />
            </SpaceContext>
          </KeyRouterProvider>
        </ClockProvider>,
        room,
      );
      return screen;
    };
    const roomy = await show(34);
    const flat = roomy.text().map((row) => row.trim());
    expect(flat.join(' ')).toMatch(/The rollback is stuck; .*continues it\./);
    expect(
      flat
        .join('')
        .replace('StackId', '')
        .replace(/ +(?=arn:)/, ''),
    ).toContain(long);
    // Instead of resources, one row each; the selected one is complete below.
    await roomy.press('u');
    await roomy.see(/▸ +StackId +arn:.*…/);
    expect(
      roomy
        .text()
        .map((row) => row.trim())
        .join(''),
    ).toContain(long);
    const low = await show(9);
    expect(low.text().filter((row) => /The rollback is stuck/.test(row))).toEqual([
      expect.stringMatching(/…$/),
    ]);
  });

  it("keeps the bars of a deployment of three days ago, with the date of its events, and the stack's exports", async () => {
    const whole = { columns: 118, rows: 34 };
    const progress = Object.assign(progressAfter(created, expected), {
      outputs: { AuthRoleArn: 'arn:aws:iam::1:role/a' },
    });
    const screen = await renderScreen(
      <ClockProvider value={() => began + 3 * 24 * 3600 * 1000}>
        <KeyRouterProvider>
          <SpaceContext value={whole}>
            <WholeStack update={asUpdate(progress)} learned={() => undefined} />
          </SpaceContext>
        </KeyRouterProvider>
      </ClockProvider>,
      whole,
    );
    const text = screen.text().join('\n');
    expect(text).toMatch(/0s +5s +10s +15s +20s +25s +30s/);
    expect(text).toMatch(/AuthRole .*··─+ +15s/);
    expect(text).toMatch(/Bucket .*··━+ +23s/);
    expect(text).toMatch(/━ took longest +31s in all/);
    expect(text).toContain('2026-11-23 09:45:05');
    expect(text).toMatch(/OUTPUTS\n +AuthRoleArn +arn:aws:iam::1:role\/a/);
    expect(text).not.toContain('…');
  });

  it('cuts no event while rows are free', async () => {
    const reason = Array.from({ length: 40 }, (_, index) => `w${index}x`).join(' ');
    const progress = progressAfter([...created, [40, 'stack', 'UPDATE_IN_PROGRESS', { reason }]], expected);
    const look = (columns: number, rows: number) => (
      <KeyRouterProvider>
        <SpaceContext value={{ columns, rows }}>
          <WholeStack update={asUpdate(progress)} learned={() => undefined} />
        </SpaceContext>
      </KeyRouterProvider>
    );
    for (const columns of [98, 118, 138]) {
      const screen = await renderScreen(look(columns, 34), { columns, rows: 34 });
      expect(screen.text().join(' ').split(/\s+/)).toEqual(expect.arrayContaining(reason.split(' ')));
    }
  });

  it('shows each event once and in full, in the width that it has on home at 120 columns', async () => {
    const size = { columns: 73, rows: 30 };
    const screen = await renderScreen(
      <ClockProvider value={() => began + 60_000}>
        <KeyRouterProvider>
          <SpaceContext value={size}>
            <StackView
              update={asUpdate(progressAfter(created, expected))}
              learned={() => undefined}
              focused
              eventRows={20}
            />
          </SpaceContext>
        </KeyRouterProvider>
      </ClockProvider>,
      size,
    );
    const text = screen.text().join('\n');
    expect(text).toMatch(/amplify-shop-\d+ +creation initiated by a user/);
    expect(text).toMatch(/Bucket +creation initiated\n/);
    expect(text).not.toContain('…');
  });

  it('shows events with one id in several nested stacks once each, in any order of sizes', async () => {
    const withFunction = (stack: StackProgress, name: string) => {
      const own = { stackId: idOf(name), stackName: `${name}-1` };
      const events: EventLine[] = [
        [3, 'Function', 'CREATE_IN_PROGRESS'],
        [4, 'Function', 'CREATE_COMPLETE'],
      ];
      return applyNested(stack, name, applyEvents(createProgress(own), eventsOf(events, own)));
    };
    const tree = progressAfter([
      [0, 'stack', 'CREATE_IN_PROGRESS', user],
      nested(1, 'api', 'CREATE_IN_PROGRESS'),
      nested(1, 'auth', 'CREATE_IN_PROGRESS'),
    ]);
    const update = asUpdate(withFunction(withFunction(tree, 'auth'), 'api'));
    const look = (rows: number, eventRows: number) => (
      <ClockProvider value={() => began + 60_000}>
        <KeyRouterProvider>
          <SpaceContext value={{ columns: 100, rows }}>
            <StackView update={update} learned={() => undefined} focused eventRows={eventRows} />
          </SpaceContext>
        </KeyRouterProvider>
      </ClockProvider>
    );
    const screen = await renderScreen(look(30, 3), { columns: 100, rows: 30 });
    await screen.show(look(30, 12));
    const told = screen.text().filter((row) => /^09:\S+ .*Function /.test(row));
    expect(told.map((row) => row.replace(/ +/g, ' '))).toEqual([
      '09:45:03 api › Function create in progress',
      '09:45:03 auth › Function create in progress',
      '09:45:04 api › Function create complete',
      '09:45:04 auth › Function create complete',
    ]);
  });

  it('shows the elapsed time and the remaining time as a range, and the expected time of what runs', async () => {
    const screen = await renderScreen(view(progressAfter(created.slice(0, 5), expected), 9, 110, 20), {
      columns: 110,
      rows: 20,
    });
    const text = screen.text().join('\n');
    expect(text).toMatch(/9s so far, 20–30s left/);
    expect(text).toMatch(/Bucket .*━┄+ +4s/);
    expect(text).toMatch(/Policy .*waiting for Bucket/);
    // Nothing counts as done, so no part of the bar is filled.
    expect(text).toMatch(/^─+ +0 of 3$/m);
  });

  it('has no time and no bar for what ended without an event', async () => {
    const lines = created.filter(([seconds, name]) => !(name === 'AuthRole' && seconds === 20));
    const screen = await renderScreen(view(progressAfter(lines, expected), 999, 110, 20), {
      columns: 110,
      rows: 20,
    });
    expect(screen.text().find((row) => row.includes('AuthRole'))).toMatch(/✔ AuthRole +IAM role$/);
    // The last event's words are not shown as the current state either.
    await screen.press('end', 'd');
    await screen.see('role-1');
    expect(screen.text().join('\n')).not.toMatch(/CREATE_IN_PROGRESS|Initiated/);
  });
});

it('says that times follow if the calls of the minute were not enough for all events', async () => {
  const update = { ...asUpdate(progressAfter(created, expected)), isUnread: true } as const;
  const size = { columns: 110, rows: 20 };
  const screen = await renderScreen(
    <KeyRouterProvider>
      <SpaceContext value={size}>
        <StackView update={update} learned={() => undefined} focused eventRows={0} />
      </SpaceContext>
    </KeyRouterProvider>,
    size,
  );
  expect(screen.text().join('\n')).toContain('Times that are missing here follow within a minute.');
});

it('finds folded resources, and names the nested stack that they are in', async () => {
  const own = { stackId: idOf('auth'), stackName: 'auth' };
  const lines: EventLine[] = [[1, 'stack', 'CREATE_IN_PROGRESS', user]];
  for (let index = 0; index < 120; index += 1) lines.push([2, `Part${index}`, 'CREATE_COMPLETE']);
  lines.push([3, 'stack', 'CREATE_COMPLETE']);
  const progress = applyNested(
    progressAfter([nested(1, 'auth', 'CREATE_COMPLETE'), [4, 'stack', 'CREATE_COMPLETE', user]], []),
    'auth',
    applyEvents(createProgress(own), eventsOf(lines, own)),
  );
  const screen = await renderScreen(view(progress, 9, 110, 20), { columns: 110, rows: 20 });
  expect(screen.text().join('\n')).not.toContain('Part77');
  await screen.press('/', '7', '7');
  await screen.see('▸ ✔ auth › Part77');
  await screen.press('escape');
  await screen.see('├─ Part77');
});

it('closes the details before anything else is left', async () => {
  const screen = await renderScreen(view(progressAfter(created, expected), 999, 80, 24), {
    columns: 80,
    rows: 24,
  });
  await screen.press('d');
  await screen.see('Physical id');
  // Success needs no reason.
  expect(screen.text().join('\n')).not.toMatch(/Reason/);
  await screen.press('escape');
  await screen.gone('Physical id');
});

describe('more resources than rows', () => {
  const names = Array.from({ length: 40 }, (_, index) => `Part${index}`);
  const workedOff = (count: number): StackProgress =>
    progressAfter(
      [
        [0, 'stack', 'CREATE_IN_PROGRESS', user],
        ...names.slice(0, count).map((name): EventLine => [1, name, 'CREATE_COMPLETE']),
        ...names.slice(count, count + 1).map((name): EventLine => [1, name, 'CREATE_IN_PROGRESS']),
      ],
      names.map((logicalId) => ({ logicalId, type: 'AWS::SNS::Topic', dependsOn: [] })),
    );

  it('follows the one in progress until the user moves', async () => {
    const screen = await renderScreen(view(workedOff(25), 9, 80, 14), { columns: 80, rows: 14 });
    await screen.see(/▸ ● Part25 /);
    // With what is before it, and more of what comes next.
    expect(screen.text().join('\n')).toMatch(/Part24 .*Part25 .*Part28 /s);
    await screen.show(view(workedOff(30), 9, 80, 14));
    await screen.see(/▸ ● Part30 /);
    await screen.press('up');
    await screen.see(/▸ ✔ Part29 /);
    await screen.show(view(workedOff(38), 9, 80, 14));
    await screen.see(/▸ ✔ Part29 /);
    expect(screen.text().join('\n')).not.toContain('Part38');
  });

  it('names the nested stack around it, whose row may be out of sight', async () => {
    const inner = Array.from({ length: 30 }, (_, at) => `Part${at}`);
    const own = { stackId: idOf('auth'), stackName: 'auth' };
    const child = applyEvents(
      createProgress({ ...own, expected: [] }),
      eventsOf(
        [
          [1, 'stack', 'CREATE_IN_PROGRESS', user],
          ...inner.map((name): EventLine => [2, name, 'CREATE_COMPLETE']),
          [3, 'Last', 'CREATE_IN_PROGRESS'],
        ],
        own,
      ),
    );
    const parent = progressAfter(
      [[0, 'stack', 'CREATE_IN_PROGRESS', user], nested(1, 'auth', 'CREATE_IN_PROGRESS')],
      [],
    );
    const progress = applyNested(parent, 'auth', child);
    const size = { columns: 80, rows: 14 };
    const screen = await renderScreen(view(progress, 9, 80, 14), size);
    await screen.see(/▸ ● .*Last /);
    await screen.see(/32 of 32 resources, in auth /);
    // Beside something else the row itself stays.
    const beside = await renderScreen(
      <ClockProvider value={() => began + 9_000}>
        <KeyRouterProvider>
          <SpaceContext value={size}>
            <StackView update={asUpdate(progress)} learned={() => undefined} focused={false} eventRows={0} />
          </SpaceContext>
        </KeyRouterProvider>
      </ClockProvider>,
      size,
    );
    expect(beside.text().join('\n')).toMatch(/● ▼ auth [\s\S]*● .*Last /);
  });

  it('is being read before AWS has told of any event', async () => {
    const begun = { ...workedOff(0), resources: [], events: [], total: 0, completed: 0 };
    const screen = await renderScreen(view(begun, 9, 80, 14), { columns: 80, rows: 14 });
    await screen.see('Reading the resources');
    expect(screen.text().join('\n')).not.toMatch(/0 of 0|No resources are known/);
  });

  it('returns to the first row at the end, unless the user has moved', async () => {
    const ended = { ...workedOff(40), status: 'CREATE_COMPLETE', outcome: 'succeeded' } as const;
    const untouched = await renderScreen(view(workedOff(30), 9, 80, 14), { columns: 80, rows: 14 });
    await untouched.see(/▸ ● Part30 /);
    await untouched.show(view(ended, 9, 80, 14));
    await untouched.see(/▸ ✔ Part0 /);
    const moved = await renderScreen(view(workedOff(30), 9, 80, 14), { columns: 80, rows: 14 });
    await moved.see(/▸ ● Part30 /);
    await moved.press('up');
    await moved.see(/▸ ✔ Part29 /);
    await moved.show(view(ended, 9, 80, 14));
    await moved.see(/▸ ✔ Part29 /);
  });
});

it.each([57, 98])('cuts no name and no type if there is room for both, at %i columns', async (columns) => {
  const long = [{ logicalId: 'DeploymentBucketBlockHTTP', type: 'AWS::S3::BucketPolicy', dependsOn: [] }];
  const screen = await renderScreen(view(progressAfter([], long), 9, columns, 20), { columns, rows: 20 });
  const text = screen.text().join('\n');
  expect(text).toContain('DeploymentBucketBlockHTTP');
  expect(text).toContain('S3 bucket policy');
});

describe("what a stack's pane copies", () => {
  const failing: readonly EventLine[] = [
    ...created.slice(0, 5),
    [7, 'Bucket', 'CREATE_FAILED', { reason: 'The name is taken.' }],
    [9, 'stack', 'CREATE_FAILED'],
  ];
  const show = async (progress: StackProgress, leavesFailed = false) => {
    const size = { columns: 110, rows: 24 };
    const copied: string[] = [];
    const copies = { key: 'y', put: (text: string) => copied.push(text), leavesFailed } as const;
    const screen = await renderScreen(
      <ClockProvider value={() => began + 60_000}>
        <KeyRouterProvider>
          <SpaceContext value={size}>
            <WholeStack update={asUpdate(progress)} learned={() => undefined} copies={copies} />
          </SpaceContext>
        </KeyRouterProvider>
      </ClockProvider>,
      size,
    );
    return { screen, copied };
  };

  it('is the id of the row, or the value of the selected output', async () => {
    const progress = Object.assign(progressAfter(created, expected), {
      outputs: { Url: 'https://a', Role: 'b' },
    });
    const { screen, copied } = await show(progress);
    await screen.see(/▸ ✔ /);
    await screen.press('y', 'down', 'y', 'u', 'down', 'y');
    expect(copied).toEqual(['policy-1', 'bucket-1', 'b']);
  });

  it('is the reason of a failure, which is selected first, if the pane itself does not copy that', async () => {
    const { screen, copied } = await show(progressAfter(failing, expected));
    await screen.see(/▸ ✖ Bucket/);
    await screen.press('y');
    expect(copied).toEqual(['The name is taken.']);
    const left = await show(progressAfter(failing, expected), true);
    await left.screen.see(/▸ ✖ Bucket/);
    await left.screen.press('y');
    expect(left.copied).toEqual([]);
  });
});

it('shows the place of a nested resource in a row of its own, not before its type', async () => {
  const own = { stackId: idOf('auth'), stackName: 'auth' };
  const progress = applyNested(
    progressAfter([nested(1, 'auth', 'CREATE_COMPLETE'), [4, 'stack', 'CREATE_COMPLETE', user]], []),
    'auth',
    applyEvents(createProgress(own), eventsOf(created, own)),
  );
  const screen = await renderScreen(view(progress, 9, 110, 30), { columns: 110, rows: 30 });
  await screen.press('down', 'd');
  await screen.see(/Place +auth › /);
  expect(screen.text().join('\n')).toMatch(/Type +AWS::/);
});
