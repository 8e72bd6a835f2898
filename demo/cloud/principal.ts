import type { Tag } from './tag.ts';

/** Who signed a request. */
export interface Principal {
  accountId: string;
  arn: string;
  userId: string;
  /** Empty for the session of a role. */
  userName: string;
  /** ARN of the role whose session it is. */
  role?: string;
  /** Of temporary credentials: when they were made, and when a code of an MFA device was given for them, if one was. */
  session?: {
    issuedAt: number;
    mfaAt?: number;
    /** True where one role has assumed another. */
    isChained?: boolean;
    /** Policies, as JSON, that limit what the session may do; absent for none. */
    policies?: string[];
    tags?: Tag[];
    /** Keys of the tags that go on to the sessions of roles that this one assumes. */
    transitive?: string[];
  };
  /** True for GetFederationToken's credentials: `userName` is the user who asked for them. */
  federated?: boolean;
}
