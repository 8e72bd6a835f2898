import type { AccessChoice } from '../../credentials/access.ts';
import { nameFault } from '../../profiles/edit/rules.ts';
import { type KeyFault, keyFaults, type TypedKeys } from './keys.ts';
import { type PolicyChoice, policyFault } from './policies.ts';
import { regionFault } from './regions.ts';
import { userNameFault } from './user-name.ts';

/**
 * How access is set up: with an existing profile, with a new user, with keys you already have (created in the console,
 * for example), or by rotating a profile's key.
 */
export type ConfigureWay = 'existing' | 'create' | 'console' | 'rotate';

/** The user's answers in `configure`, always complete. */
export interface ConfigureAnswers {
  readonly way: ConfigureWay;
  /** The acting access: the profile to verify (`existing`), the one that may create users (`create`), or manage keys (`rotate`). */
  readonly access?: AccessChoice;
  /** The name of the IAM user to create, or whose key is rotated. */
  readonly userName: string;
  readonly policy: PolicyChoice;
  /** The region to write into the profile. */
  readonly region?: string;
  /** Typed, pasted or read; `console` only. */
  readonly keys: TypedKeys;
  /** The profile to write. */
  readonly profile: string;
}

/** A missing or wrong answer; `answer` is its name in an answers file. */
export interface ConfigureFault {
  readonly answer: KeyFault['answer'] | 'profile' | 'region' | 'userName' | 'withProfile' | 'policy';
  readonly text: string;
}

/** What is wrong with the name that a profile is saved under, if anything. */
export function profileNameFault(name: string): string | undefined {
  if (name === '') return 'The profile needs a name.';
  const why = nameFault(name);
  return why && `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}

/** Everything that is missing or wrong, in the order of the steps. @param strict see {@link keyFaults} */
export function configureFaults(answers: ConfigureAnswers, strict: boolean): ConfigureFault[] {
  const faults: ConfigureFault[] = [];
  const add = (answer: ConfigureFault['answer'], text: string | undefined) => {
    if (text) faults.push({ answer, text });
  };
  const { way } = answers;
  if (way === 'create') {
    if (!answers.access) add('withProfile', 'The profile that may create users is missing.');
    add('userName', userNameFault(answers.userName));
    add('policy', policyFault(answers.policy));
  }
  if (way === 'console') faults.push(...keyFaults(answers.keys, strict));
  if (way !== 'rotate') add('region', regionFault(answers.region));
  add('profile', profileNameFault(answers.profile));
  return faults;
}
