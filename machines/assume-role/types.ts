import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { FieldId, Part, Values } from '../../src/flows/assume-role/answers.ts';
import type { AssumeNote } from '../../src/flows/assume-role/journal.ts';
import type { AssumePlan } from '../../src/flows/assume-role/plan.ts';
import type { StepId, WaitingDevice } from '../../src/flows/assume-role/steps.ts';

export interface AssumeInput {
  /** The part that was named. */
  readonly part?: Part | undefined;
  /** The codes of a device that an earlier run has made are at hand. */
  readonly hasCodes?: boolean;
}

/** What the flow starts from. */
export interface AssumeSurroundings {
  /** The external id that stands in the form because nobody has given one. */
  readonly madeUpId?: string;
  /** What each part is filled in with. */
  readonly values: Readonly<Record<Part, Values>>;
  /** The profiles that can be used. */
  readonly profiles: readonly string[];
  /** A run that was cut off. */
  readonly unfinished?: AssumeNote | undefined;
}

/** How the flow ended. */
export type AssumeOutput =
  | { readonly kind: 'left' }
  | { readonly kind: 'role'; readonly roleArn: string; readonly files: readonly string[] }
  | {
      readonly kind: 'profiles';
      readonly roleProfile: string;
      readonly userProfile: string;
      readonly region: string;
      /** Who you are in the role; absent: it was not verified. */
      readonly proved?: Identity | undefined;
    };

/** One thing that a field can be filled in with. */
export interface FieldChoice {
  readonly value: string;
  /** What it is, a few words. */
  readonly note: string;
}

export interface AssumeContext extends AssumeInput {
  readonly surroundings?: AssumeSurroundings | undefined;
  readonly chosen: Part;
  readonly values: Values;
  readonly plan?: AssumePlan | undefined;
  /** The field that is filled in from a list. */
  readonly choosing?: FieldId | undefined;
  /** What it can be filled in with, once that is known. */
  readonly choices?: readonly FieldChoice[] | undefined;
  /** The note of the journal, once there is one. */
  readonly note?: AssumeNote | undefined;
  readonly step?: StepId | undefined;
  readonly waiting?: WaitingDevice | undefined;
  /** The two codes, while AWS looks at them. */
  readonly codes?: readonly [string, string] | undefined;
  readonly proved?: Identity | undefined;
  /** Where the administrator's script was written. */
  readonly script?: string | undefined;
  /** What was cleaned up, said once. */
  readonly cleaned?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
}

export type AssumeEvent =
  | { type: 'CHOOSE'; part: Part }
  | { type: 'EDIT'; field: FieldId; value: string }
  /** The person wants to see what a field can be filled in with. */
  | { type: 'LIST'; field: FieldId }
  | { type: 'PICK'; value: string }
  | { type: 'NEXT' }
  | { type: 'BACK' }
  | { type: 'RETRY' }
  | { type: 'CONFIRM' }
  | { type: 'SCRIPT' }
  | { type: 'RESUME' }
  | { type: 'CLEAN_UP' }
  | { type: 'FORGET' }
  | { type: 'CODES'; codes: readonly [string, string] }
  | { type: 'COPY' }
  | { type: 'CLOSE' }
  /** How the work goes. */
  | { type: 'STEP'; step: StepId }
  | { type: 'NOTED'; note: AssumeNote }
  | { type: 'MADE'; note?: AssumeNote; waiting?: WaitingDevice }
  | { type: 'WRITTEN' }
  | { type: 'PROVED'; identity: Identity }
  | { type: 'BROKE'; problem: ProblemText };
