import { afterEach, describe, expect, it } from 'vitest';
import { CallRow } from '../../components/panes/call-lines.tsx';
import type { NumberedCall } from '../../src/aws/calls/record.ts';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens, renderScreen } from '../support/screen.tsx';
import { host, type Session, showApp } from './support/app.tsx';
import { open } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function calls(columns: number, rows: number) {
  const session = startSession(pretend());
  running.push(session);
  await open('OPEN_CALLS')(session);
  const copied: string[] = [];
  const screen = await showApp(session, { columns, rows, host: { copy: (text) => copied.push(text) } });
  return { screen, copied };
}

describe('the calls', () => {
  it('are listed newest first, filtered, opened and copied as a command', async () => {
    const { screen, copied } = await calls(80, 24);
    await screen.see('60 calls');
    await screen.type('/');
    await screen.type('denied');
    await screen.see(/▸ .*DescribeStacks +138 ms +403 AccessDenied/);
    await screen.press('enter');
    await screen.see(/result +403 AccessDenied, 138 ms, 3 tries/);
    await screen.see('aws cloudformation describe-stacks');
    await screen.see(/request +7a62c49f-347e-4fc4-9331-6e8eEXAMPLE58/);
    await screen.press('escape');
    await screen.type('y');
    expect(copied).toEqual([
      `aws cloudformation describe-stacks --stack-name 'amplify-shop'\\''s-dev' --profile dev --region eu-west-1`,
    ]);
  });

  it('are closed by Esc before the pane is left, if they were opened', async () => {
    const { screen } = await calls(80, 24);
    await screen.see('60 calls');
    await screen.press('enter');
    await screen.see(/result +\d/);
    await screen.press('escape');
    await screen.gone(/result +\d/);
    await screen.see('Calls to AWS');
    await screen.press('escape');
    await screen.see('1 PROJECT');
  });

  it('have their details beside them if there is room', async () => {
    const { screen } = await calls(120, 40);
    await screen.see(/for +read the events of the stack/);
    // A request id has 36 characters.
    await screen.type('/');
    await screen.type('EXAMPLE9');
    await screen.see(/request +7a62c49f-347e-4fc4-9331-6e8eEXAMPLE9/);
    await screen.press('enter');
    await screen.gone('aws cloudformation');
  });

  it('have the columns that no outcome needs for their purpose', async () => {
    const call = {
      ...{ id: 1, at: 0, ms: 84, attempts: 1, service: 'cloudformation', action: 'DescribeStackEvents' },
      ...{ why: 'read the events of a nested stack', status: 200, region: 'eu-west-1' },
    } as NumberedCall;
    const row = (longest: number) => <CallRow call={call} columns={116} longest={longest} />;
    const size = { columns: 118, rows: 3 };
    expect((await renderScreen(row(3), size)).text().join()).toContain(call.why);
    expect((await renderScreen(row(26), size)).text().join()).not.toContain(call.why);
  });

  it.each([
    [34, /^\d\d:\d\d +Describe\S+ +\d+ ms$/],
    [40, /^\d\d:\d\d:\d\d +Describe\S+ +\d+ ms$/],
  ])('say in %i columns how long each took', async (columns, row) => {
    const [call] = host.calls();
    const screen = await renderScreen(call ? <CallRow call={call} columns={columns} plain /> : null, {
      columns,
      rows: 2,
    });
    expect(screen.text()[0]?.trimEnd()).toMatch(row);
  });
});
