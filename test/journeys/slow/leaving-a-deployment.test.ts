import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { closeTerminals, openTerminal } from '../../support/terminal.ts';
import { tracesOf } from '../../support/traces.ts';
import { claim, filesBelow, makeWorld, openWorld } from '../support/cloud.ts';
import { run } from '../support/run.ts';
import { toReview } from '../support/walk.ts';

const world = await openWorld(2);

afterEach(closeTerminals);

describe('leaving a running deployment', () => {
  it('asks, continues in AWS, and is resumed with the same stack', async () => {
    const first = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd: world.project });
    for (const title of [
      'called?',
      'editor',
      'kind of app',
      'app built?',
      'profile?',
      'right account?',
      'Review: nothing',
    ]) {
      await first.see(title);
      first.press('enter');
    }
    await first.see('DeploymentBucket');
    first.press('escape');
    await first.see('PROFILES');
    await first.see('creating');
    first.press('q');
    await first.see('A DEPLOYMENT IS RUNNING');
    first.press('escape');
    await first.gone('A DEPLOYMENT IS RUNNING');
    first.press('i');
    await first.see('Deploying');
    const stack = /inventory-\d{14}/.exec(first.text().join('\n'))?.[0];
    process.kill(first.pid, 'SIGKILL');
    expect(await first.exited).toBe(137);
    expect([...filesBelow(world.project).keys()]).toEqual([claim, 'package.json']);

    const second = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd: world.project });
    await second.see('An earlier init in this folder did not finish');
    await second.see(stack ?? 'no stack was seen');
    second.press('enter');
    await second.see(/is complete|complete in/);
    const meta = JSON.parse(readFileSync(join(world.project, 'amplify/backend/amplify-meta.json'), 'utf8'));
    expect(meta.providers.awscloudformation.StackName).toBe(stack);
    second.press('enter');
    await second.see('one backend (classic)');
    second.press('q');
    expect(await second.exited).toBe(0);
  });

  it('prints how to come back when Ctrl+C is pressed twice, after the screen is gone', async () => {
    const cwd = join(world.home, 'twicepressed');
    mkdirSync(cwd);
    const terminal = openTerminal({ args: ['init'], columns: 110, env: world.env, cwd });
    const stack = await toReview(terminal);
    terminal.press('enter');
    await terminal.see('DeploymentBucket');
    terminal.press('ctrl+c');
    await terminal.see(`amplify-tui watch ${stack} --profile default`);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(130);
    const after = terminal.bytes().slice(terminal.bytes().lastIndexOf('\u001B[?1049l'));
    expect(after).toContain(`The stack ${stack} continues in AWS.`);
    expect(after).toContain('amplify-tui init --resume');
    const watch = await run(
      ['watch', stack, '--profile', 'default', '--region', world.cloud.region, '--json'],
      {
        env: world.env,
      },
    );
    expect(watch.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
  });

  it('remembers that the stack was to be deleted, says so, and offers to finish that', async () => {
    // Slow enough that AWS is still deleting when the program has ended, even on a busy machine.
    const slowly = await makeWorld(0.2);
    onTestFinished(() => slowly.close());
    const cwd = join(slowly.home, 'deletedandleft');
    mkdirSync(cwd);
    const terminal = openTerminal({ args: ['init'], columns: 110, env: slowly.env, cwd });
    const stack = await toReview(terminal);
    terminal.press('enter');
    await terminal.see('DeploymentBucket');
    terminal.press('ctrl+c');
    await terminal.see('delete the stack');
    terminal.press('d');
    await terminal.see(/deleting/);
    terminal.press('ctrl+c');
    await terminal.see(`AWS is deleting the stack ${stack}`);
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(130);
    const after = terminal.bytes().slice(terminal.bytes().lastIndexOf('\u001B[?1049l'));
    expect(after).toContain(`AWS is deleting the stack ${stack}`);
    expect(after).toContain('amplify-tui init --clean-up');
    expect(after).not.toContain('--resume');
    const again = openTerminal({ args: ['init'], columns: 110, env: slowly.env, cwd });
    await again.see('finish cleaning up');
    await again.see(stack);
    again.press('enter');
    // Whether a bucket was made depends on when the deletion arrived.
    await again.see(/Delete the bucket, too\?|No bucket of it is left/);
    again.press('ctrl+c');
    expect(await again.exited).toBe(0);
  });

  it('leaves no secret in a file of its own, or on the screen', () => {
    const secrets = world.cloud.accounts.flatMap(({ users }) => users.map((user) => user.secretAccessKey));
    for (const [name, text] of filesBelow(world.home)) {
      if (name.startsWith('.aws/')) continue;
      expect(tracesOf(secrets, text), name).toEqual([]);
    }
  });
});
