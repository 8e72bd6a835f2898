import type { AssumePlan, UserWork } from '../../src/flows/assume-role/plan.ts';
import { type Given, given } from '../kit/given.ts';
import type { AssumeContext } from './types.ts';

/** A field with a list of choices. */
export interface ChoosingField extends Given<AssumeContext, 'chosen' | 'values' | 'choosing'> {
  /** The usable profiles. */
  readonly profiles: readonly string[];
}

/** A completed form. */
export interface Filled extends Given<AssumeContext, 'chosen' | 'values'>, Pick<AssumeContext, 'note'> {
  /** Whether the codes of a device from an earlier run are available. */
  readonly hasCodes: boolean;
  /** The external id that was generated for the form because nobody has given one. */
  readonly madeUpId: string | undefined;
}

/** The reviewed plan that is carried out. */
export interface Planned
  extends Given<AssumeContext, 'chosen' | 'values' | 'plan'>,
    Pick<AssumeContext, 'note'> {
  readonly hasCodes: boolean;
}

/** The user's side, once its device is assigned. */
export interface Finishing extends Given<AssumeContext, 'values' | 'plan' | 'note'> {
  readonly work: UserWork;
}

/** The device with its codes. */
export interface Giving extends Given<AssumeContext, 'values' | 'codes'> {
  readonly work: UserWork;
}

interface Args {
  readonly context: AssumeContext;
}

export const choosingField = ({ context }: Args): ChoosingField => ({
  ...given(context, 'chosen', 'values', 'choosing'),
  profiles: context.localState?.profiles ?? [],
});

export const filled = ({
  context: { chosen, values, note, hasCodes = false, localState },
}: Args): Filled => ({ chosen, values, note, hasCodes, madeUpId: localState?.madeUpId });

export const planned = ({ context }: Args): Planned => ({
  ...given(context, 'chosen', 'values', 'plan'),
  note: context.note,
  hasCodes: context.hasCodes === true,
});

/** The user's side of the plan. */
export function userWork({ context }: Args): { readonly work: UserWork; readonly plan: AssumePlan } {
  const { plan } = given(context, 'plan');
  return { plan, work: given(plan, 'userWork').userWork };
}

/** @returns the work with its plan */
export const finishing = (args: Args): Finishing => ({
  ...userWork(args),
  ...given(args.context, 'values', 'note'),
});

export const giving = (args: Args): Giving => ({
  ...userWork(args),
  ...given(args.context, 'values', 'codes'),
});
