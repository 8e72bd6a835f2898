import type { AssumePlan, UserWork } from '../../src/flows/assume-role/plan.ts';
import { type Given, given } from '../kit/given.ts';
import type { AssumeContext } from './types.ts';

/** A field that is filled in from a list. */
export interface ChoosingField extends Given<AssumeContext, 'chosen' | 'values' | 'choosing'> {
  /** The profiles that can be used. */
  readonly profiles: readonly string[];
}

/** A form that is filled in. */
export interface Filled extends Given<AssumeContext, 'chosen' | 'values'>, Pick<AssumeContext, 'note'> {
  /** The codes of a device that an earlier run has made are at hand. */
  readonly hasCodes: boolean;
  /** The external id that stands in the form because nobody has given one. */
  readonly madeUpId: string | undefined;
}

/** What was reviewed and is carried out. */
export interface Planned
  extends Given<AssumeContext, 'chosen' | 'values' | 'plan'>,
    Pick<AssumeContext, 'note'> {
  readonly hasCodes: boolean;
}

/** The side of the user, once its device is given. */
export interface Finishing extends Given<AssumeContext, 'values' | 'plan' | 'note'> {
  readonly work: UserWork;
}

/** The device with the codes that it shows. */
export interface Giving extends Given<AssumeContext, 'values' | 'codes'> {
  readonly work: UserWork;
}

interface Args {
  readonly context: AssumeContext;
}

export const choosingField = ({ context }: Args): ChoosingField => ({
  ...given(context, 'chosen', 'values', 'choosing'),
  profiles: context.surroundings?.profiles ?? [],
});

export const filled = ({
  context: { chosen, values, note, hasCodes = false, surroundings },
}: Args): Filled => ({ chosen, values, note, hasCodes, madeUpId: surroundings?.madeUpId });

export const planned = ({ context }: Args): Planned => ({
  ...given(context, 'chosen', 'values', 'plan'),
  note: context.note,
  hasCodes: context.hasCodes === true,
});

/** What the plan says of the user's side. */
export function userWork({ context }: Args): { readonly work: UserWork; readonly plan: AssumePlan } {
  const { plan } = given(context, 'plan');
  return { plan, work: given(plan, 'userWork').userWork };
}

/** @returns the work and who has planned it */
export const finishing = (args: Args): Finishing => ({
  ...userWork(args),
  ...given(args.context, 'values', 'note'),
});

export const giving = (args: Args): Giving => ({
  ...userWork(args),
  ...given(args.context, 'values', 'codes'),
});
