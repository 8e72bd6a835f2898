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

/** The meta of every leaf state. @template Pane the panes of its machine; `home` is where it ends */
export interface StateMeta<Pane extends string = string> {
  readonly pane: Pane | 'home';
  /** A short title or question, in the words of the task. */
  readonly title: string;
  /** The title where it depends on what the machine knows; undefined: {@link title}. */
  readonly titleOf?: (context: never) => string | undefined;
  readonly step?: StepId;
  /** Automatic work in progress: what, as `asking AWS who you are`. */
  readonly busy?: string;
  /** Whether the work is changing files or AWS right now, so that leaving would interrupt it. */
  readonly writes?: true;
}

/**
 * The meta of a transition. Transitions with a key become commands: footer, help and palette are generated from them, so
 * a key always does what the footer says.
 */
export interface TransitionMeta {
  /** The key's name in the key router: `enter`, `escape`, `i`, `ctrl+k`. */
  readonly key: string;
  /** Other keys that do the same. */
  readonly also?: readonly string[];
  /** Verb first, one to three words. */
  readonly label: string;
  /** A sentence for the help. */
  readonly help?: string;
  /** The position in the footer, smaller first; absent: help and palette only. */
  readonly footer?: number;
  /** Writes, deletes or confirms something important: its key works only after the question could be read. */
  readonly decides?: true;
  /** Its decision is not written before a later question, so it is available in a read-only session. */
  readonly onlyReads?: true;
}
