import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { isBucketOpen } from '../../../machines/watch/machine.ts';
import { noStackOf, nothingToWatch } from '../../../machines/watch/nothing.ts';
import { capitalised, plainText } from '../../../src/core/text.ts';
import { openBucketText } from '../../../src/flows/status/open-bucket.ts';
import { FailureView } from '../../deployment/failure-view.tsx';
import { useCopy } from '../../deployment/use-copy.ts';
import { useFailure } from '../../deployment/use-failure.ts';
import { WholeStack } from '../../deployment/whole-stack.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Hanging } from '../../widgets/hanging.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { inKeys } from '../access-trouble.ts';
import { useOpenedRow } from '../home/home-cursor.ts';
import type { PaneProps } from '../pane-props.ts';
import { lastWords } from '../stack-reading.ts';
import { useStackReading } from '../use-stack-reading.ts';

/** One stack, live, whoever started its operation. */
export function WatchPane({ session, host }: PaneProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { columns } = useSpace();
  const { watch, identityProblem, home, access, stack } = useSelector(session, ({ context }) => context);
  const problem = useSelector(watch, (snapshot) => snapshot?.context.problem);
  const reading = useStackReading(session);
  // Everything is known but nothing is followed: there is nothing to follow.
  const own = home?.found.kind === 'project' && home.found.project.stack !== undefined;
  const missing = !access ? nothingToWatch.access : stack || own ? undefined : noStackOf(home?.found);
  const read =
    reading.kind === 'known' ? reading.update : reading.kind === 'unreadable' ? reading.last : undefined;
  // While it is followed, its own head says what it waits for.
  const waits = reading.kind === 'unreadable' && reading.isFollowed && reading.last !== undefined;
  const found =
    reading.kind === 'unreadable' && !waits
      ? reading.problem
      : (problem ?? (watch ? undefined : (identityProblem ?? (home && missing))));
  const now = useNow(60_000, false);
  // What is shown below is how it was.
  const was = reading.kind === 'unreadable' && read && read.progress.outcome !== 'deleted' ? read : undefined;
  const trouble =
    found && inKeys(was ? { ...found, why: `${found.why} ${capitalised(lastWords(was, now))}.` } : found);
  const open = useSelector(watch, (snapshot) =>
    snapshot && isBucketOpen(snapshot.context) ? snapshot.context.bucket?.bucket : undefined,
  );
  const told = open && inWords(plainText(openBucketText(open)));
  const toldRows = told ? textRows(told, columns - 2).length : 0;
  const { failure, taken, details } = useFailure(session, read?.progress);
  const copies = useCopy({ session, host });
  const opened = useOpenedRow(session, 'stack');
  return (
    <Box flexDirection="column">
      {trouble ? (
        <Box marginBottom={1} flexShrink={0}>
          <ProblemView problem={trouble} />
        </Box>
      ) : null}
      {told ? (
        <Hanging indent={2} mark={<Text {...theme.warn}>{glyphs.warning}</Text>}>
          <Paragraph {...theme.warn} indent={2}>
            {told}
          </Paragraph>
        </Hanging>
      ) : null}
      {failure ? <FailureView failure={failure} /> : null}
      {reading.kind === 'away' ? (
        <ConnectionLine connection={reading.connection} />
      ) : read ? (
        <WholeStack
          update={read}
          learned={host.learned}
          details={details}
          taken={(trouble ? 4 : 0) + toldRows + taken}
          copies={copies}
          opened={opened}
        />
      ) : trouble ? null : (
        <Waiting what="Reading the stack" leave="esc home" />
      )}
    </Box>
  );
}
