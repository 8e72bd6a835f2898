import { describe, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { commandsOf } from '../../../../machines/commands.ts';
import { Problem } from '../../../../src/core/problem.ts';
import {
  folder,
  freshLocalState,
  project,
  stack,
  trouble,
  unfinished,
} from '../../../support/pretend-values.ts';
import { at, begin, found, send, stateName, title } from './support.ts';

describe('a folder that already has Amplify', () => {
  it('offers to open a project, and never asks a question about it', async () => {
    const { actor, calls } = begin(found({ found: { kind: 'project', project } }));
    await at(actor, 'existing');
    send(actor, 'NEXT', 'CONFIRM', 'OPEN');
    expect(actor.getSnapshot().output).toEqual({ kind: 'open', root: folder });
    expect(calls).toEqual(['lookAround']);
  });

  it('refuses a folder inside a project', async () => {
    const { actor } = begin(found({ found: { kind: 'nested', root: '/home/sam' } }));
    await at(actor, 'nested');
    send(actor, 'NEXT', 'OPEN', 'RETRY');
    expect(actor.getSnapshot().value).toBe('nested');
    send(actor, 'BACK');
    expect(actor.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('checks a project again that could not be read', async () => {
    const unreadable = { kind: 'unreadable', root: folder, problem: new Problem(trouble) } as const;
    const { actor, does } = begin(found({ found: unreadable }));
    await at(actor, 'unreadable');
    expect(actor.getSnapshot().context.problem).toEqual(trouble);
    does.lookAround = async () => freshLocalState;
    send(actor, 'RETRY');
    await at(actor, 'name');
  });

  it('continues the same stack with the earlier answers, asking nothing', async () => {
    const { actor, calls } = begin(found({ unfinished }));
    await at(actor, 'unfinished.asking');
    send(actor, 'RESUME');
    await at(actor, 'deploying');
    expect(calls.slice(0, 3)).toEqual(['lookAround', 'identify', 'makePlan']);
    const { context, children } = actor.getSnapshot();
    expect(context.answers).toMatchObject({ name: 'begun', region: 'eu-west-1' });
    expect(children.deployment?.getSnapshot().context).toMatchObject({
      resumed: { stackId: stack.stackId },
      stackId: stack.stackId,
      cleanUp: false,
    });
  });

  it('removes what was created on request', async () => {
    const { actor, calls } = begin(found({ unfinished }));
    await at(actor, 'unfinished.asking');
    send(actor, 'CLEAN_UP');
    // A single key deletes nothing.
    await at(actor, 'unfinished.sureToDelete');
    send(actor, 'BACK');
    await at(actor, 'unfinished.asking');
    send(actor, 'CLEAN_UP');
    send(actor, 'CLEAN_UP');
    await at(actor, 'deploying');
    await waitFor(actor.getSnapshot().children.deployment!, (snapshot) => snapshot.matches('cleaned'));
    expect(calls).not.toContain('createStack');
    expect(calls.slice(3)).toEqual(['removeStack', 'forget']);
  });

  it('forgets the attempt, and says if it cannot', async () => {
    const { actor, does, calls } = begin({
      ...found({ unfinished }),
      forgetUnfinished: () => Promise.reject(new Problem(trouble)),
    });
    await at(actor, 'unfinished.asking');
    send(actor, 'FORGET');
    // A single key forgets nothing.
    expect(stateName(actor.getSnapshot().value)).toBe('unfinished.sure');
    expect(calls).not.toContain('forgetUnfinished');
    send(actor, 'FORGET');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(title(actor)).toBe('An earlier init in this folder did not finish');
    does.forgetUnfinished = async () => {
      does.lookAround = async () => freshLocalState;
    };
    send(actor, 'FORGET', 'FORGET');
    await at(actor, 'name');
    expect(actor.getSnapshot().context.problem).toBeUndefined();
    expect(calls.filter((name) => name === 'lookAround')).toHaveLength(2);
  });

  it('keeps the note if the answer to forgetting it is no', async () => {
    const { actor, calls } = begin(found({ unfinished }));
    await at(actor, 'unfinished.asking');
    send(actor, 'FORGET', 'BACK');
    expect(stateName(actor.getSnapshot().value)).toBe('unfinished.asking');
    expect(calls).toEqual(['lookAround']);
  });

  it('offers to finish a clean-up first, and accepts another profile for that, too', async () => {
    const { actor } = begin(found({ unfinished: { ...unfinished, step: 'cleaning' } }));
    await at(actor, 'unfinished.askingCleanUp');
    const enter = commandsOf(actor, actor.getSnapshot()).find(({ key }) => key === 'enter');
    expect(enter?.label).toBe('finish cleaning up');
    actor.send({ type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' }, cleanUp: true });
    await at(actor, 'deploying');
    expect(actor.getSnapshot().children.deployment?.getSnapshot().context).toMatchObject({
      cleanUp: true,
      access: { kind: 'profile', name: 'noregion' },
    });
  });

  it('stays with the note if its access no longer works', async () => {
    const { actor } = begin({
      ...found({ unfinished }),
      identify: () => Promise.reject(new Problem(trouble)),
    });
    await at(actor, 'unfinished.asking');
    send(actor, 'RESUME');
    await waitFor(actor, ({ context }) => context.problem !== undefined);
    expect(stateName(actor.getSnapshot().value)).toBe('unfinished.asking');
    expect(actor.getSnapshot().context.resumed).toBeUndefined();
  });
});
