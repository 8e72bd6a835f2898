import type { StackState } from './stack-state.ts';

/** Something the engine does to a stack at a certain moment. Plain JSON, so that a saved cloud continues where it stopped. */
export interface Step {
  /** When, in milliseconds since 1970; fractions keep the order at high speed. */
  due: number;
  /** Decides the order of steps that are due at the same moment. */
  order: number;
  stackId: string;
  kind: StepKind;
  logicalId?: string;
}

export type StepKind = StackStepKind | ResourceStepKind;

/** Steps of the stack as a whole. */
export type StackStepKind =
  | 'begin-creation'
  | 'finish-creation'
  | 'begin-rollback'
  | 'begin-update'
  | 'finish-update'
  | 'begin-update-rollback'
  | 'continue-update-rollback'
  | 'begin-cleanup'
  | 'open-removal'
  | 'begin-removal'
  | 'finish-removal';

/** Steps of the resource with the id `logicalId`. */
export type ResourceStepKind =
  | 'create'
  | 'update'
  | 'import'
  | 'import-tags'
  | 'complete'
  | 'fail'
  | 'remove'
  | 'remove-again'
  | 'nested-ended';

/** Carries out steps when they are due. */
export interface Engine {
  /** Plans a step `seconds` of AWS time after `moment`, divided by the cloud's speed. */
  plan(stack: StackState, moment: number, seconds: number, kind: StepKind, logicalId?: string): void;
  /** Carries out everything that is due, so that an answer is up to date. */
  catchUp(): void;
  /** Stops for good. */
  stop(): void;
}
