import { defineFlow } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { profilesMachine } from './machine.ts';
import type { ProfilesPaneId } from './meta.ts';

/** The definition of `profiles`. */
export const flow = defineFlow<typeof profilesMachine, ProfilesPaneId>()({
  label: 'profiles',
  about:
    'Every profile in ~/.aws, and what is wrong with it. Enter uses one in this session; tests, edits and removals are reviewed first.',
  group: 'Profiles',
  panes: 'profiles',
  place: 5,
  event: 'OPEN_PROFILES',
  opens: { key: 'p', label: 'profiles', footer: 5, help: 'Shows the AWS profiles and switches.' },
  command,
  stake: (snapshot) => {
    // While a change is being entered, there is one as soon as it can be reviewed.
    if (snapshot.matches('form') || snapshot.matches('naming'))
      return snapshot.can({ type: 'NEXT' }) ? 'answers' : undefined;
    return snapshot.context.change?.kind === 'remove'
      ? undefined
      : stakeOn<ProfilesPaneId>(snapshot, { answers: ['profiles.review'] });
  },
});
