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
  session?: { issuedAt: number; mfaAt?: number };
}
