import { expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { Problem } from '../../../../src/core/problem.ts';
import { pretend, startSession } from '../../../support/pretend.ts';
import { freshHome, identity } from '../../../support/pretend-values.ts';

const gone = {
  code: 'PROFILE_UNKNOWN',
  what: 'Profile "default" not found.',
  why: 'Another program has removed it.',
  next: 'Choose another one.',
} as const;

/** A session signed in with the profile `default`, whose identity is checked as often as the test asks. */
async function signedIn() {
  let isThere = true;
  const pretended = pretend({
    whoAmI: async () => {
      if (!isThere) throw new Problem(gone);
      return identity;
    },
  });
  const session = startSession(pretended, {});
  await waitFor(session, ({ value, context }) => value.who === 'known' && context.home !== undefined);
  expect(session.getSnapshot().context.access?.choice).toEqual({ kind: 'profile', name: 'default' });
  return {
    session,
    removed: () => {
      isThere = false;
    },
    renewed: () => pretended.calls.filter((call) => call === 'renewClients').length,
  };
}

it('is cleared when the current profile is removed', async () => {
  const { session, removed, renewed } = await signedIn();
  removed();
  const profiles = [...freshHome.profiles].filter(({ label }) => label !== 'default');
  session.send({ type: 'PROFILES_CHANGED', profiles, findings: [] });
  const { context } = await waitFor(session, ({ value }) => value.who === 'rejected');
  expect(context).toMatchObject({ identity: undefined, identityProblem: gone });
  expect(renewed()).toBe(1);
  session.stop();
});

it('is not asked again when another profile is removed', async () => {
  const { session, renewed } = await signedIn();
  const profiles = [...freshHome.profiles].filter(({ label }) => label === 'default');
  session.send({ type: 'PROFILES_CHANGED', profiles, findings: [] });
  expect(session.getSnapshot().value.who).toBe('known');
  expect(renewed()).toBe(0);
  session.stop();
});

it('says once in the activity who is signed in, not at each start', async () => {
  const begun = async (text: string) => {
    const loadHome = async () => ({ ...freshHome, activity: [{ at: 1, text, tone: 'plain' as const }] });
    const session = startSession(pretend({ loadHome }), {});
    await waitFor(session, ({ value, context }) => value.who === 'known' && context.home !== undefined);
    session.stop();
    return session.getSnapshot().context.activity.at(-1);
  };
  expect(await begun(`signed in with ${identity.access}`)).toMatchObject({ passing: true });
  expect(await begun('signed in with another')).not.toHaveProperty('passing');
});
