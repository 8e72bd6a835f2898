import type { AccessChoice } from './access.ts';

/** One way to reach AWS, as the profile step lists it. */
export interface AccessOption {
  readonly choice: AccessChoice;
  /** The profile's name, `environment keys`, `container credentials`; safe to show. */
  readonly label: string;
  /** The badge, such as `keys` or `role · MFA`. */
  readonly kind: string;
  /** The region that would be used: the environment's, else the profile's. */
  readonly region?: string;
  /** 12 digits, when a file has it, so without a call. */
  readonly account?: string;
  readonly usable: { readonly ok: true } | { readonly ok: false; readonly why: string };
  /** Where its requests go instead of AWS, according to the environment and the profile; absent for AWS. */
  readonly endpoint?: string;
}
