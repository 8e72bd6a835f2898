import { dirname } from 'node:path';
import type { AwsClients } from '../../aws/clients.ts';
import { createDevice, deleteDevice, enableDevice, listUserDevices } from '../../aws/iam/mfa-devices.ts';
import { createPolicy, readPolicy } from '../../aws/iam/policies.ts';
import { attachRolePolicy, createRole, findRole, putRolePolicy } from '../../aws/iam/roles.ts';
import { attachPolicy, createUser, findUser } from '../../aws/iam/users.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { ensureFolder, writeFileAtomic } from '../../platform/files.ts';
import type { ConfigureNote } from '../../state/configure-journal.ts';
import type { MadePiece } from '../../state/made-access.ts';
import { writeKeysCsv } from '../configure/keys-csv.ts';
import type { ProfileKeys } from '../configure/profile-change.ts';
import {
  type ConfigureTools,
  certain,
  deleteKeys,
  findLostKeys,
  keySaved,
  makeKey,
} from '../configure/run.ts';
import type { AssumeJournal, AssumeNote, Made } from './journal.ts';
import { ifAllowed } from './look.ts';
import type { RoleWork, UserWork } from './plan.ts';
import { expectUserProfileWritable, writeRoleProfile, writeUserProfile } from './profiles.ts';
import type { StepId, WaitingDevice } from './steps.ts';

/** What running a plan needs from its caller. */
export interface AssumeTools extends ConfigureTools {
  readonly notes: AssumeJournal;
  readonly env: NodeJS.ProcessEnv;
}

async function keep(tools: AssumeTools, note: AssumeNote, made: Partial<Made>): Promise<AssumeNote> {
  const kept = { ...note, made: { ...note.made, ...made }, updatedAt: tools.clock.now() };
  await tools.notes.save(kept);
  return kept;
}

/**
 * Creates one new thing. The note names it before the call to AWS, so that whatever exists afterwards is known to be
 * ours; if AWS certainly created nothing, the note is restored, or removed if it is empty.
 */
async function making(
  tools: AssumeTools,
  note: AssumeNote,
  made: Partial<Made>,
  make: () => Promise<unknown>,
): Promise<AssumeNote> {
  const noted = await keep(tools, note, made);
  try {
    await make();
    return noted;
  } catch (thrown) {
    if (certain.has(asProblem(thrown).code)) {
      if (Object.keys(note.made).length === 0) await tools.notes.remove(note.id);
      else await tools.notes.save(note);
    }
    throw thrown;
  }
}

/**
 * Creates the role, or its missing parts, and writes the hand-over note. Can be repeated.
 *
 * @returns the updated note of the journal
 */
export async function runRole(
  tools: AssumeTools,
  work: RoleWork,
  begun: AssumeNote,
  onStep: (step: StepId) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { clients } = tools;
  let note = await keep(tools, begun, {});
  onStep('role');
  if (!(await ifAllowed(() => findRole(clients, work.role.name, signal))))
    note = await making(tools, note, { role: work.role.name }, () => createRole(clients, work.role, signal));
  onStep('permissions');
  const { name } = work.role;
  if (work.inline) await putRolePolicy(clients, name, work.inline.name, work.inline.document, signal);
  for (const policy of work.attach) {
    await attachRolePolicy(clients, name, policy, signal);
    await noteMade(tools, note, { kind: 'role-policy', of: name, id: policy });
  }
  onStep('note');
  for (const { path, contents } of work.noteFiles) {
    await ensureFolder(dirname(path));
    await writeFileAtomic(path, contents, { mode: 0o600 });
  }
  await tools.notes.remove(note.id);
}

/**
 * Creates policy and user, and the MFA device up to the point where its codes are needed. Can be repeated.
 *
 * @param hasCodes whether codes are available: a device of this note that belongs to nobody is then kept
 * @returns the note, and the device that waits for its codes
 */
export async function makeUserSide(
  tools: AssumeTools,
  work: UserWork,
  begun: AssumeNote,
  hasCodes: boolean,
  onStep: (step: StepId) => void,
  signal?: AbortSignal,
): Promise<{ note: AssumeNote; waiting?: WaitingDevice }> {
  const { clients } = tools;
  const { user, device } = work;
  let note = await keep(tools, begun, {});
  if (!user) return { note };
  onStep('policy');
  if ((await ifAllowed(() => readPolicy(clients, user.policyArn, signal))) === undefined) {
    note = await making(tools, note, { policy: user.policyArn }, () =>
      createPolicy(clients, user.policyName, user.policyDescription, user.document, signal),
    );
  }
  onStep('user');
  if (!(await ifAllowed(() => findUser(clients, user.name, signal))))
    note = await making(tools, note, { user: user.name }, () =>
      createUser(clients, user.name, user.tags, signal),
    );
  await attachPolicy(clients, user.name, user.policyArn, signal);
  await noteMade(tools, note, { kind: 'user-policy', of: user.name, id: user.policyArn });
  if (!device?.make || (await hasDevice(clients, user.name, device.serial, signal))) return { note };
  onStep('device');
  if (hasCodes && device.leftOver && note.made.device === device.serial)
    return { note, waiting: { serial: device.serial } };
  // An existing one that belongs to nobody was left by an interrupted run: its secret is lost.
  if (device.leftOver || note.made.device) await deleteDevice(clients, device.serial, signal);
  // Before AWS returns the secret, which it does only once.
  await noteMade(tools, note, { kind: 'device', of: user.name, id: device.serial });
  let waiting: WaitingDevice | undefined;
  note = await making(tools, note, { device: device.serial }, async () => {
    waiting = await createDevice(tools.onceClients, user.name);
  });
  return { note, ...(waiting ? { waiting } : {}) };
}

async function hasDevice(clients: AwsClients, user: string, serial: string, signal?: AbortSignal) {
  return (await ifAllowed(() => listUserDevices(clients, user, signal)))?.includes(serial) === true;
}

/** Notes on this machine what cannot have a tag. */
async function noteMade(
  { made }: AssumeTools,
  { account }: AssumeNote,
  piece: Omit<MadePiece, 'account'>,
): Promise<void> {
  if (account !== undefined) await made.add({ ...piece, account });
}

/** Assigns the device to the user. @throws Problem MFA_REFUSED if AWS rejects the codes */
export async function giveDevice(
  { clients }: AssumeTools,
  work: UserWork,
  codes: readonly [string, string],
  signal?: AbortSignal,
): Promise<void> {
  const { user, device } = work;
  if (!user || !device) throw new Error('there is no device to give');
  // The answer to an earlier attempt may have been lost.
  if (await hasDevice(clients, user.name, device.serial, signal)) return;
  await enableDevice(clients, user.name, device.serial, codes, signal);
}

/** The source of the user's key: its profile, the console's .csv, or AWS. */
export type KeyGiven =
  | { readonly kind: 'profile' }
  | { readonly kind: 'csv'; readonly keys: ProfileKeys }
  /** `note`: that of a key in an earlier run, or a new one. */
  | { readonly kind: 'make'; readonly tools: AssumeTools; readonly note: ConfigureNote };

/** Writes both profiles; the access key is created last, and saved immediately. Can be repeated. */
export async function finishUserSide(
  { env, notes, journal }: Pick<AssumeTools, 'env' | 'notes' | 'journal'>,
  work: UserWork,
  note: AssumeNote,
  given: KeyGiven,
  onStep: (step: StepId) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (given.kind === 'make') {
    onStep('key');
    // The review may be minutes old.
    await expectUserProfileWritable(env, work);
    const made = await makeKeyAnew(given.tools, given.note, signal);
    const { accessKeyId } = made.key;
    await writeUserProfile(env, work, made.key).catch((thrown: unknown) => {
      throw keyNotSaved(thrown, made.note.userName, accessKeyId);
    });
    await keySaved(given.tools, made.note);
    if (work.csvFile)
      await writeKeysCsv(work.csvFile, made.key).catch((thrown: unknown) => {
        throw copyNotSaved(thrown, work.userProfile, accessKeyId);
      });
  } else {
    if (given.kind === 'csv') onStep('keys');
    await writeUserProfile(env, work, given.kind === 'csv' ? given.keys : undefined);
  }
  // A key that an earlier run saved may have left its note.
  await journal.remove(note.id);
  onStep('profiles');
  await writeRoleProfile(env, work);
  await notes.remove(note.id);
}

/** The Problem that AWS has created a key whose secret is in no file. */
function keyNotSaved(thrown: unknown, user: string, accessKeyId: string): Problem {
  const { code, what, why, next } = asProblem(thrown);
  return new Problem(
    {
      code,
      what,
      why: `${why} AWS has made an access key of ${plainText(user)}, …${accessKeyId.slice(-4)}, which is in no file.`,
      next: `${next} Then \`amplify-tui assume-role user --resume\` deletes that key and makes another one.`,
    },
    { cause: thrown },
  );
}

/** The Problem that only the copy is missing. */
function copyNotSaved(thrown: unknown, profile: string, accessKeyId: string): Problem {
  const { code, what, why } = asProblem(thrown);
  return new Problem(
    {
      code,
      what,
      why: `${why} The access key …${accessKeyId.slice(-4)} itself is saved, in the profile ${plainText(profile)}.`,
      next: 'Continue with `amplify-tui assume-role user --resume`; copy the key from ~/.aws/credentials if you need it elsewhere.',
    },
    { cause: thrown },
  );
}

/** Deletes a key whose answer was lost, and creates a new one: nobody has its secret, and a user may have only two. */
async function makeKeyAnew(tools: AssumeTools, note: ConfigureNote, signal?: AbortSignal) {
  const lost = await findLostKeys(tools, note, new Set(), signal);
  const ids = lost.kind === 'lost' ? lost.keys.map(({ id }) => id) : [];
  await deleteKeys(tools, note.userName, ids, signal);
  return makeKey(tools, note, signal);
}

/** Whether AWS rejected the codes. */
export function isWrongCodes(thrown: unknown): boolean {
  const { cause } = asProblem(thrown);
  return cause instanceof Error && /^InvalidAuthenticationCode/.test(cause.name);
}
