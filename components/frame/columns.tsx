import { Box } from 'ink';
import type { ReactNode } from 'react';
import { Room } from './pane.tsx';
import { useSpace } from './screen-size.ts';

export interface TwoColumnsProps {
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** Columns of the left part, or its share (0 to 1). Default 0.42. */
  readonly leftWidth?: number;
}

/** Two parts beside each other, each told its room. */
export function TwoColumns({ left, right, leftWidth = 0.42 }: TwoColumnsProps) {
  const { columns, rows } = useSpace();
  const first = Math.min(columns - 1, leftWidth < 1 ? Math.round(columns * leftWidth) : leftWidth);
  return (
    <Box width={columns} height={rows} flexShrink={0} overflow="hidden">
      <Room columns={first} rows={rows}>
        {left}
      </Room>
      <Room columns={columns - first} rows={rows}>
        {right}
      </Room>
    </Box>
  );
}
