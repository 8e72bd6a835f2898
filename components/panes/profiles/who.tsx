import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { accessLabel, accessName } from '../../../src/credentials/access.ts';
import { cloudWords } from '../../frame/cloud-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { inKeys } from '../access-trouble.ts';
import type { PaneProps } from '../pane-props.ts';

/** The identity after a switch: account, ARN and region, before anything else can be done. */
export function WhoPane({ session, meta }: PaneProps) {
  const { access, identity, identityProblem, connection, init } = useSelector(
    session,
    (snapshot) => snapshot.context,
  );
  const theme = useTheme();
  const glyphs = useGlyphs();
  const name = access ? plainText(accessName(access.choice)) : 'environment keys';
  if (identityProblem) return <ProblemView problem={inKeys(identityProblem)} />;
  if (!identity) {
    return (
      <Box flexDirection="column">
        <Waiting what={`${meta.busy ? 'Asking AWS who this is' : meta.title}: ${name}`} />
        {connection && connection.kind !== 'ok' ? <ConnectionLine connection={connection} /> : null}
      </Box>
    );
  }
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={10}
        rows={[
          { label: accessLabel(name), value: name },
          { label: 'Account', value: identity.account, note: identity.accountAlias },
          { label: 'ARN', value: plainText(identity.arn), cut: 'middle' },
          { label: 'Region', value: identity.region },
          { label: 'Cloud', value: cloudWords(identity.cloud) },
        ]}
      />
      {init ? (
        <Box marginTop={1}>
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} The init under way keeps the access it was started with.`}
          </Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}
