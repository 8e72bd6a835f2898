import type { Clock } from './clock.ts';
import type { ResourceState, StackState } from './cloudformation/stack-state.ts';
import type { Engine } from './cloudformation/steps.ts';
import type { Principal } from './principal.ts';
import type { Reply, ServiceName } from './request.ts';
import type { CloudState } from './state.ts';

/** The circumstances of an action, for deciding whether it is allowed. */
interface AuthorizationContext {
  region: string;
  /** The account that owns the resource. */
  resourceAccount: string;
  /** The service that acts for the principal, like cloudformation.amazonaws.com. */
  calledVia?: string;
  /** Condition keys of the action itself, in lower case, with their values. */
  conditions?: readonly (readonly [string, readonly string[]])[];
}

/** Decides if `principal` may do `action` (like `iam:CreateRole`) to `resource` (an ARN). */
export type Authorize = (
  principal: Principal,
  action: string,
  resource: string,
  context: AuthorizationContext,
) => { allowed: true } | { allowed: false; because: string };

/** A call that arrived and was authenticated, before it is carried out. */
export interface ArrivedCall {
  service: ServiceName;
  action: string;
  region: string;
  principal: Principal;
}

/** Faults on demand: a hook may answer instead of the service, or end the connection without an answer. */
export interface Faults {
  beforeAction?: (call: ArrivedCall) => Promise<Reply | 'reset' | undefined>;
  /** Called once the action has been carried out; only the answer can still be changed. */
  afterAction?: (call: ArrivedCall, reply: Reply) => Promise<Reply | 'reset' | undefined>;
  /** Called when a resource is about to be made, changed or removed. */
  resourceFault?: (
    stack: StackState,
    resource: ResourceState,
    moment: 'create' | 'update' | 'delete',
  ) => ResourceFault | undefined;
  /** How far the clock that clients see is ahead of the true time, in milliseconds. */
  clockOffset?: () => number;
}

/**
 * A resource that never finishes, or fails with a handler's error code: before it is made, or the given number of AWS seconds
 * after that.
 */
export type ResourceFault = { kind: 'stuck' } | { kind: 'fail'; code: string; atSeconds?: number };

/**
 * Checking names before a deployment: not at all; CreateStack refuses; or the stack is created and fails. Which of the last
 * two AWS does is not documented.
 */
export type Validation = (typeof VALIDATIONS)[number];

export const VALIDATIONS = ['off', 'refuse', 'stack'] as const;

/** What every action works with. */
export interface Cloud {
  state: CloudState;
  /** The state with users, keys, roles and policies as far as the services know them yet. */
  seen(): CloudState;
  /** Lets the services know immediately what IAM knows. */
  settle(): void;
  clock: Clock;
  engine: Engine;
  /** Durations are divided by this. */
  speed: number;
  /** Events and resources on one page of an answer. */
  pageSize: number;
  /** Where this cloud answers, like http://127.0.0.1:4566. */
  endpoint: string;
  authorize: Authorize;
  faults: Faults;
  /** How CreateStack and UpdateStack handle names that are taken, before anything is made. */
  validation: Validation;
  /** Minutes that a request may be old or early; if absent, each service has its own limit. */
  requestMinutes?: number;
  /** Call after every change of the state, so that it is saved. */
  changed(): void;
  log(line: string): void;
}
