import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { consolePages, consoleSteps } from '../../../src/regions/console-pages.ts';
import { consoleUnknown, partitionOfRegion } from '../../../src/regions/partitions.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Link } from '../../widgets/link.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** What to do in the browser, one page after the other. The address is always shown: it may not open by itself. */
export function ConsolePane({ session, host }: PaneProps) {
  const { flow, answers, localState } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!answers) return null;
  const snapshot = flow.getSnapshot();
  const user = plainText(answers.userName);
  const region = answers.region ?? 'us-east-1';
  const pages = consolePages(region, answers.userName);
  const address = snapshot.matches('createByHand')
    ? 'createUser'
    : snapshot.matches('createKeyByHand')
      ? 'createKey'
      : 'signIn';
  const lines = consoleSteps(address, user);
  const air = rows < 12 ? 0 : 1;
  return (
    <Box flexDirection="column">
      {pages ? (
        <Link url={pages[address]} hyperlinks={host.hyperlinks} />
      ) : (
        <Paragraph
          {...theme.warn}
        >{`${glyphs.warning} ${consoleUnknown(partitionOfRegion(region).id)}`}</Paragraph>
      )}
      {pages && address === 'signIn' ? (
        <Box marginTop={air} flexDirection="column">
          <Text {...theme.dim}>No account yet</Text>
          <Link url={pages.signUp} hyperlinks={host.hyperlinks} />
        </Box>
      ) : null}
      <Box marginTop={air} flexDirection="column">
        {lines.map((line, index) => (
          <Box key={line}>
            {lines.length > 1 ? (
              <Box width={3} flexShrink={0}>
                <Text {...theme.dim}>{index + 1}</Text>
              </Box>
            ) : null}
            <Paragraph indent={lines.length > 1 ? 3 : 0}>{line}</Paragraph>
          </Box>
        ))}
      </Box>
      {localState?.otherCloud ? (
        <Box marginTop={air}>
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} You work on ${localState.otherCloud}. Keys of the AWS console do not work there.`}
          </Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}
