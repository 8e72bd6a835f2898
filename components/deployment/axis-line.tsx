import { Box, Text } from 'ink';
import { type Axis, ticksOf, tickWords } from '../../src/aws/progress/timeline.ts';
import { useTheme } from '../theme/theme-context.tsx';

/** The fewest columns of a label with the gap to the next one. */
const apart = 10;

/** The labels of the axis as one text: `0s        20s       40s`; each starts at its time, at least two if they fit. */
export function axisText(axis: Axis, width: number): string {
  const texts = [Math.floor(width / apart), 2, 3].map((most) => labelsText(axis, width, Math.max(1, most)));
  return texts.find((text) => text.includes(' ')) ?? texts[0] ?? '';
}

function labelsText(axis: Axis, width: number, most: number): string {
  let text = '';
  for (const tick of ticksOf(axis, most)) {
    const at = Math.floor((tick / axis.length) * width);
    const words = tickWords(tick);
    if (at > 0 && (at < text.length + 2 || at + words.length > width)) continue;
    text = text.padEnd(at) + words;
  }
  return text;
}

/** The axis of the bars below. */
export function AxisLine({ axis, width }: { readonly axis: Axis; readonly width: number }) {
  const theme = useTheme();
  return (
    <Box width={width} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.dim} wrap="truncate">
        {axisText(axis, width)}
      </Text>
    </Box>
  );
}
