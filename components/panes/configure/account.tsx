import { Box, Text } from 'ink';
import { duration } from '../../../src/core/text.ts';
import { accessLabel } from '../../../src/credentials/access.ts';
import { cloudWords } from '../../frame/cloud-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';
import { KeyWaitLine } from './wait-line.tsx';

/** In milliseconds. Beyond it, times and codes are wrong, although requests still work because the SDK corrects them. */
const clockTolerance = 60_000;

/** Who acts where, or whose keys were given: a mistake here would affect the wrong account. */
export function AccountPane({ session, meta }: PaneProps) {
  const { verified, problem, wait, answers } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (meta.busy) {
    return (
      <Box flexDirection="column">
        <Waiting what={meta.busy} leave="esc back" />
        {wait ? <KeyWaitLine wait={wait} given /> : null}
      </Box>
    );
  }
  if (problem) return <ProblemView problem={problem} />;
  if (!verified) return null;
  const { account, accountAlias, arn, region, access, cloud } = verified.identity;
  const off = Math.abs(verified.clockOffset);
  return (
    <Box flexDirection="column">
      <KeyValue
        rows={[
          { label: 'Account', value: accountAlias ? `${account}   ${accountAlias}` : account },
          { label: answers?.way === 'console' ? 'The keys are' : 'You are', value: arn },
          { label: 'Region', value: region },
          ...(answers?.way === 'console' ? [] : [{ label: accessLabel(access), value: access }]),
          { label: 'Cloud', value: cloudWords(cloud) },
        ]}
      />
      {/:root$/.test(arn) ? (
        <Box marginTop={1}>
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} These are keys of the root user, who can do everything and cannot be limited. AWS advises against them: go back and create an IAM user.`}
          </Paragraph>
        </Box>
      ) : null}
      {off > clockTolerance ? (
        <Box marginTop={1}>
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} The clock of this machine is ${duration(off)} ${verified.clockOffset > 0 ? 'behind' : 'ahead of'} AWS. Other tools may be refused: set it.`}
          </Paragraph>
        </Box>
      ) : null}
      {answers?.way === 'create' ? (
        <Box marginTop={1}>
          <Text {...theme.dim}>The user will be created in this account.</Text>
        </Box>
      ) : null}
    </Box>
  );
}
