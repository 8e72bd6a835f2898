import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { reviewFiles } from '../configure-project/review-files.ts';
import type { PaneProps } from '../pane-props.ts';
import { useProfiles } from './use-profiles.ts';

/** Who the profile is according to AWS, and the file that ties the project to it; nothing is written before the confirmation. */
export function PinPane({ session, meta }: PaneProps) {
  const { pin } = useProfiles(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  if (!pin?.file) return null;
  const { name, identity, file } = pin;
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={10}
        rows={[
          { label: 'Profile', value: plainText(name) },
          ...(identity
            ? [
                { label: 'Account', value: identity.account, note: identity.accountAlias },
                { label: 'ARN', value: plainText(identity.arn), cut: 'middle' as const },
                { label: 'Region', value: identity.region },
              ]
            : []),
        ]}
      />
      <Text {...theme.dim} wrap="truncate">
        The project is tied to it. Nothing is changed in AWS.
      </Text>
      <Box marginTop={1}>
        <ReviewList lines={[]} files={reviewFiles([file], glyphs)} rows={rows - 6} />
      </Box>
    </Box>
  );
}
