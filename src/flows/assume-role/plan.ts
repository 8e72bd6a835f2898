import type { AwsClients } from '../../aws/clients.ts';
import type { NewRole } from '../../aws/iam/roles.ts';
import type { Identity, PlannedCall } from '../../core/plan.ts';
import type { PlannedProfileFile } from '../../profiles/profile-plan.ts';
import type { Part, Values } from './answers.ts';
import type { HandOver } from './note.ts';

/** The role to create, with its permissions. */
export interface RoleWork {
  readonly role: NewRole;
  readonly arn: string;
  readonly inline?: { readonly name: string; readonly document: string } | undefined;
  /** ARNs of managed policies. */
  readonly attach: readonly string[];
  readonly note: HandOver;
  readonly noteFiles: readonly {
    readonly path: string;
    readonly contents: string;
    readonly there: boolean;
  }[];
}

/** The source of the user's access key. */
export type KeySource = 'profile' | 'csv' | 'make';

/** What the developers' side creates and writes. */
export interface UserWork {
  readonly roleArn: string;
  readonly externalId: string;
  /** Absent: the part `profiles`, which creates nothing in AWS. */
  readonly user?: {
    readonly name: string;
    readonly policyName: string;
    readonly policyArn: string;
    readonly policyDescription: string;
    readonly document: string;
    readonly tags: Readonly<Record<string, string>>;
  };
  /** The MFA device; `make`: whether to create it, or to replace one that was left and belongs to nobody. */
  readonly device?:
    | { readonly serial: string; readonly make: boolean; readonly leftOver: boolean }
    | undefined;
  readonly keys: KeySource;
  readonly keysFile: string;
  /** Absolute path of a .csv for a copy of a created key; absent: none. */
  readonly csvFile?: string | undefined;
  readonly userProfile: string;
  readonly roleProfile: string;
  readonly region: string;
}

/** What `assume-role` will do. The review shows it, the dry run prints it. */
export interface AssumePlan {
  readonly part: Part;
  /** Who acts in AWS; absent: nothing is done there. */
  readonly identity?: Identity | undefined;
  readonly calls: readonly PlannedCall[];
  /** What exists already and stays, one sentence each. */
  readonly there: readonly string[];
  /** The role's permissions in words. */
  readonly words: readonly string[];
  /** The changes of ~/.aws, masked. */
  readonly files: readonly PlannedProfileFile[];
  readonly roleWork?: RoleWork;
  readonly userWork?: UserWork;
}

export interface PlanInput {
  readonly part: Part;
  readonly values: Values;
  /** Whether the external id was generated for this run, so that an existing role's serves as well. */
  readonly madeUpId?: boolean;
  /** The hand-over note, if one was named. */
  readonly note?: HandOver | undefined;
  /** The ARN of a device from an earlier run, for which codes are available: it is kept. */
  readonly keptDevice?: string | undefined;
  readonly identity?: Identity | undefined;
  readonly clients?: AwsClients | undefined;
  /** Where relative paths start. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}
