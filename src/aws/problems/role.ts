import { Problem, type ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { RoleStep } from '../../credentials/chain.ts';
import { denialMeaning, denialRemedy, readDenial } from './denial.ts';
import { errorFacts } from './facts.ts';
import { besideAwsWords } from './words.ts';

/**
 * AWS's answer to AssumeRole as a problem of the profile: which of its settings may be wrong, and what helps. STS does
 * not say why it refuses a role, so that strangers learn nothing about it; the profile's settings say more.
 *
 * @returns undefined for problems that are not about roles: the connection, the source's keys, the clock
 */
export function roleProblem(thrown: unknown, step: RoleStep): Problem | undefined {
  const facts = errorFacts(thrown);
  const { name, message } = facts;
  const text =
    codeText(name, message, step) ?? lengthText(name, message, step) ?? deniedText(name, message, step);
  return text && new Problem(besideAwsWords(text, facts), { cause: thrown });
}

function codeText(name: string, message: string, { profile, mfaSerial }: RoleStep): ProblemText | undefined {
  const device = plainText(mfaSerial ?? 'the device');
  if (/invalid MFA one time pass code/i.test(message)) {
    return {
      code: 'MFA_REFUSED',
      what: 'AWS did not take the code.',
      why: 'It was wrong, too old, or used before: each code works once.',
      next: 'Wait for the next code of your device and enter that. If it fails again, check the clock of the phone.',
    };
  }
  if (/unable to validate MFA code|at 'serialNumber' failed to satisfy/i.test(message)) {
    return {
      code: 'MFA_DEVICE',
      what: `AWS does not know ${device} as a device of this user.`,
      why: 'mfa_serial has to be the ARN of a virtual device, or the serial number of a hardware device, of the user whose keys the profile uses.',
      next: `Check mfa_serial of ${plainText(profile)}; IAM shows the device under Security credentials of the user.`,
    };
  }
  if (name === 'ExpiredToken' || name === 'ExpiredTokenException') {
    return {
      code: 'CREDENTIALS_EXPIRED',
      what: `The source credentials of ${plainText(profile)} have expired.`,
      why: 'The role is assumed with them, and temporary credentials end.',
      next: 'Sign in to the source profile again, or put new keys into it.',
    };
  }
  return undefined;
}

function lengthText(name: string, message: string, step: RoleStep): ProblemText | undefined {
  const profile = plainText(step.profile);
  if (name === 'RegionDisabledException') {
    return {
      code: 'REGION_DISABLED',
      what: `STS is not switched on in ${plainText(step.region ?? 'this region')}.`,
      why: 'An administrator can switch STS off in a region, and new regions begin without it.',
      next: `Give ${profile} another region, such as us-east-1, or switch the region on in the account settings of IAM.`,
    };
  }
  if (name !== 'ValidationError' || !/duration/i.test(message)) return undefined;
  const asked = step.durationSeconds ?? 3600;
  return /chaining/i.test(message)
    ? {
        code: 'ROLE_DURATION',
        what: `A session of ${asked} seconds is too long for ${profile}.`,
        why: 'A role that is assumed with the credentials of a role lasts an hour at most.',
        next: `Set duration_seconds of ${profile} to 3600 or less, or take it out.`,
      }
    : {
        code: 'ROLE_DURATION',
        what: `A session of ${asked} seconds is too long for the role of ${profile}.`,
        why: 'duration_seconds is more than the maximum session duration of the role.',
        next: `Lower duration_seconds of ${profile}, or let the owner of the role raise its maximum.`,
      };
}

function deniedText(name: string, message: string, step: RoleStep): ProblemText | undefined {
  if (name !== 'AccessDenied' && name !== 'AccessDeniedException') return undefined;
  const profile = plainText(step.profile);
  const account = step.roleArn.split(':')[4] ?? '';
  const denial = readDenial(message);
  const { how, policy, who } = denial;
  const what = `AWS does not let ${profile} assume ${plainText(step.roleArn)}.`;
  if (how === 'none' && policy === 'identity-based policy') {
    return {
      code: 'ROLE_DENIED',
      what,
      why: `${who ?? 'The user'} has no policy that allows sts:AssumeRole on this role.`,
      next: 'Ask an administrator of your own account to attach one: amplify-tui assume-role shows it.',
    };
  }
  // The trust policy is resource-based: it may require a code or an external id. AWS names every other kind.
  if (how === 'explicit' || (how === 'none' && policy && policy !== 'resource-based policy')) {
    return {
      code: 'ROLE_DENIED',
      what,
      why: denialMeaning(denial),
      next: denialRemedy({ ...denial, action: 'sts:AssumeRole' }),
    };
  }
  const owner = `the owner of the role, in account ${account},`;
  if (step.mfaSerial === undefined) {
    return {
      code: 'ROLE_NEEDS_MFA',
      what,
      why: 'The profile names no mfa_serial. A role that requires MFA is refused without a code; AWS does not say so.',
      next: `Add mfa_serial to ${profile} if the role requires MFA. Otherwise let ${owner} check whom its trust policy names${step.externalId === undefined ? ' and whether it requires an external id' : ' and its external id'}.`,
    };
  }
  if (step.externalId === undefined) {
    return {
      code: 'ROLE_EXTERNAL_ID',
      what,
      why: 'AWS did not say that the code was wrong. The profile names no external_id; a role that requires one is refused without it.',
      next: `Add external_id to ${profile}, as ${owner} gave it to you. If there is none, its trust policy does not name your account.`,
    };
  }
  return {
    code: 'ROLE_DENIED',
    what,
    why: 'AWS did not say that the code was wrong, so the external id may not be the one that the role expects, or its trust policy does not name you.',
    next: `Compare external_id of ${profile} with what ${owner} gave you, letter by letter; then let them check the trust policy.`,
  };
}
