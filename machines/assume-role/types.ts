import type { Identity } from '../../src/core/plan.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import type { FieldId, Part, Values } from '../../src/flows/assume-role/answers.ts';
import type { AssumeNote } from '../../src/flows/assume-role/journal.ts';
import type { AssumePlan } from '../../src/flows/assume-role/plan.ts';
import type { StepId, WaitingDevice } from '../../src/flows/assume-role/steps.ts';

export interface AssumeInput {
  /** The part, if one was named. */
  readonly part?: Part | undefined;
  /** Whether the codes of a device from an earlier run are available. */
  readonly hasCodes?: boolean;
}

/** What the flow starts from. */
export interface AssumeLocalState {
  /** The external id that was generated for the form because nobody has given one. */
  readonly madeUpId?: string;
  /** The initial values of each part's form. */
  readonly values: Readonly<Record<Part, Values>>;
  /** The usable profiles. */
  readonly profiles: readonly string[];
  /** An interrupted run. */
  readonly unfinished?: AssumeNote | undefined;
}

/** How the flow ended. */
export type AssumeOutput =
  /** `begun`: something was made already. */
  | { readonly kind: 'left'; readonly begun?: boolean | undefined }
  | { readonly kind: 'role'; readonly roleArn: string; readonly files: readonly string[] }
  | {
      readonly kind: 'profiles';
      readonly roleProfile: string;
      readonly userProfile: string;
      readonly region: string;
      /** Your identity in the role; absent: it was not verified. */
      readonly proved?: Identity | undefined;
    };

/** A choice for a field. */
export interface FieldChoice {
  readonly value: string;
  /** A description in a few words. */
  readonly note: string;
}

export interface AssumeContext extends AssumeInput {
  readonly localState?: AssumeLocalState | undefined;
  readonly chosen: Part;
  readonly values: Values;
  readonly plan?: AssumePlan | undefined;
  /** The field whose choices are shown. */
  readonly choosing?: FieldId | undefined;
  /** Its choices, once they are known. */
  readonly choices?: readonly FieldChoice[] | undefined;
  /** The note in the journal, once there is one. */
  readonly note?: AssumeNote | undefined;
  /** It was left although something was made already. */
  readonly begun?: boolean | undefined;
  readonly step?: StepId | undefined;
  readonly waiting?: WaitingDevice | undefined;
  /** The two codes, while AWS checks them. */
  readonly codes?: readonly [string, string] | undefined;
  readonly proved?: Identity | undefined;
  /** The path of the administrator's script. */
  readonly script?: string | undefined;
  /** Whether a clean-up was done, said once. */
  readonly cleaned?: boolean | undefined;
  readonly problem?: ProblemText | undefined;
}

export type AssumeEvent =
  | { type: 'CHOOSE'; part: Part }
  | { type: 'EDIT'; field: FieldId; value: string }
  /** The user wants to see the choices for a field. */
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
  /** The progress of the work. */
  | { type: 'STEP'; step: StepId }
  | { type: 'NOTED'; note: AssumeNote }
  | { type: 'MADE'; note?: AssumeNote; waiting?: WaitingDevice }
  | { type: 'WRITTEN' }
  | { type: 'PROVED'; identity: Identity }
  | { type: 'BROKE'; problem: ProblemText };
