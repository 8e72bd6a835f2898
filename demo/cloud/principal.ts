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
  /** For temporary credentials: when they were issued, and when an MFA code was given for them, if at all. */
  session?: {
    issuedAt: number;
    mfaAt?: number;
    /** True if one role has assumed another. */
    isChained?: boolean;
    /** Policies, as JSON, that limit the session; absent for none. */
    policies?: string[];
    tags?: Tag[];
    /** Keys of tags that are passed on to sessions of roles that this one assumes. */
    transitive?: string[];
  };
  /** True for credentials of GetFederationToken, whose `userName` is the user who called it. */
  federated?: boolean;
}
