import { profileNameFault } from '../../src/flows/configure/answers.ts';
import { keyFaults } from '../../src/flows/configure/keys.ts';
import { looksLikeCsvPath } from '../../src/flows/configure/keys-csv.ts';
import { policyFault } from '../../src/flows/configure/policies.ts';
import { regionFault } from '../../src/flows/configure/regions.ts';
import { userNameFault } from '../../src/flows/configure/user-name.ts';
import { chosenAccess, profileIn } from './answers.ts';
import type { ConfigureContext, ConfigureEvent } from './types.ts';

interface Args {
  readonly context: ConfigureContext;
}

const way =
  (wanted: string) =>
  ({ context }: Args) =>
    context.answers?.way === wanted;
const failedAt =
  (step: string) =>
  ({ context }: Args) =>
    context.failedStep === step;

const goodRegion =
  (wanted: string) =>
  ({ context: { answers } }: Args) =>
    answers?.way === wanted && regionFault(answers.region) === undefined;

/** Whether the profile being verified gets another region. */
function writesRegion(context: ConfigureContext): boolean {
  const { answers } = context;
  return (
    answers?.way === 'existing' &&
    answers.access?.kind === 'profile' &&
    answers.region !== chosenAccess(context)?.region
  );
}

/** The guards that decide the flow's path. */
export const guards = {
  /** The questions depend on the way, which is chosen at its own question. */
  keepsWay: ({ context, event }: Args & { readonly event: ConfigureEvent }) =>
    event.type !== 'EDIT' || (event.answers.way ?? context.answers?.way) === context.answers?.way,
  isUnfinished: ({ context }: Args) => context.localState?.unfinished !== undefined,
  rotates: ({ context }: Args) => context.rotate !== undefined,
  isExisting: way('existing'),
  isCreate: way('create'),
  isConsole: way('console'),
  isRotate: way('rotate'),
  isWaitedFor: ({ context }: Args) => context.waiting !== undefined,
  /** Something can be chosen in the list of profiles. */
  hasAccess: ({ context }: Args) => (context.localState?.accessOptions.length ?? 0) > 0,
  accessIsUsable: ({ context }: Args) => chosenAccess(context)?.usable.ok === true,
  /** The chosen profile needs a region first. */
  needsRegion: ({ context }: Args) => {
    const option = chosenAccess(context);
    return (
      context.answers?.way === 'existing' &&
      option?.usable.ok === true &&
      context.answers.region === undefined
    );
  },
  writesRegion: ({ context }: Args) => writesRegion(context),
  goodRegionToVerify: goodRegion('existing'),
  goodRegionToSave: goodRegion('create'),
  goodRegionToSignIn: goodRegion('console'),
  userNameIsGood: ({ context }: Args) => userNameFault(context.answers?.userName ?? '') === undefined,
  policyIsGood: ({ context }: Args) =>
    context.answers !== undefined &&
    policyFault(context.answers.policy, context.verified?.identity.partition) === undefined,
  profileIsGood: ({ context }: Args) => profileNameFault(context.answers?.profile ?? '') === undefined,
  isCsvPath: ({ context }: Args) => looksLikeCsvPath(context.answers?.keys.accessKeyId ?? ''),
  keysAreGood: ({ context }: Args) =>
    context.answers !== undefined &&
    keyFaults(context.answers.keys, context.localState?.strictKeys !== false).length === 0,
  /** AWS allows two keys per user. */
  keysAreFull: ({ context }: Args) => (context.user?.keys?.length ?? 0) >= 2,
  userExists: ({ context }: Args) => context.user?.exists === true,
  mayDeleteKey: ({ context }: Args) => isFreeKey(context),
  maySwitchOff: ({ context }: Args) =>
    isFreeKey(context) && context.user?.keys?.find(({ id }) => id === context.chosenKey)?.active === true,
  isResumed: ({ context }: Args) => context.resumed === true,
  isRetiring: ({ context }: Args) => context.note?.step === 'retiring',
  failedAtUser: failedAt('makingUser'),
  failedAtKey: failedAt('makingKey'),
  failedAtSaving: failedAt('saving'),
  failedAtVerifying: failedAt('verifying'),
  keysFull: ({ context }: Args) => context.problem?.code === 'KEYS_FULL',
  /** Something was created in AWS that no file holds yet. */
  canTakeBack: ({ context }: Args) =>
    context.note !== undefined &&
    (context.failedStep === 'makingUser' ||
      context.failedStep === 'makingKey' ||
      context.failedStep === 'saving'),
  hasPaste: ({ context }: Args) => (context.paste?.length ?? 0) > 0,
  hasMadeKey: ({ context }: Args) => context.made !== undefined,
};

/** Whether a key is selected that is not the one in use right now. */
function isFreeKey({ chosenKey, localState, answers, user }: ConfigureContext): boolean {
  if (!chosenKey || !user?.keys?.some(({ id }) => id === chosenKey)) return false;
  const acting = answers?.access?.kind === 'profile' ? answers.access.name : undefined;
  return !localState || acting === undefined || profileIn(localState, acting)?.accessKeyId !== chosenKey;
}
