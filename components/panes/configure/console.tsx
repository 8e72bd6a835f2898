import { Box, Text } from 'ink';
import { type ConsolePages, consolePages } from '../../../src/regions/console-pages.ts';
import { consoleUnknown, partitionOfRegion } from '../../../src/regions/partitions.ts';
import { plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Link } from '../../widgets/link.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './of.ts';

interface Page {
  readonly address: keyof ConsolePages;
  /** What to do there, one step each. */
  readonly lines: readonly string[];
}

/** What to do in the browser, one page after the other. The address is always shown: it may not open by itself. */
export function ConsolePane({ session, surface }: PaneProps) {
  const { configure, answers, surroundings } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!answers) return null;
  const snapshot = configure.getSnapshot();
  const user = plainText(answers.userName);
  const region = answers.region ?? 'us-east-1';
  const pages = consolePages(region, answers.userName);
  const { address, lines }: Page = snapshot.matches('createByHand')
    ? {
        address: 'createUser',
        lines: [
          `User name: ${user}, or another one. It needs no access to the console.`,
          'Permissions: "Attach policies directly", AdministratorAccess. (AdministratorAccess-Amplify allows only stacks named amplify-*.)',
          '"Create user".',
        ],
      }
    : snapshot.matches('createKeyByHand')
      ? {
          address: 'createKey',
          lines: [
            `That is the page of ${user}. For another user: "Security credentials", then "Create access key".`,
            'Use case: "Command Line Interface (CLI)".',
            'Leave the page open, or download the .csv: the secret is shown only there and then.',
          ],
        }
      : {
          address: 'signIn',
          lines: ['Sign in as a user who may create users, or as the root user of a new account.'],
        };
  const air = rows < 12 ? 0 : 1;
  return (
    <Box flexDirection="column">
      {pages ? (
        <Link url={pages[address]} hyperlinks={surface.hyperlinks} />
      ) : (
        <Text
          {...theme.warn}
          wrap="wrap"
        >{`${glyphs.warning} ${consoleUnknown(partitionOfRegion(region).id)}`}</Text>
      )}
      {pages && address === 'signIn' ? (
        <Box marginTop={air} flexDirection="column">
          <Text {...theme.dim}>No account yet</Text>
          <Link url={pages.signUp} hyperlinks={surface.hyperlinks} />
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
            <Text wrap="wrap">{line}</Text>
          </Box>
        ))}
      </Box>
      {surroundings?.otherCloud ? (
        <Box marginTop={air}>
          <Text {...theme.warn} wrap="wrap">
            {`${glyphs.warning} You work on ${surroundings.otherCloud}. Keys of the AWS console do not work there.`}
          </Text>
        </Box>
      ) : null}
    </Box>
  );
}
