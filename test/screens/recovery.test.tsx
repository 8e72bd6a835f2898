import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { Problem } from '../../src/core/problem.ts';
import { type Pretence, pretend, type Sender, sends, settledWith, startSession } from '../support/pretend.ts';
import { stack, trouble, unfinished, updates } from '../support/pretend-values.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp, sizes } from './support/app.tsx';
import { at, cleaned, deployed, looks, started } from './support/ways.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** The screen of a session on AWS itself, after some steps. */
async function show(given: Partial<Pretence>, go: (session: Session) => Promise<unknown>) {
  const session = startSession(pretend(given), { ...started, cloud: { kind: 'aws' } });
  running.push(session);
  await go(session);
  const screen = await showApp(session, { columns: 80, rows: 24 });
  const seeAtEachSize = async (...texts: readonly (string | RegExp)[]) => {
    for (const [columns, rows] of sizes) {
      await screen.resize(columns, rows);
      for (const text of texts) await screen.see(text);
      if (process.env.SHOW_SCREENS && columns < 100) console.log(screen.text().join('\n'));
    }
  };
  const deployment = () => session.getSnapshot().context.init!.getSnapshot().children.deployment!;
  return { session, screen, seeAtEachSize, deployment };
}

describe('an unfinished init', () => {
  it('is forgotten only after a second key, and the stack that stays is named', async () => {
    const { screen, seeAtEachSize } = await show(looks({ unfinished }), at('unfinished'));
    await seeAtEachSize(/resume/, /f forget/);
    await screen.press('f');
    await seeAtEachSize(/f forget it/, /keep the note/, stack.stackName, /stays in AWS/);
    await screen.press('escape');
    await seeAtEachSize(/resume/);
  });

  it('finishes cleaning up first if it was being cleaned up', async () => {
    const { seeAtEachSize } = await show(
      looks({ unfinished: { ...unfinished, step: 'cleaning' } }),
      at('unfinished'),
    );
    await seeAtEachSize(/finish cleaning up/, /g continue/, /about to be deleted/);
  });
});

describe('the question before leaving', () => {
  const deleting = {
    ...updates.running,
    progress: { ...updates.running.progress, status: 'DELETE_IN_PROGRESS' },
  };

  it('says how to finish the deletion of a stack, and names its bucket', async () => {
    let say: Sender = () => {};
    const { screen, seeAtEachSize, deployment } = await show(
      {
        removeStack: (told) => {
          say = told;
        },
      },
      deployed('following'),
    );
    await screen.press('ctrl+c');
    await screen.see('A DEPLOYMENT IS RUNNING');
    await screen.press('d');
    await waitFor(deployment(), (state) => state.matches('cleaning'));
    await screen.press('ctrl+c');
    await seeAtEachSize(/THE STACK IS BEING REMOVED/, /may not have been told yet/, /init --clean-up/);
    say({ type: 'UPDATE', update: deleting });
    await seeAtEachSize(/AWS is deleting the stack/, /--clean-up/, /b leave \(AWS continues\)/);
    expect(screen.text().join('\n')).toContain(stack.deploymentBucketName);
    expect(screen.text().join('\n')).not.toContain('--resume');
  });
});

describe('what a retry leaves behind', () => {
  it('is named at the end: the bucket of the previous attempt', async () => {
    const { screen, seeAtEachSize } = await show(
      { follow: settledWith(updates.denied), removeStack: sends({ type: 'REMOVED', bucketLeft: true }) },
      async (session) => {
        await deployed('failed')(session);
        const deployment = session.getSnapshot().context.init!.getSnapshot().children.deployment!;
        deployment.send({ type: 'RETRY' });
        await waitFor(deployment, (state) => state.context.bucketsKept.length > 0 && state.matches('failed'));
      },
    );
    await seeAtEachSize(/Kept(?: of earlier attempts)?: +amplify-shop/, /Why /);
    expect(screen.text().join('\n')).toContain(stack.deploymentBucketName);
  });

  it('is named together with the files, too', async () => {
    let attempts = 0;
    const { seeAtEachSize } = await show(
      {
        follow: (send) => settledWith(attempts++ === 0 ? updates.denied : updates.complete)(send),
        removeStack: sends({ type: 'REMOVED', bucketLeft: true }),
      },
      async (session) => {
        await deployed('failed')(session);
        const deployment = session.getSnapshot().context.init!.getSnapshot().children.deployment!;
        deployment.send({ type: 'RETRY' });
        await waitFor(deployment, (state) => state.matches('done'));
      },
    );
    await seeAtEachSize(
      /Kept(?: of earlier attempts)?: +amplify-shop/,
      'complete in',
      '.amplifyrc',
      /Add it to/,
    );
  });
});

describe('the end of a removal', () => {
  it('offers another profile for a bucket that may not be deleted', async () => {
    const denied = { ...trouble, code: 'ACCESS_DENIED' } as const;
    const { screen, seeAtEachSize, deployment } = await show(
      {
        follow: settledWith(updates.denied),
        removeStack: sends({ type: 'REMOVED', bucketLeft: true }),
        deleteBucket: () => Promise.reject(new Problem(denied)),
      },
      cleaned('askingBucket'),
    );
    await screen.press('d');
    await waitFor(deployment(), ({ context }) => context.problem !== undefined);
    await seeAtEachSize(/d delete bucket +p other profile +k keep bucket/);
  });

  it('does not claim to have deleted a stack that never existed', async () => {
    let lose = () => {};
    const createStack = () =>
      new Promise<never>((_, reject) => {
        lose = () => reject(new Problem(trouble));
      });
    const { screen, seeAtEachSize } = await show({ createStack }, async (session) => {
      await deployed('creating')(session);
      const deployment = session.getSnapshot().context.init!.getSnapshot().children.deployment!;
      deployment.send({ type: 'ABANDON' });
      lose();
      await waitFor(deployment, (state) => state.matches('neverMade'));
    });
    await seeAtEachSize(/was never made/);
    expect(screen.text().join('\n')).not.toContain('is deleted');
  });
});
