import type { Cloud } from '../../cloud.ts';
import { ServiceError } from '../../errors.ts';
import type { Tag } from '../../tag.ts';
import type { ResourceState, StackState } from '../stack-state.ts';

/** What a provider is asked to make or remove. */
export interface ResourceRequest {
  cloud: Cloud;
  stack: StackState;
  resource: ResourceState;
  /** Resolved. */
  properties: Record<string, unknown>;
  /** Milliseconds since 1970. */
  moment: number;
}

/** One resource type: a new one is added by writing this and naming it in registry.ts. */
export interface ResourceProvider {
  type: string;
  /** The properties it has; a placeholder takes any. */
  properties: readonly string[] | 'any';
  required: readonly string[];
  /** What GetAtt may ask for. */
  attributes: readonly string[];
  /** What else GetAtt may ask for: everything that begins so. */
  attributePrefix?: string;
  /** Shown with its creation, so that nobody takes it for the real thing. */
  note?: string;
  /** True if it says itself when it is complete, and no clock does. */
  reportsItsEnd?: boolean;
  /** AWS-like durations, counted from the moment the resource starts, the last one from the start of its removal. */
  seconds: { untilComplete: number; toRemove: number };
  /** The capability a template needs to have such a resource; the properties are not resolved yet. */
  capability?: (properties: Record<string, unknown>) => 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  /** Properties that cannot be changed in place: another one is made, and this one removed. */
  replacedBy?: readonly string[];
  /** The property that gives it a name which only one can have. */
  nameProperty?: string;
  /** What names it when it is imported, and which of its properties that is. */
  identifier?: string;
  /** True if it gets the stack's tags as well. */
  taggable?: boolean;
  /** Makes it. Throws HandlerFailure or, from the service underneath, ServiceError. */
  create(request: ResourceRequest): { physicalId: string; attributes: Record<string, string> };
  /**
   * Gives it the properties of the request in place of `previous`, whatever it has of them already; absent if there is
   * nothing behind it that could change. Throws as create().
   */
  update?(request: ResourceRequest, physicalId: string, previous: Record<string, unknown>): void;
  /** Gives it the stack's tags and its own and changes nothing else, for an import. Throws as create(). */
  tag?(request: ResourceRequest, physicalId: string): void;
  /** What is there under this name, for an import; undefined if nothing is. Absent for types that are not imported. */
  find?(
    request: ResourceRequest,
    identifier: string,
  ): { physicalId: string; attributes: Record<string, string> } | undefined;
  /** Removes it; that it is gone already is no failure. */
  remove(request: ResourceRequest, physicalId: string): void;
}

/** Reported as it is, without the handler's frame: no handler was asked, or the type is older than handlers. */
export class PlainFailure extends Error {}

/** A failure as CloudFormation's resource handlers report it. */
export class HandlerFailure extends Error {
  readonly handlerErrorCode: string;

  constructor(handlerErrorCode: string, message: string) {
    super(message);
    this.name = 'HandlerFailure';
    this.handlerErrorCode = handlerErrorCode;
  }
}

/** A failure of a resource that has its physical id already: what was begun is removed like what was made. */
export class StartedFailure extends PlainFailure {
  readonly physicalId: string;

  constructor(physicalId: string, message: string) {
    super(message);
    this.physicalId = physicalId;
  }
}

const HANDLER_CODES: Record<string, string> = {
  BucketAlreadyExists: 'AlreadyExists',
  BucketAlreadyOwnedByYou: 'AlreadyExists',
  EntityAlreadyExists: 'AlreadyExists',
  NoSuchBucket: 'NotFound',
  NoSuchEntity: 'NotFound',
  AccessDenied: 'AccessDenied',
  InvalidBucketName: 'InvalidRequest',
  InvalidInput: 'InvalidRequest',
  ValidationError: 'InvalidRequest',
  MalformedPolicy: 'InvalidRequest',
  MalformedPolicyDocument: 'InvalidRequest',
  NotImplemented: 'InvalidRequest',
};

/** A service's refusal as a handler passes it on; `service` as the handlers write it, S3 or Iam. */
export function handlerFailure(service: string, error: ServiceError, requestId: string): HandlerFailure {
  return new HandlerFailure(
    HANDLER_CODES[error.code] ?? 'GeneralServiceException',
    `${error.message} (Service: ${service}, Status Code: ${error.status}, Request ID: ${requestId})`,
  );
}

/** Asks whether the stack's creator may do this; a refusal is the handler's AccessDenied. */
export function requirePermission(
  request: ResourceRequest,
  action: string,
  arn: string,
  owner: string,
): void {
  const { cloud, stack } = request;
  const context = { region: stack.region, resourceAccount: owner, calledVia: 'cloudformation.amazonaws.com' };
  const decision = cloud.authorize(stack.creator, action, arn, context);
  if (decision.allowed) return;
  throw new ServiceError(
    'AccessDenied',
    `User: ${stack.creator.arn} is not authorized to perform: ${action} on resource: ${arn} ${decision.because}`,
    403,
  );
}

/** A property that must be text if it is there. */
export function textProperty(properties: Record<string, unknown>, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new HandlerFailure('InvalidRequest', `#/${name}: expected type: String, found: ${typeof value}`);
}

/** The tags that a resource gets: the stack's and its own, which win. */
export function allTags({ stack, properties }: ResourceRequest): Tag[] {
  const own = tagsProperty(properties);
  return [...stack.tags.filter(({ key }) => !own.some((tag) => tag.key === key)), ...own];
}

/** A list of Key and Value. */
export function tagsProperty(properties: Record<string, unknown>): { key: string; value: string }[] {
  const tags = properties.Tags;
  if (tags === undefined) return [];
  if (!Array.isArray(tags)) throw new HandlerFailure('InvalidRequest', '#/Tags: expected type: JSONArray');
  return tags.map((tag: Record<string, unknown>) => ({
    key: String(tag.Key),
    value: String(tag.Value),
  }));
}
