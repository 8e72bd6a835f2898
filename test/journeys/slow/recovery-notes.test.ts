import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, it } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { clientSettings, givenFaults, openWorld, stacksOf } from '../support/cloud.ts';
import { run } from '../support/run.ts';

const world = await openWorld(200);

afterEach(closeTerminals);

describe('a note of an unfinished init', () => {
  async function noted(name: string) {
    const cwd = join(world.home, name);
    mkdirSync(cwd);
    await givenFaults(world, 'deny@s3.PutObject');
    expect((await run(['init', '--yes', '--json'], { env: world.env, cwd })).code).toBe(1);
    await givenFaults(world);
    const folder = join(world.home, '.amplify/tui/journal');
    const files = readdirSync(folder).map((file) => join(folder, file));
    const note = files.find((file) => readFileSync(file, 'utf8').includes(`"${cwd}"`)) ?? '';
    return { cwd, note, text: readFileSync(note, 'utf8') };
  }

  it.each([
    ['damaged', (text: string) => text.slice(0, -30)],
    ['of a newer version', (text: string) => text.replace('"version": 1', '"version": 9')],
  ])('that is %s prevents a second stack from being created, and is named', async (how, spoil) => {
    const { cwd, note, text } = await noted(how.replaceAll(' ', ''));
    writeFileSync(note, spoil(text));
    const { code, lines } = await run(['init', '--yes', '--json'], { env: world.env, cwd });
    expect([code, lines.at(-1)]).toEqual([1, expect.objectContaining({ code: 'FILE_MALFORMED' })]);
    expect(lines.at(-1)?.what).toContain(note);
    expect(lines.at(-1)?.next).toContain(JSON.parse(text).stackName);
  });

  it('is resumed if the events of the stack may not be read', async () => {
    const { cwd } = await noted('unseen');
    await givenFaults(world, 'deny@DescribeStackEvents');
    const { code, lines } = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    await givenFaults(world);
    expect([code, lines.at(-1)]).toEqual([0, expect.objectContaining({ type: 'result', ok: true })]);
    expect(JSON.stringify(lines)).toContain('cloudformation:DescribeStackEvents');
    expect(lines.at(-1)?.files).toContain('amplify/.config/project-config.json');
  });

  it('is not resumed in another account', async () => {
    const { cwd, note, text } = await noted('moved');
    writeFileSync(note, text.replace(/"account": "\d+"/, '"account": "999900001111"'));
    const { code, lines } = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    expect([code, lines.at(-1)?.code]).toEqual([1, 'PROFILE_NOT_USABLE']);
    expect(lines.at(-1)?.what).toContain('999900001111');
  });

  it('whose stack somebody else has deleted says so, and cleans up what is noted', async () => {
    const { cwd, text } = await noted('deleted');
    const { stackName } = JSON.parse(text) as { stackName: string };
    const client = new CloudFormationClient(clientSettings(world, 0));
    await client.send(new DeleteStackCommand({ StackName: stackName }));
    while (stackName in (await stacksOf(world, stackName)));
    client.destroy();
    const resumed = await run(['init', '--resume', '--json'], { env: world.env, cwd });
    expect([resumed.code, resumed.lines.at(-1)?.what]).toEqual([
      1,
      `The stack ${stackName} was deleted by somebody else.`,
    ]);
    const cleaned = await run(['init', '--clean-up', '--json'], { env: world.env, cwd });
    expect([cleaned.code, cleaned.lines.at(-1)]).toEqual([0, expect.objectContaining({ cleanedUp: true })]);
  });

  it('is offered one after the other if a folder has two', async () => {
    const { cwd, note, text } = await noted('twice');
    const second = { ...JSON.parse(text), id: 'second-note', token: 'second-note', updatedAt: 1 };
    writeFileSync(
      join(note, '../second-note.json'),
      JSON.stringify({ ...second, stackName: 'twice-20200101000000' }),
    );
    const terminal = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd });
    await terminal.see('twice-20200101000000: not finished either');
    terminal.press('f');
    await terminal.see('Press f again');
    terminal.press('f');
    await terminal.see(/Stack +twice-20200101000000/);
    terminal.press('f');
    await terminal.see('Press f again');
    terminal.press('f');
    await terminal.see('called?');
  });
});
