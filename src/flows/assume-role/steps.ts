import type { Secret } from '../../core/secret.ts';
import type { AssumePlan } from './plan.ts';

/** The steps in their order; a plan uses only some of them. */
export const stepWords = {
  role: 'make the role',
  permissions: 'say what it may do',
  note: 'write the hand-over note',
  policy: 'allow assuming the role',
  user: 'create the user',
  device: 'set up the MFA device',
  key: 'make the access key and save it',
  keys: 'save the access key',
  profiles: 'write the profiles',
  source: 'check the user',
  proof: 'check the role',
} as const;

export type StepId = keyof typeof stepWords;

/** The steps of a plan. */
export function stepsOf({ roleWork, userWork }: AssumePlan): StepId[] {
  if (roleWork) return ['role', 'permissions', 'note'];
  if (!userWork) return [];
  return [
    ...(userWork.user ? (['policy', 'user'] as const) : []),
    ...(userWork.device?.make ? (['device'] as const) : []),
    ...({ make: ['key'], csv: ['keys'], profile: [] } as const)[userWork.keys],
    'profiles',
    'source',
    'proof',
  ];
}

/** A new device that waits for its two codes. */
export interface WaitingDevice {
  readonly serial: string;
  /** Absent: an earlier run created it, and somebody has its secret. */
  readonly secret?: Secret;
}
