import type { ServiceName } from '../request.ts';

/** Faults of calls. */
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

/** Faults of resources in a stack. */
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

/** A fault and its conditions. README.md explains the words for the command line. */
export interface FaultRule {
  kind: CallFault | ResourceFaultKind | 'skew';
  /** The HTTP status of `error`; the handler error code of `fail`, `fail-update` and `fail-delete`. */
  code?: string;
  /** Milliseconds: how long `latency` waits, how far `skew` puts the cloud's clock ahead. */
  duration?: number;
  /** Absent for all services. */
  service?: ServiceName;
  /** An action, or for resources a logical id or type; `*` matches any text. Absent for all. */
  target?: string;
  /** A user's name, ARN or account; absent for everybody. */
  who?: string;
  /** The first matching call that it hits, counted from 1. */
  nth?: number;
  /** Ends after this many hits. */
  times?: number;
  /** From 0 to 1; decided by the seed, so that a run is repeatable. */
  chance?: number;
  /** Milliseconds from adding the rule until it applies. */
  after?: number;
  /** For `fail`: AWS seconds from the resource's first physical id; without it the resource is never made. */
  at?: number;
}

/** The error codes of CloudFormation's resource handlers (the HandlerErrorCode of its registry). */
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
