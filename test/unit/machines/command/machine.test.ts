import { expect, it } from 'vitest';
import { createActor, fromPromise } from 'xstate';
import { commandMachine } from '../../../../machines/command/machine.ts';
import { reaches } from '../../../support/flow-steps.ts';

function begin() {
  const calls: string[] = [];
  const machine = commandMachine.provide({
    actors: {
      run: fromPromise(async ({ input: { typed } }) => {
        calls.push(typed);
        return 3;
      }),
    },
  });
  const flow = createActor(machine, { input: { folder: '/home/sam/shop' } });
  flow.start();
  return { flow, calls };
}

it('runs what was typed and tells its exit code, but runs nothing for blanks', async () => {
  const { flow, calls } = begin();
  flow.send({ type: 'TYPE', text: '  ' });
  flow.send({ type: 'NEXT' });
  expect(flow.getSnapshot().value).toBe('prompt');
  flow.send({ type: 'TYPE', text: 'aws s3 ls' });
  flow.send({ type: 'NEXT' });
  await reaches(flow, 'prompt');
  expect(calls).toEqual(['aws s3 ls']);
  expect(flow.getSnapshot().context).toMatchObject({ ran: { text: 'aws s3 ls', code: 3 }, typed: '' });
  flow.send({ type: 'BACK' });
  expect(flow.getSnapshot().output).toEqual({ kind: 'ran', code: 3 });
});
