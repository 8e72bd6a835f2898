import { Box, Text } from 'ink';
import { exportLine } from '../../../src/core/shell.ts';
import { plainText } from '../../../src/core/text.ts';
import { accessName } from '../../../src/credentials/access.ts';
import { maskedKey } from '../../../src/flows/configure/keys.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** What is set up now, and how to use it. */
export function DonePane({ session, host }: PaneProps) {
  const { answers, saved, written = [], oldKey, kept, plan, waiting } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!answers || !saved) return null;
  const { arn, account, accountAlias, region } = saved.identity;
  const profile = plainText(answers.profile);
  const access =
    answers.way === 'existing' && answers.access?.kind !== 'profile' ? answers.access : undefined;
  const air = rows < 14 ? 0 : 1;
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text {...theme.good}>{glyphs.done}</Text>
        {access ? ` This access works: ${accessName(access)}.` : ` The profile "${profile}" is ready.`}
      </Text>
      <Box marginTop={air} flexDirection="column">
        <KeyValue
          rows={[
            { label: 'Account', value: accountAlias ? `${account}   ${accountAlias}` : account },
            { label: 'User', value: arn, cut: 'middle' },
            { label: 'Region', value: region },
            ...(written.length > 0
              ? [{ label: 'Written', value: written.map((file) => host.showPath(file)).join(', ') }]
              : []),
            ...(plan?.also ? [{ label: 'Also in', value: plan.also.map(plainText).join(', ') }] : []),
            ...(kept ? [{ label: 'Copy', value: host.showPath(kept), note: 'of the replaced keys' }] : []),
            ...(oldKey ? [{ label: 'Old key', value: `${maskedKey(oldKey.id)} ${oldKey.state}` }] : []),
          ]}
        />
      </Box>
      {access ? null : (
        <Box marginTop={air} flexDirection="column">
          <Text {...theme.dim}>Use it</Text>
          <Text wrap="truncate">
            {waiting
              ? '  Enter          goes back to init, which continues with this profile'
              : '  i on home      creates a project with it'}
          </Text>
          <Text wrap="truncate">{`  ${exportLine('AWS_PROFILE', profile)}      for every AWS tool in this shell`}</Text>
        </Box>
      )}
    </Box>
  );
}

/** The replaced key is deactivated, and can be deleted for good. */
export function OldKeyPane({ session, meta }: PaneProps) {
  const { oldKey, problem } = useConfigure(session);
  const theme = useTheme();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (!oldKey) return null;
  return (
    <Box flexDirection="column">
      <Paragraph>
        {`The new key works. The old one, ${maskedKey(oldKey.id)}, is switched off: whatever still signs with it is refused now.`}
      </Paragraph>
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : (
          <Paragraph {...theme.dim}>
            Switched off, it can be switched on again in the console if something stops. It counts as one of
            the two keys that a user can have.
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
