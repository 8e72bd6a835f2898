import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { duration } from '../../../src/core/text.ts';
import { type NextStep, nextSteps, sharingAdvice } from '../../../src/flows/init/next-steps.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { fileRows } from '../../widgets/file-rows.ts';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { deploymentOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** The next steps, with this program's commands as keys on home, which shows the state of the stack anyway. */
function stepsHere(steps: readonly NextStep[]): readonly NextStep[] {
  return [
    ...steps
      .filter(({ command }) => command !== 'amplify-tui status')
      .map((step) => (step.command === 'amplify-tui upgrade' ? { ...step, command: 'v on home' } : step)),
    { command: '! on home', what: 'runs a command with the access in use' },
  ];
}

/** What is set up now, and what to do next. */
export function DonePane({ session, host }: PaneProps) {
  const { plan, files, update, bucketsKept, appMissing } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows, columns } = useSpace();
  const added = plan.backend !== undefined;
  const next = stepsHere(nextSteps(plan.layout, added));
  const width = Math.max(...next.map(({ command }) => command.length));
  const air = rows < 14 ? 0 : 1;
  const { startedAt, endedAt } = update?.progress ?? {};
  const complete =
    startedAt !== undefined && endedAt !== undefined
      ? `complete in ${duration(endedAt - startedAt)}`
      : 'is complete';
  const shownFiles = fileRows(files, Math.max(3, rows - 13));
  const told = next.reduce(
    (sum, { what }) => sum + textRows(what, Math.max(1, columns - width - 4)).length,
    0,
  );
  const besideNext =
    7 + shownFiles.length + 2 * bucketsKept.length + textRows(sharingAdvice(plan), columns).length;
  const isWhole = besideNext + (appMissing ? 2 : 0) + told <= rows;
  // In few rows it comes before the next steps, which are cut at the bottom.
  const advice = (
    <Paragraph {...theme.warn}>
      {appMissing ? `${glyphs.warning} ${appMissing} ` : ''}
      {`${glyphs.warning} ${sharingAdvice(plan)}`}
    </Paragraph>
  );
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text {...theme.good}>{glyphs.done}</Text>
        {` ${plan.stackName} ${complete}`}
      </Text>
      <Box marginTop={air} flexDirection="column">
        <Text {...theme.dim} wrap="truncate">{`Written in ${host.showPath(plan.folder)}`}</Text>
        {shownFiles.map(({ label, count }) => (
          <Text key={label} wrap="truncate">
            <Text {...theme.good}>{`  ${glyphs.added} `}</Text>
            {label}
            {count > 1 ? <Text {...theme.dim}>{`   ${count} files`}</Text> : null}
          </Text>
        ))}
      </Box>
      <BucketsKept bucketsKept={bucketsKept} />
      {air > 0 ? null : advice}
      <Box marginTop={air} flexDirection="column">
        {air > 0 ? <Text {...theme.dim}>Next</Text> : null}
        {(air > 0 ? next : next.slice(0, 3)).map(({ command, what }) => (
          <Box key={command} paddingLeft={2} columnGap={2}>
            <Box width={width} flexShrink={0}>
              <Text>{command}</Text>
            </Box>
            <Paragraph {...theme.dim} indent={width + 4} isWhole={isWhole}>
              {what}
            </Paragraph>
          </Box>
        ))}
      </Box>
      {air > 0 ? <Box marginTop={air}>{advice}</Box> : null}
    </Box>
  );
}
