import type { TransitionMeta } from './meta.ts';

/** The key that signs in a profile of SSO or `aws login`. */
export const signIn: TransitionMeta = {
  key: 'l',
  label: 'sign in',
  footer: 1,
  help: 'Runs `aws sso login` or `aws login` in this terminal, then comes back.',
};
