import { Box, Text } from 'ink';
import { useSpace } from '../frame/screen-size.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';

export interface HintLineProps {
  /** The hint of the focused field; the row stays empty without one. */
  readonly text: string | undefined;
  /** The column of the form's values; a hint that does not fit from there starts at the left. */
  readonly indent: number;
}

/** The hint of the focused field, below a form: the row is always there, so that no field moves with the focus. */
export function HintLine({ text = '', indent }: HintLineProps) {
  const theme = useTheme();
  const { columns } = useSpace();
  return (
    <Box height={1} flexShrink={0} marginLeft={indent + columnsOf(text) <= columns ? indent : 0}>
      <Text wrap="truncate" {...theme.dim}>
        {text}
      </Text>
    </Box>
  );
}
