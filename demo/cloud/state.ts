import type { StackState } from './cloudformation/stack-state.ts';
import type { Step } from './cloudformation/steps.ts';
import type { Principal } from './principal.ts';
import type { Tag } from './tag.ts';

/**
 * Everything the cloud knows, as plain JSON: it is saved and loaded as it is. Times are milliseconds since 1970.
 * Names that come from outside are list members, never keys, because any text can be a name.
 */
export interface CloudState {
  /** The format of this file; a cloud refuses a state it does not know. */
  schema: 1;
  savedAt: number;
  /** How many generated ids were given out; see ids.ts. */
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
  /** What the engine still has to do, in no particular order. */
  steps: Step[];
}

/** A sign-in token of the federation endpoint. Times are milliseconds since 1970. */
export interface SignInState {
  token: string;
  /** Who signs in with it. */
  arn: string;
  usableUntil: number;
  /** When the session of the console ends. */
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
  /** What its organization allows at most, as JSON, one text for each level; absent for an account without one. */
  serviceControlPolicies?: string[];
  /** Regions that are off by default and that it has switched on; absent for none. */
  enabledRegions?: string[];
  /** Regions where STS gives out no credentials of this account; absent for none. */
  stsOffRegions?: string[];
  /** Absent for version 1: sessions of the global endpoint of STS, which hold only in the default regions. */
  globalTokenVersion?: 2;
  /** Parameters of Parameter Store, each of a region; absent for none. */
  parameters?: (ParameterState & { region: string })[];
  /** Virtual MFA devices; absent for none. */
  mfaDevices?: MfaDeviceState[];
}

/** Temporary credentials, as STS gives them. */
export interface SessionState {
  accessKeyId: string;
  secret: string;
  token: string;
  /** Who signs with them. */
  principal: Principal;
  expiresAt: number;
  /** True for a session that holds only in the regions that every account has. */
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
  /** The ARN that stands for the serial number of a virtual device. */
  serial: string;
  /** What the phone knows, in base32. */
  seed: string;
  createdAt: number;
  /** Who has it; absent while nobody does. */
  userName?: string;
  enabledAt?: number;
  /** The time step of the newest code that was used: a code is good once, and no older one is after it. */
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
  /** JSON text of the version that counts. */
  document: string;
  id?: string;
  description?: string;
  createdAt?: number;
  updatedAt?: number;
  tags?: Tag[];
  /** Every version, oldest first; absent while there is one, called v1. */
  versions?: PolicyVersion[];
  defaultVersion?: string;
  /** The highest number a version ever had: numbers are not used again. */
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
  /** A fresh key is unknown until then; absent if it was never fresh. */
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
  /** Uploads in parts that were begun and not ended; absent for none. */
  uploads?: UploadState[];
}

/** An upload in parts: what the object will be, and the parts so far by number. */
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
  /** `null` (the text) for objects stored while versioning was off, as S3 has it. */
  versionId: string;
  deleteMarker: boolean;
  storedAt: number;
  /** The content in base64; empty for a delete marker. */
  content: string;
  size: number;
  etag: string;
  contentType: string;
  metadata: Tag[];
  /** Headers that come back with it, like cache-control; absent for none. */
  headers?: Tag[];
  checksum?: { algorithm: string; value: string };
}
