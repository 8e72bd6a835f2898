import type { AssumePaneId } from '../../../machines/assume-role/meta.ts';
import type { AssumeContext } from '../../../machines/assume-role/types.ts';
import type { StepItem } from '../../widgets/steps.tsx';

const labels = {
  part: 'Part',
  form: 'Fill in the details',
  review: 'Review',
  work: 'Set up',
  device: 'MFA device',
  proof: 'Proof',
} as const;

const says = {
  part: 'the role, the user, or the profiles',
  form: 'accounts, names and MFA',
  review: 'all that will happen; nothing is changed before',
  work: 'in AWS and in ~/.aws',
  device: 'a QR code, then two codes',
  proof: 'the role is assumed once',
} as const;

type Step = keyof typeof labels;

const steps: Readonly<Partial<Record<AssumePaneId, Step>>> = {
  'assume.part': 'part',
  'assume.form': 'form',
  'assume.choices': 'form',
  'assume.review': 'review',
  'assume.working': 'work',
  'assume.device': 'device',
};

const parts = { role: 'the role', user: 'the user', profiles: 'the profiles' } as const;

/** The steps of `assume-role` for the step list; empty before its first question. */
export function assumeFlowSteps({ chosen, plan }: AssumeContext, pane: string): StepItem[] {
  const now = pane === 'assume.done' ? undefined : steps[pane as AssumePaneId];
  if (now === undefined && pane !== 'assume.done') return [];
  const own: readonly Step[] = [
    'part',
    'form',
    'review',
    'work',
    ...(now === 'device' || (chosen === 'user' && plan?.userWork?.device?.make) ? (['device'] as const) : []),
    ...(chosen === 'role' ? [] : (['proof'] as const)),
  ];
  const at = now === undefined ? own.length : own.indexOf(now);
  return own.map((id, index) => ({
    id,
    label: labels[id],
    state: index === at ? 'now' : index < at ? 'done' : 'to-come',
    says: says[id],
    value: id === 'part' && index < at ? parts[chosen] : undefined,
  }));
}
