import { resolve } from 'node:path';
import { listUnassignedDevices, listUserDevices } from '../../aws/iam/mfa-devices.ts';
import { readPolicy } from '../../aws/iam/policies.ts';
import { findUser } from '../../aws/iam/users.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { expectFileCanBe, pathExists } from '../../platform/files.ts';
import { expandTilde } from '../../platform/paths.ts';
import { partitionById } from '../../regions/partitions.ts';
import { tagsOf } from './answers.ts';
import { assumePolicy, samePolicy } from './documents.ts';
import { iam, ifAllowed, inUse } from './look.ts';
import type { AssumePlan, PlanInput } from './plan.ts';
import { planProfiles } from './profiles.ts';

/** The plan of the parts `user` and `profiles`. @throws Problem NAME_IN_USE, PROFILE_UNKNOWN, … */
export async function planUser(input: PlanInput): Promise<AssumePlan> {
  const { part, values, note, identity, env } = input;
  const roleArn = note?.roleArn ?? values.roleArn ?? '';
  const externalId = note?.externalId ?? values.externalId ?? '';
  const mfa = note ? note.mfaRequired : values.mfa === 'yes';
  const made = part === 'user' ? await lookAtUser(input, roleArn, mfa) : undefined;
  const serial = made ? made.device?.serial : values.serial || undefined;
  if (part === 'profiles' && note?.mfaRequired && !serial) throw serialMissing();
  const userProfile = values.userProfile ?? '';
  const roleProfile = values.roleProfile ?? '';
  const region = values.region ?? '';
  const profiles = await planProfiles({
    env,
    userProfile,
    roleProfile,
    region,
    roleArn,
    externalId,
    serial,
    keysFile: values.keysFile ?? '',
    canMake: part === 'user',
  });
  const user = made?.user;
  const csv =
    user && profiles.keys === 'make' && values.csvFile
      ? await freeFile(resolve(input.folder, expandTilde(values.csvFile, env)))
      : undefined;
  return {
    part,
    identity,
    words: [],
    there: [...(made?.there ?? []), ...profiles.there],
    files: profiles.files,
    calls: [
      ...(made?.calls ?? []),
      ...(user && profiles.keys === 'make' ? [iam('CreateAccessKey', user.name, 'make its access key')] : []),
      { service: 'STS', action: 'AssumeRole', target: roleArn, purpose: 'check that it works' },
    ],
    userWork: {
      roleArn,
      externalId,
      keys: profiles.keys,
      keysFile: values.keysFile ?? '',
      ...(csv === undefined ? {} : { csvFile: csv }),
      userProfile,
      roleProfile,
      region,
      ...(user ? { user } : {}),
      device: made?.device ?? (serial ? { serial, make: false, leftOver: false } : undefined),
    },
  };
}

/**
 * Checks the partition: accounts of two partitions, such as AWS and AWS China, are separate, and no policy lets a user of
 * one assume a role of the other.
 *
 * @param own the partition of the user's account, as in ARNs
 * @throws Problem ROLE_DENIED
 */
export function expectPartition(roleArn: string, own: string): void {
  const its = roleArn.split(':')[1] ?? own;
  if (its === own) return;
  const name = (id: string) => plainText(partitionById(id)?.name ?? id);
  throw new Problem({
    code: 'ROLE_DENIED',
    what: `The role is in ${name(its)}, and the user would be in ${name(own)}.`,
    why: `${plainText(roleArn)} can be assumed from accounts of ${name(its)} only; nothing was made.`,
    next: `Choose a profile of an account in ${name(its)}, or another role.`,
  });
}

async function lookAtUser(input: PlanInput, roleArn: string, mfa: boolean) {
  const { values, identity, clients, signal } = input;
  if (!identity || !clients) throw new Error('a user is planned without an account');
  const { partition, account } = identity;
  expectPartition(roleArn, partition);
  const name = values.user ?? '';
  const policyName = values.policy ?? '';
  const document = assumePolicy(roleArn);
  const policyArn = `arn:${partition}:iam::${account}:policy/${policyName}`;
  const [policy, found] = await Promise.all([
    ifAllowed(() => readPolicy(clients, policyArn, signal)),
    ifAllowed(() => findUser(clients, name, signal)),
  ]);
  if (policy !== undefined && !samePolicy(policy, document)) throw inUse('policy', policyName);
  const devices = mfa && found ? await ifAllowed(() => listUserDevices(clients, name, signal)) : undefined;
  const own = `arn:${partition}:iam::${account}:mfa/${name}`;
  const left =
    mfa && !devices?.[0] ? await ifAllowed(() => listUnassignedDevices(clients, signal)) : undefined;
  const leftOver = left?.includes(own) === true;
  const isKept = leftOver && input.keptDevice === own;
  const device = !mfa
    ? undefined
    : devices?.[0]
      ? { serial: devices[0], make: false, leftOver: false }
      : { serial: own, make: true, leftOver };
  return {
    user: {
      name,
      policyName,
      policyArn,
      document,
      tags: tagsOf(values.tags ?? '') ?? {},
      policyDescription: values.description || `Assume ${roleArn}`,
    },
    device,
    there: [
      ...(policy === undefined ? [] : [`The policy ${plainText(policyName)} already exists.`]),
      ...(found ? [`The user ${plainText(found.name)} already exists.`] : []),
      ...(devices?.[0] ? [`It has the MFA device ${plainText(devices[0])}.`] : []),
    ],
    calls: [
      ...(policy === undefined ? [iam('CreatePolicy', policyName, 'allow assuming exactly this role')] : []),
      ...(found ? [] : [iam('CreateUser', name, 'create the user')]),
      iam('AttachUserPolicy', policyName, `give it to ${name}`),
      ...(leftOver && !isKept
        ? [iam('DeleteVirtualMFADevice', own, 'remove one that belongs to nobody')]
        : []),
      ...(device?.make && !isKept
        ? [iam('CreateVirtualMFADevice', name, 'create the MFA device (you scan a QR code)')]
        : []),
      ...(device?.make ? [iam('EnableMFADevice', name, 'give it to the user, with two codes')] : []),
    ],
  };
}

function serialMissing(): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: 'The MFA device is missing.',
    why: 'The note says that the role requires MFA.',
    next: 'Fill in the ARN of the MFA device of the user; the console shows it under "Security credentials".',
  });
}

/** A secret never replaces an existing file. @throws Problem FILE_UNWRITABLE, NAME_IN_USE */
async function freeFile(path: string): Promise<string> {
  await expectFileCanBe(path);
  if (!(await pathExists(path))) return path;
  throw new Problem({
    code: 'NAME_IN_USE',
    what: `The file ${plainText(path)} already exists.`,
    why: 'The copy of the key would replace it.',
    next: 'Name another file, or leave "Save as .csv" empty.',
  });
}
