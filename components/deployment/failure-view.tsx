import { Box, Text } from 'ink';
import type { FailureCause } from '../../src/aws/progress/model.ts';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { count, plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Hanging } from '../widgets/hanging.tsx';

export interface FailureViewProps {
  readonly causes: readonly FailureCause[];
  /** What is left in AWS, one sentence. */
  readonly left?: string | undefined;
}

/** The first root cause with AWS's own words and what they mean; further failures are named under it. */
export function FailureView({ causes, left }: FailureViewProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const back = causes.filter(({ inRollback }) => inRollback);
  const forward = causes.filter(({ inRollback }) => !inRollback);
  const [first, ...others] = forward.length > 0 ? forward : back;
  const stuck = forward.length > 0 ? back[0] : undefined;
  if (!first) return null;
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <Line label="Cause">
        <Text wrap="wrap">
          <Text {...theme.bad}>{`${glyphs.failed} ${placeOf(first)}`}</Text>
          {`: ${plainText(first.reason)}`}
        </Text>
      </Line>
      {first.meaning ? (
        <Line label="Meaning">
          <Text wrap="wrap">{first.meaning}</Text>
        </Line>
      ) : null}
      {stuck ? (
        <Line label="Stuck">
          <Text wrap="wrap">
            <Text {...theme.bad}>{`${glyphs.failed} ${placeOf(stuck)}`}</Text>
            {`, not taken back: ${plainText(stuck.reason)}${back.length > 1 ? ` (and ${back.slice(1).map(placeOf).join(', ')})` : ''}`}
          </Text>
        </Line>
      ) : null}
      {left ? (
        <Line label="Left">
          <Text wrap="wrap">{left}</Text>
        </Line>
      ) : null}
      {others.length > 0 ? (
        <Line label="Also">
          <Text {...theme.dim} wrap="truncate-end">
            {`${count(others.length, 'more failure')}: ${others.map((cause) => `${placeOf(cause)} ${plainText(cause.reason)}`).join(' · ')}`}
          </Text>
        </Line>
      ) : null}
    </Box>
  );
}

function Line({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  const theme = useTheme();
  return (
    <Hanging indent={10} mark={<Text {...theme.dim}>{label}</Text>}>
      {children}
    </Hanging>
  );
}
