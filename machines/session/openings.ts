import type { TransitionMeta } from '../meta.ts';

// What home opens, with the keys in the order of their use.

export const openInit: TransitionMeta = {
  key: 'i',
  label: 'init',
  footer: 1,
  help: 'Creates an Amplify project in this folder, or goes on with one that was begun.',
};
export const openConfigure: TransitionMeta = {
  key: 'c',
  label: 'configure',
  footer: 2,
  help: 'Sets up AWS access: an IAM user, its access key, a profile.',
};
export const openConfigureProject: TransitionMeta = {
  key: 'e',
  label: 'edit project',
  footer: 3,
  help: "Changes the project's settings and its AWS profile, and writes the app's configuration files.",
};
export const openShare: TransitionMeta = {
  key: 's',
  label: 'share',
  footer: 6,
  help: "Shares the backend with another frontend's folder, or brings all of them up to date.",
};
export const openEnvironments: TransitionMeta = {
  key: 'v',
  label: 'environments',
  footer: 8,
  help: 'Shows the environments and switches; takes a project of one backend to environments, and back.',
};
export const openAssumeRole: TransitionMeta = {
  key: 'a',
  label: 'assume role',
  footer: 7,
  help: 'Makes a role for others, or sets up a role that you were given: user, MFA device, profiles.',
};
export const openWatch: TransitionMeta = {
  key: 'w',
  label: 'watch',
  footer: 4,
  help: 'Follows the stack of the project.',
};
export const openProfiles: TransitionMeta = {
  key: 'p',
  label: 'profiles',
  footer: 5,
  help: 'Shows the AWS profiles and switches.',
};
export const keepHere: TransitionMeta = {
  key: 'h',
  label: 'keep for this folder',
  footer: 9,
  help: 'This folder starts with the profile from now on. Kept in our own settings, never in ~/.aws.',
};
export const openLog: TransitionMeta = { key: 'L', label: 'log', help: 'Shows what the program did.' };
export const refresh: TransitionMeta = {
  key: 'r',
  label: 'look again',
  help: 'Reads the project, the profiles and the stack again.',
};
