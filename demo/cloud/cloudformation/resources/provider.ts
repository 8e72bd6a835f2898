import type { Cloud } from '../../cloud.ts';
import { ServiceError } from '../../errors.ts';
import type { Tag } from '../../tag.ts';
import type { ResourceState, StackState } from '../stack-state.ts';

/** A request to make, change or remove a resource. */
export interface ResourceRequest {
  cloud: Cloud;
  stack: StackState;
  resource: ResourceState;
  /** Resolved. */
  properties: Record<string, unknown>;
  /** Milliseconds since 1970. */
  moment: number;
}

/** A resource type. To add one, write this and name it in registry.ts. */
export interface ResourceProvider {
  type: string;
  /** The properties it has; a placeholder takes any. */
  properties: readonly string[] | 'any';
  required: readonly string[];
  /** Attributes for GetAtt. */
  attributes: readonly string[];
  /** A prefix of further attributes for GetAtt. */
  attributePrefix?: string;
  /** Shown with its creation, so that nobody takes it for a real resource. */
  note?: string;
  /** True if it reports its own end instead of taking a fixed time. */
  reportsItsEnd?: boolean;
  /** Durations as on AWS, the first from the start of the creation, the second from the start of the removal. */
  seconds: { untilComplete: number; toRemove: number };
  /** The capability that a template with such a resource needs; the properties are not resolved yet. */
  capability?: (properties: Record<string, unknown>) => 'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM';
  /** Properties that cannot be changed in place: a new resource is made, and this one removed. */
  replacedBy?: readonly string[];
  /** The property that holds a unique name. */
  nameProperty?: string;
  /** The property that identifies it in an import. */
  identifier?: string;
  /** True if it also gets the stack's tags. */
  taggable?: boolean;
  /** Makes it. @throws HandlerFailure or, from the service underneath, ServiceError */
  create(request: ResourceRequest): { physicalId: string; attributes: Record<string, string> };
  /**
   * Replaces the properties `previous` with those of the request, whatever it has of them already; absent if there is nothing
   * behind it that could change.
   * @throws like create()
   */
  update?(request: ResourceRequest, physicalId: string, previous: Record<string, unknown>): void;
  /** Sets the stack's tags and its own for an import, and changes nothing else. @throws like create() */
  tag?(request: ResourceRequest, physicalId: string): void;
  /** Finds an existing resource to import; undefined if there is none. Absent for types that cannot be imported. */
  find?(
    request: ResourceRequest,
    identifier: string,
  ): { physicalId: string; attributes: Record<string, string> } | undefined;
  /** Removes it; succeeds also if it is gone already. */
  remove(request: ResourceRequest, physicalId: string): void;
}

/** Reported without the handler's frame: no handler was involved, or the type is older than handlers. */
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

/** A failure of a resource that already has a physical id, so that a rollback removes it like a complete one. */
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

/** A service's refusal as a handler reports it; `service` in the handlers' spelling, S3 or Iam. */
export function handlerFailure(service: string, error: ServiceError, requestId: string): HandlerFailure {
  return new HandlerFailure(
    HANDLER_CODES[error.code] ?? 'GeneralServiceException',
    `${error.message} (Service: ${service}, Status Code: ${error.status}, Request ID: ${requestId})`,
  );
}

/** Checks that the stack's creator may do this. @throws the handler's AccessDenied */
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

/** A property that must be a text if it exists. */
export function textProperty(properties: Record<string, unknown>, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new HandlerFailure('InvalidRequest', `#/${name}: expected type: String, found: ${typeof value}`);
}

/** The tags of a resource: the stack's and its own, which take precedence. */
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
