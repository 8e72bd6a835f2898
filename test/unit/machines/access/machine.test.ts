import { expect, it } from 'vitest';
import { createActor } from 'xstate';
import { reaches } from '../../../support/flow-steps.ts';
import { pretendAccess, someAccess } from '../../../support/pretend-access.ts';

const { name } = someAccess.subject;

it.each([
  ['nothing', '', 'confirming'],
  ['another name', 'other', 'confirming'],
  ['its name', ` ${name} `, 'done'],
])('after %s is typed, CONFIRM leads where it should', async (_, typed, state) => {
  const access = createActor(pretendAccess().flow, { input: { profile: name } }).start();
  await reaches(access, 'review');
  access.send({ type: 'NEXT' });
  access.send({ type: 'TYPE', name: typed });
  access.send({ type: 'CONFIRM' });
  await reaches(access, state);
  expect(access.getSnapshot().value).toBe(state);
  access.stop();
});
