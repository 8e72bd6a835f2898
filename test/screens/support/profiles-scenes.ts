import { waitFor } from 'xstate';
import type { ProfilesEvent } from '../../../machines/profiles/types.ts';
import { Problem } from '../../../src/core/problem.ts';
import { optionIn } from '../../../src/credentials/option-rows.ts';
import { at, reaches } from '../../support/flow-steps.ts';
import { never } from '../../support/pretend.ts';
import { lookedAt, someProfiles } from '../../support/pretend-profiles.ts';
import { freshHome, identity, project, trouble } from '../../support/pretend-values.ts';
import type { Session } from './app.tsx';
import { flowIn } from './flow-walk.ts';
import type { Scene } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { open } from './ways.ts';

type Step =
  | ProfilesEvent['type']
  | { readonly at: string }
  | { readonly on: string }
  | { readonly name: string };

/** Opens the profiles and sends events; `{ at }` waits for a state, `{ on }` selects a row. */
const walk =
  (...steps: readonly Step[]) =>
  async (session: Session) => {
    await open('OPEN_PROFILES')(session);
    const profiles = await flowIn(session, 'profiles');
    await reaches(profiles, 'list');
    for (const step of steps) {
      if (typeof step === 'string') profiles.send({ type: step } as ProfilesEvent);
      else if ('at' in step) await reaches(profiles, step.at);
      else if ('name' in step) profiles.send({ type: 'NAME', name: step.name });
      else {
        const { looked } = profiles.getSnapshot().context;
        const option = optionIn(looked?.options, { kind: 'profile', name: step.on });
        profiles.send({ type: 'SELECT_ROW', option });
      }
    }
  };

const on = (name: string) => ({ on: name });
const some = {
  profiles: { look: (send: (looked: ReturnType<typeof lookedAt>) => void) => send(lookedAt(someProfiles)) },
};
const rejected = async (): Promise<never> => {
  throw new Problem(trouble);
};

export const scenes: readonly Scene[] = [
  { pane: 'profiles', name: 'all', go: walk(), sees: ['environment keys', 'default'] },
  {
    pane: 'profiles',
    name: 'with what is wrong and what helps',
    given: some,
    go: walk(on('old-ci')),
    sees: ['old-ci', 'source profile gone'],
  },
  {
    pane: 'profiles',
    name: 'tested',
    go: walk(on('default'), 'TEST', at('list')),
    sees: ['Works as', identity.account],
  },
  {
    pane: 'profiles',
    name: 'tested in vain',
    given: { profiles: { ...some.profiles, test: rejected } },
    go: walk(on('default'), 'TEST', at('list')),
    sees: [trouble.what.split(' ').slice(0, 3).join(' ')],
  },
  {
    pane: 'profiles.details',
    name: '',
    given: some,
    go: walk(on('default'), 'DETAILS'),
    sees: ['aws_access_key_id', '~/.aws/config:2', /\*{16}0001/],
  },
  {
    pane: 'profiles.edit',
    name: 'of a role',
    given: some,
    go: walk(on('deployrole'), 'EDIT'),
    sees: ['role_arn', 'source_profile', 'duration_seconds'],
  },
  { pane: 'profiles.name', name: '', given: some, go: walk(on('default'), 'RENAME'), sees: ['unchanged'] },
  {
    pane: 'profiles.review',
    name: 'of a removal',
    given: some,
    go: walk(on('default'), 'REMOVE', at('review')),
    sees: ['Removes the profile default', '- region = eu-west-1', '+ region = eu-central-1'],
  },
  {
    pane: 'profiles.review',
    name: 'that cannot be done',
    given: { profiles: { ...some.profiles, plan: rejected } },
    go: walk(on('default'), 'REMOVE', at('notPlanned')),
    sees: [trouble.what],
  },
  {
    pane: 'profiles.pin',
    name: 'before it is written',
    given: { ...some, loadHome: async () => ({ ...freshHome, found: { kind: 'project', project } }) },
    go: walk(on('noregion'), 'PIN', at('pinReview')),
    sees: [identity.account, identity.region, 'aws-info.json', '"useProfile": true'],
  },
  {
    pane: 'profiles.keep',
    name: 'of a project that names another',
    given: {
      ...some,
      loadHome: async () => ({
        ...freshHome,
        folderProfile: 'noregion',
        found: { kind: 'project', project },
      }),
    },
    go: walk(on('deployrole'), 'KEEP', at('keepReview')),
    sees: ['Starts with', 'deployrole', 'until now', 'noregion', 'names the profile default'],
  },
  {
    pane: 'profiles.who',
    name: 'after a switch',
    go: async (session) => {
      await walk(on('default'), 'USE')(session);
      await waitFor(session, ({ value }) => value.view === 'switched');
    },
    sees: [identity.account, identity.arn.slice(0, 20), identity.region],
  },
  {
    pane: 'profiles.who',
    name: 'that did not work',
    given: { whoAmI: rejected },
    go: async (session) => {
      await walk(on('default'), 'USE')(session);
      await waitFor(session, ({ value }) => value.view === 'notSwitched');
    },
    sees: [trouble.what, 'Check the network, then press r.'],
  },
];

const ofProject = {
  ...some,
  loadHome: async () => ({ ...freshHome, found: { kind: 'project', project } as const }),
};
const session = {
  roleArn: 'arn:aws:iam::444455556666:role/deploy',
  sessionName: 'amplify',
  expiresAt: Date.UTC(2026, 10, 23, 10, 30),
};

export const walked: readonly WalkedScene[] = [
  {
    pane: 'profiles',
    name: 'on a role with a session',
    given: { profiles: { ...some.profiles, sessions: () => [session] } },
    go: walk(on('deployrole')),
  },
  { pane: 'profiles', name: 'of a project', given: ofProject, go: walk(on('noregion')) },
  {
    pane: 'profiles',
    name: 'while AWS is asked',
    given: { profiles: { ...some.profiles, test: never } },
    go: walk(on('default'), 'TEST'),
  },
  { pane: 'profiles.edit', name: 'with a change', given: some, go: walk(on('default'), 'EDIT'), keys: ['x'] },
  {
    pane: 'profiles.name',
    name: 'with another one',
    given: some,
    go: walk(on('default'), 'RENAME'),
    keys: ['x'],
  },
  {
    pane: 'profiles.review',
    name: 'of a new name',
    given: some,
    go: walk(on('default'), 'RENAME', { name: 'work' }, 'NEXT', at('review')),
  },
  {
    pane: 'profiles.who',
    name: 'of a profile that is signed out',
    given: {
      whoAmI: () => Promise.reject(new Problem({ ...trouble, code: 'SIGNED_OUT', signIn: 'default' })),
    },
    go: async (session) => {
      await walk(on('default'), 'USE')(session);
      await waitFor(session, ({ value }) => value.view === 'notSwitched');
    },
  },
];
