import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { duration } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { fileRows } from '../../widgets/file-rows.ts';
import { deploymentOf, type PaneProps } from '../pane-props.ts';
import { BucketsKept } from './buckets-kept.tsx';

/** What there is now, and what to do next. */
export function DonePane({ session, surface }: PaneProps) {
  const { plan, files, update, bucketsKept, appMissing } = useSelector(
    deploymentOf(session),
    (snapshot) => snapshot.context,
  );
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  const air = rows < 14 ? 0 : 1;
  const { startedAt, endedAt } = update?.progress ?? {};
  const took =
    startedAt !== undefined && endedAt !== undefined ? ` after ${duration(endedAt - startedAt)}` : '';
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text {...theme.good}>{glyphs.done}</Text>
        {` ${plan.stackName} is complete${took}`}
      </Text>
      <Box marginTop={air} flexDirection="column">
        <Text {...theme.dim} wrap="truncate">{`Written in ${surface.showPath(plan.folder)}`}</Text>
        {fileRows(files, Math.max(5, rows - 11)).map(({ label, count }) => (
          <Text key={label} wrap="truncate">
            <Text {...theme.good}>{`  ${glyphs.added} `}</Text>
            {label}
            {count > 1 ? <Text {...theme.dim}>{`   ${count} files`}</Text> : null}
          </Text>
        ))}
      </Box>
      <BucketsKept bucketsKept={bucketsKept} />
      {air > 0 ? (
        <Box marginTop={1} flexDirection="column">
          <Text {...theme.dim}>Next</Text>
          <Text wrap="truncate">{'  amplify-tui status    shows the project and its stack'}</Text>
          <Text wrap="truncate">{'  amplify-tui watch     follows the stack, whoever changes it'}</Text>
        </Box>
      ) : null}
      <Box marginTop={air}>
        <Text {...theme.warn} wrap="wrap">
          {appMissing ? `${glyphs.warning} ${appMissing} ` : ''}
          {plan.layout === 'documented'
            ? `${glyphs.warning} project-config.json holds paths of this machine. Do not share it through source control.`
            : `${glyphs.warning} Commit amplify/ and .gitignore, so that other machines find the environment ${plan.environment}.`}
        </Text>
      </Box>
    </Box>
  );
}
