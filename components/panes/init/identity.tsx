import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { accessLabel } from '../../../src/credentials/access.ts';
import { cloudWords } from '../../frame/cloud-words.ts';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** Who acts where: a mistake here would affect the wrong account. */
export function IdentityPane({ session, meta }: PaneProps) {
  const init = initOf(session);
  const { identity, problem, connection } = useSelector(init, (snapshot) => snapshot.context);
  if (meta.busy) {
    return (
      <Box flexDirection="column">
        <Waiting what={meta.busy} leave="esc back" />
        <ConnectionLine connection={connection} />
      </Box>
    );
  }
  if (problem) return <ProblemView problem={problem} />;
  if (!identity) return null;
  const { account, accountAlias, arn, region, access, cloud } = identity;
  return (
    <Box flexDirection="column">
      <KeyValue
        rows={[
          { label: 'Account', value: accountAlias ? `${account}   ${accountAlias}` : account },
          { label: 'You are', value: arn },
          { label: 'Region', value: region },
          { label: accessLabel(access), value: access },
          { label: 'Cloud', value: cloudWords(cloud) },
        ]}
      />
    </Box>
  );
}
