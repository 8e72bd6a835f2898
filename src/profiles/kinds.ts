import type { ProfileKind } from './profile.ts';

/** The badge of a profile in lists: one or two words. */
export const kindWords: Readonly<Record<ProfileKind, string>> = {
  keys: 'keys',
  role: 'role',
  'role-mfa': 'role · MFA',
  sso: 'SSO',
  login: 'login',
  process: 'process',
  'web-identity': 'web identity',
  'credential-source': 'instance',
  settings: 'settings only',
};
