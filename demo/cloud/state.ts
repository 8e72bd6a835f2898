import type { StackState } from './cloudformation/stack-state.ts';
import type { Step } from './cloudformation/steps.ts';
import type { Principal } from './principal.ts';
import type { Tag } from './tag.ts';

/**
 * Everything the cloud knows, as plain JSON that is saved and loaded as it is. Times are milliseconds since 1970. Names from
 * outside are list members, never keys, since any text can be a name.
 */
export interface CloudState {
  /** The format of this file; a cloud refuses any other. */
  schema: 1;
  savedAt: number;
  /** How many ids were generated; see ids.ts. */
  idsGiven: number;
  accounts: AccountState[];
  buckets: BucketState[];
  stacks: StackState[];
  /** Apps of the Amplify service, oldest first; absent for none. */
  apps?: AmplifyAppState[];
  /** Temporary credentials, oldest first; absent for none. */
  sessions?: SessionState[];
  /** Sign-ins to the console that can still be used; absent for none. */
  signIns?: SignInState[];
  /** The engine's planned steps, in no particular order. */
  steps: Step[];
}

/** A sign-in token of the federation endpoint. Times are milliseconds since 1970. */
export interface SignInState {
  token: string;
  /** The principal who signs in with it. */
  arn: string;
  usableUntil: number;
  /** When the console session ends. */
  endsAt: number;
}

export interface AccountState {
  id: string;
  name: string;
  alias: string;
  /** The account's own managed policies; absent for none. */
  policies?: PolicyState[];
  users: UserState[];
  roles: RoleState[];
  /** The limits of its organization, as JSON, one text per level; absent for an account without one. */
  serviceControlPolicies?: string[];
  /** Opt-in regions that it has enabled; absent for none. */
  enabledRegions?: string[];
  /** Regions where STS issues no credentials of this account; absent for none. */
  stsOffRegions?: string[];
  /** Absent for version 1: sessions from the global endpoint of STS, which are valid only in the default regions. */
  globalTokenVersion?: 2;
  /** Parameters of Parameter Store with their regions; absent for none. */
  parameters?: (ParameterState & { region: string })[];
  /** Virtual MFA devices; absent for none. */
  mfaDevices?: MfaDeviceState[];
}

/** Temporary credentials as STS issues them. */
export interface SessionState {
  accessKeyId: string;
  secret: string;
  token: string;
  /** The principal who signs with them. */
  principal: Principal;
  expiresAt: number;
  /** True for a session that is valid only in the regions that every account has. */
  isForDefaultRegions?: true;
}

/** A parameter of Parameter Store. */
export interface ParameterState {
  name: string;
  value: string;
  type: string;
  version: number;
  changedAt: number;
}

export interface MfaDeviceState {
  /** The ARN, which a virtual device has in place of a serial number. */
  serial: string;
  /** The secret that the phone shares, in base32. */
  seed: string;
  createdAt: number;
  /** Its user; absent while nobody has it. */
  userName?: string;
  enabledAt?: number;
  /** The time step of the latest used code: that code and all older ones are no longer valid. */
  lastStep?: number;
}

export interface UserState {
  name: string;
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  keys: AccessKeyState[];
  inlinePolicies?: { name: string; document: string }[];
  /** ARNs. */
  attachedPolicies?: string[];
  permissionsBoundary?: string;
  tags?: Tag[];
}

export interface PolicyState {
  name: string;
  arn: string;
  /** JSON text of the default version. */
  document: string;
  id?: string;
  description?: string;
  createdAt?: number;
  updatedAt?: number;
  tags?: Tag[];
  /** Every version, oldest first; absent while there is only v1. */
  versions?: PolicyVersion[];
  defaultVersion?: string;
  /** The highest version number so far, since numbers are not reused. */
  lastVersion?: number;
}

export interface PolicyVersion {
  /** Like v2. */
  id: string;
  /** JSON text. */
  document: string;
  createdAt: number;
}

export interface AccessKeyState {
  id: string;
  secret: string;
  status: 'Active' | 'Inactive';
  createdAt: number;
  /** When a new key becomes known to the services; absent if it is known already. */
  knownFrom?: number;
  /** Absent if it never signed anything. */
  lastUsed?: { time: number; service: string; region: string };
}

export interface RoleState {
  name: string;
  id: string;
  arn: string;
  path: string;
  createdAt: number;
  /** The trust policy as JSON text. */
  trust: string;
  description: string;
  maxSessionSeconds: number;
  permissionsBoundary?: string;
  tags: Tag[];
  inlinePolicies: { name: string; document: string }[];
  attachedPolicies: { name: string; arn: string }[];
}

export interface AmplifyAppState {
  id: string;
  name: string;
  accountId: string;
  region: string;
  description?: string;
  repository?: string;
  platform: string;
  /** Environment variables. */
  variables: Tag[];
  tags: Tag[];
  createdAt: number;
  /** Absent until its first change. */
  updatedAt?: number;
  /** Backend environments, oldest first. */
  environments: BackendEnvironmentState[];
}

export interface BackendEnvironmentState {
  name: string;
  stackName?: string;
  /** The name of the deployment bucket. */
  deploymentArtifacts?: string;
  createdAt: number;
}

export interface BucketState {
  name: string;
  accountId: string;
  region: string;
  createdAt: number;
  policy?: string;
  encryption: { algorithm: string; keyId?: string; bucketKey: boolean };
  publicAccessBlock?: PublicAccessBlock;
  versioning?: 'Enabled' | 'Suspended';
  ownership: string;
  tags: Tag[];
  /** Every version of every object, oldest first. */
  versions: ObjectVersion[];
  /** Unfinished multipart uploads; absent for none. */
  uploads?: UploadState[];
}

/** A multipart upload: the future object, and the parts so far by number. */
export interface UploadState {
  id: string;
  key: string;
  startedAt: number;
  contentType: string;
  metadata: Tag[];
  headers?: Tag[];
  parts: { number: number; etag: string; size: number; storedAt: number; content: string }[];
}

export interface PublicAccessBlock {
  blockPublicAcls: boolean;
  ignorePublicAcls: boolean;
  blockPublicPolicy: boolean;
  restrictPublicBuckets: boolean;
}

export interface ObjectVersion {
  key: string;
  /** `null` (the text) for objects stored without versioning, like S3. */
  versionId: string;
  deleteMarker: boolean;
  storedAt: number;
  /** The content in base64; empty for a delete marker. */
  content: string;
  size: number;
  etag: string;
  contentType: string;
  metadata: Tag[];
  /** Headers that are returned with it, like cache-control; absent for none. */
  headers?: Tag[];
  checksum?: { algorithm: string; value: string };
}
