import type { ServiceName } from '../request.ts';

/** What a rule does to a call. */
export const CALL_FAULTS = [
  'throttle',
  'error',
  'latency',
  'hang',
  'hang-after',
  'reset',
  'reset-after',
  'cut',
  'html',
  'empty',
  'expire',
  'deny',
] as const;

/** What a rule does to a resource of a stack. */
export const RESOURCE_FAULTS = [
  'fail',
  'stuck',
  'fail-update',
  'stuck-update',
  'fail-delete',
  'stuck-delete',
] as const;

export type CallFault = (typeof CALL_FAULTS)[number];
export type ResourceFaultKind = (typeof RESOURCE_FAULTS)[number];

/** One way in which the cloud misbehaves, and when. README.md has the words for the command line. */
export interface FaultRule {
  kind: CallFault | ResourceFaultKind | 'skew';
  /** The HTTP status of `error`; the handler error code of `fail`, `fail-update` and `fail-delete`. */
  code?: string;
  /** Milliseconds: how long `latency` waits, how far `skew` puts the cloud's clock ahead. */
  duration?: number;
  /** Absent for every service. */
  service?: ServiceName;
  /** The name of a call, or for resources a logical id or a type; `*` stands for any text. Absent for all. */
  target?: string;
  /** A user's name, ARN or account; absent for everybody. */
  who?: string;
  /** Leaves the calls before this one alone, counted from 1 among those that match. */
  nth?: number;
  /** Ends after this many hits. */
  times?: number;
  /** From 0 to 1; decided by the seed, so that a run can be repeated. */
  chance?: number;
  /** Milliseconds from when the rule was given until it holds. */
  after?: number;
  /** For `fail`: AWS seconds from the resource's first physical id; without it the resource is never made. */
  at?: number;
}

/** The codes that CloudFormation's resource handlers fail with (the HandlerErrorCode of its registry). */
export const HANDLER_ERROR_CODES = [
  'AccessDenied',
  'AlreadyExists',
  'GeneralServiceException',
  'HandlerInternalFailure',
  'InternalFailure',
  'InvalidCredentials',
  'InvalidRequest',
  'InvalidTypeConfiguration',
  'NetworkFailure',
  'NonCompliant',
  'NotFound',
  'NotReady',
  'NotStabilized',
  'NotUpdatable',
  'ResourceConflict',
  'ServiceInternalError',
  'ServiceLimitExceeded',
  'ServiceTimeout',
  'Throttling',
  'UnsupportedTarget',
  'Unknown',
] as const;
