import type { ConfigureStepId } from './configure/meta.ts';

/** Steps of a flow as the step list shows them. */
export type StepId =
  | ConfigureStepId
  | 'name'
  | 'environment'
  | 'editor'
  | 'app'
  | 'framework'
  | 'resources'
  | 'profile'
  | 'account'
  | 'review'
  | 'deploy';

/** What every leaf state says about itself. @template Pane the panes of its machine; `home` is where it ends */
export interface StateMeta<Pane extends string = string> {
  readonly pane: Pane | 'home';
  /** A short title or question, in the words of the task. */
  readonly title: string;
  readonly step?: StepId;
  /** Something goes on by itself: what, as `asking AWS who you are`. */
  readonly busy?: string;
  /** What goes on changes files or AWS in a moment: leaving now cuts it off. */
  readonly writes?: true;
}

/**
 * What a transition says about itself. Transitions with a key become commands: footer, help and palette are
 * generated from them, so a key can never do something else than the footer says.
 */
export interface TransitionMeta {
  /** Key name as the key router spells it: `enter`, `escape`, `i`, `ctrl+k`. */
  readonly key: string;
  /** Other keys that do the same. */
  readonly also?: readonly string[];
  /** Verb first, one to three words. */
  readonly label: string;
  /** A sentence for the help. */
  readonly help?: string;
  /** Place in the footer, smaller first; absent: help and palette only. */
  readonly footer?: number;
  /** Writes, deletes or says yes to what counts: its key acts only after the question could be read. */
  readonly decides?: true;
  /** What it decides is written nowhere before a later question, so it is on in a session that may change nothing. */
  readonly onlyReads?: true;
}
