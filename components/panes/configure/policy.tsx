import { Box } from 'ink';
import { type PolicyKind, policyFault, policyWords } from '../../../src/flows/configure/policies.ts';
import { Choice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

const kinds: readonly PolicyKind[] = ['administrator', 'amplify', 'own'];

/** What the IAM user may do, in plain words. */
export function PolicyPane({ session, meta }: PaneProps) {
  const { flow, answers, verified, problem } = useConfigure(session);
  if (!answers) return null;
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  const { policy } = answers;
  const choose = (kind: PolicyKind) =>
    flow.send({
      type: 'EDIT',
      answers: { policy: kind === 'own' ? { kind, arn: '' } : { kind } },
    });
  const arn = policy.kind === 'own' ? policy.arn : undefined;
  return (
    <Box flexDirection="column">
      <Choice
        options={kinds.map((value) => ({ value, label: policyWords[value].label }))}
        value={policy.kind}
        onChange={choose}
        focused
      />
      <Box marginTop={1}>
        {problem ? <ProblemView problem={problem} /> : <Paragraph>{policyWords[policy.kind].text}</Paragraph>}
      </Box>
      {arn === undefined ? null : (
        <Box marginTop={1}>
          <Field
            label="Policy ARN"
            value={arn}
            onChange={(typed) =>
              flow.send({ type: 'EDIT', answers: { policy: { kind: 'own', arn: typed } } })
            }
            focused
            width={56}
            placeholder="arn:aws:iam::111122223333:policy/my-policy"
            clean={(typed) => typed.replace(/\s+/g, '')}
            problem={arn === '' ? undefined : policyFault(policy, verified?.identity.partition)}
          />
        </Box>
      )}
    </Box>
  );
}
