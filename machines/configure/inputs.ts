import type { NewAccessKey } from '../../src/aws/iam/access-keys.ts';
import type { AccessChoice } from '../../src/credentials/access.ts';
import type { ConfigureAnswers } from '../../src/flows/configure/answers.ts';
import type { ConfigurePlan } from '../../src/flows/configure/plan.ts';
import type { ConfigureNote } from '../../src/state/configure-journal.ts';
import { type Given, given } from '../kit/given.ts';
import type { ConfigureContext, FoundUser, Verified } from './types.ts';

/** The acting access in AWS. */
export interface Acting {
  readonly answers: ConfigureAnswers;
  /** The chosen profile, or the note's. */
  readonly access: AccessChoice;
  /** The note of a key that is resumed. */
  readonly takenUp: ConfigureNote | undefined;
}

/** The acting access, once AWS has identified it. */
export interface ActingAs extends Acting {
  readonly verified: Verified;
}

/** The key to create or resume. */
export interface KeyWork extends ActingAs {
  readonly note: ConfigureNote | undefined;
  /** The key that it replaces. */
  readonly oldKeyId: string | undefined;
}

/** The input for a plan. */
export interface PlanWork extends Given<ConfigureContext, 'answers' | 'verified'> {
  readonly user: FoundUser | undefined;
  readonly made: NewAccessKey | undefined;
}

/** The reviewed plan that is written. */
export interface SaveWork extends PlanWork {
  readonly plan: ConfigurePlan;
  /** The key that was created in this run; absent: it is in AWS already. */
  readonly key: KeyWork | undefined;
}

interface Args {
  readonly context: ConfigureContext;
}

export function acting({ context }: Args): Acting {
  const { answers } = given(context, 'answers');
  const takenUp = context.resumed ? given(context, 'note').note : undefined;
  return { answers, takenUp, ...given({ access: takenUp ? takenUp.access : answers.access }, 'access') };
}

export const actingAs = (args: Args): ActingAs => ({ ...acting(args), ...given(args.context, 'verified') });

export const keyWork = (args: Args): KeyWork => ({
  ...actingAs(args),
  note: args.context.note,
  oldKeyId: args.context.plan?.oldKeyId,
});

export const planWork = ({ context }: Args): PlanWork => ({
  ...given(context, 'answers', 'verified'),
  user: context.user,
  made: context.made,
});

export const saveWork = (args: Args): SaveWork => ({
  ...planWork(args),
  ...given(args.context, 'plan'),
  key: args.context.made ? keyWork(args) : undefined,
});
