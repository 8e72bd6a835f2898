import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { publicAccessBlock } from '../../../src/aws/public-access.ts';
import { plainText } from '../../../src/core/text.ts';
import { blockWords } from '../../../src/flows/status/open-bucket.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';

/** What the deployment bucket will refuse; no call is made before the confirmation. */
export function WatchBucketPane({ session, meta }: PaneProps) {
  const { watch, identity } = useSelector(session, ({ context }) => context);
  const { bucket, region } = useSelector(watch, (snapshot) => snapshot?.context) ?? {};
  const theme = useTheme();
  const { columns } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  const where = [bucket?.owner ?? identity?.account, region].filter(Boolean).join(' · ');
  return (
    <Box flexDirection="column" width={columns}>
      <Paragraph>{`S3 PutPublicAccessBlock   ${plainText(bucket?.bucket ?? '')}`}</Paragraph>
      <Paragraph {...theme.dim}>{plainText(where)}</Paragraph>
      <Box marginTop={1} flexDirection="column">
        {Object.keys(publicAccessBlock).map((name) => (
          <Text key={name} wrap="truncate">{`  ${name}: true`}</Text>
        ))}
      </Box>
      <Box marginTop={1} flexDirection="column">
        <Paragraph>{blockWords.what}</Paragraph>
        <Paragraph {...theme.dim}>{blockWords.keeps}</Paragraph>
      </Box>
    </Box>
  );
}
