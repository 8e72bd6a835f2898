import type { AccessChoice } from '../../credentials/access.ts';
import { nameFault } from '../../profiles/edit/rules.ts';
import { type KeyFault, keyFaults, type TypedKeys } from './keys.ts';
import { type PolicyChoice, policyFault } from './policies.ts';
import { regionFault } from './regions.ts';
import { userNameFault } from './user-name.ts';

/**
 * How access is set up: with a profile that is there already, with a user that is created for it, with keys that a
 * person has (made in the console, say), or by replacing the key of a profile.
 */
export type ConfigureWay = 'existing' | 'create' | 'console' | 'rotate';

/** What a person decides in `configure`, whole at any time. */
export interface ConfigureAnswers {
  readonly way: ConfigureWay;
  /** Who acts: the profile to verify (`existing`), the one that may create users (`create`), or manage keys (`rotate`). */
  readonly access?: AccessChoice;
  /** The name of the IAM user: created, or whose key is replaced. */
  readonly userName: string;
  readonly policy: PolicyChoice;
  /** The region that the profile gets. */
  readonly region?: string;
  /** Typed, pasted or read; `console` only. */
  readonly keys: TypedKeys;
  /** The profile that is written. */
  readonly profile: string;
}

/** One answer that is missing or wrong; `answer` is the name that an answers file uses. */
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
