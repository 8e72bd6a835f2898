import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { TextStyle } from '../theme/theme.ts';

export interface CellProps {
  /** Exact number of columns. Absent: the rest of the row. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
  /** Columns of the width that stay blank on the right, so that a text that fills its column does not touch the next. */
  readonly gap?: number;
  /** Where a long text is cut; ids and ARNs in the middle. Default: at the end. */
  readonly cut?: 'end' | 'middle';
  readonly style?: TextStyle;
  readonly children?: ReactNode;
}

/** A column of a row: one `<Text>` of fixed width, which Ink can keep from frame to frame. */
export function Cell({ width, align = 'left', gap = 0, cut = 'end', style, children }: CellProps) {
  const box =
    width === undefined
      ? { flexGrow: 1, flexShrink: 1, flexBasis: 0, minWidth: 0 }
      : { width, flexShrink: 0 };
  return (
    <Box
      {...box}
      height={1}
      paddingRight={gap}
      overflow="hidden"
      justifyContent={align === 'right' ? 'flex-end' : 'flex-start'}
    >
      <Text wrap={cut === 'end' ? 'truncate' : 'truncate-middle'} {...style}>
        {children}
      </Text>
    </Box>
  );
}
