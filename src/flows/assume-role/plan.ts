import type { AwsClients } from '../../aws/clients.ts';
import type { NewRole } from '../../aws/iam/roles.ts';
import type { Identity, PlannedCall } from '../../core/plan.ts';
import type { PlannedProfileFile } from '../../profiles/profile-plan.ts';
import type { Part, Values } from './answers.ts';
import type { HandOver } from './note.ts';

/** The role that is made, with what it may do. */
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

/** Where the access key of the user comes from. */
export type KeySource = 'profile' | 'csv' | 'make';

/** What the developers' side makes and writes. */
export interface UserWork {
  readonly roleArn: string;
  readonly externalId: string;
  /** Absent: the part `profiles`, which makes nothing in AWS. */
  readonly user?: {
    readonly name: string;
    readonly policyName: string;
    readonly policyArn: string;
    readonly policyDescription: string;
    readonly document: string;
    readonly tags: Readonly<Record<string, string>>;
  };
  /** The MFA device; `make`: it is made, or made anew where one was left that belongs to nobody. */
  readonly device?:
    | { readonly serial: string; readonly make: boolean; readonly leftOver: boolean }
    | undefined;
  readonly keys: KeySource;
  readonly keysFile: string;
  /** Where a key that is made is kept as a .csv, too, absolute; absent: nowhere. */
  readonly csvFile?: string | undefined;
  readonly userProfile: string;
  readonly roleProfile: string;
  readonly region: string;
}

/** What `assume-role` is about to do. The review shows it, the dry run prints it. */
export interface AssumePlan {
  readonly part: Part;
  /** Who acts in AWS; absent: nobody does. */
  readonly identity?: Identity | undefined;
  readonly calls: readonly PlannedCall[];
  /** What is there already and stays, one sentence each. */
  readonly there: readonly string[];
  /** What the role will be able to do, in words. */
  readonly words: readonly string[];
  /** ~/.aws, as far as it changes, masked. */
  readonly files: readonly PlannedProfileFile[];
  readonly roleWork?: RoleWork;
  readonly userWork?: UserWork;
}

export interface PlanInput {
  readonly part: Part;
  readonly values: Values;
  /** The external id was made up for this run, so that of a role which is there serves as well. */
  readonly madeUpId?: boolean;
  /** The hand-over note, where one was named. */
  readonly note?: HandOver | undefined;
  /** The ARN of a device that an earlier run has made and that codes are at hand for: it is kept. */
  readonly keptDevice?: string | undefined;
  readonly identity?: Identity | undefined;
  readonly clients?: AwsClients | undefined;
  /** Where relative paths start. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}
