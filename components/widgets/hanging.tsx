import { Box } from 'ink';
import type { ReactNode } from 'react';

export interface HangingProps {
  /** What stands before the first line of the text. */
  readonly mark: ReactNode;
  /** Columns that the mark takes. */
  readonly indent: number;
  readonly children: ReactNode;
}

/**
 * Text that wraps beside a mark. The mark hangs out of the text's box: beside it in a row, the text would be measured
 * as if the mark took no room, and lose the ends of its lines.
 */
export function Hanging({ mark, indent, children }: HangingProps) {
  return (
    <Box flexDirection="column" flexShrink={0} paddingLeft={indent}>
      <Box position="absolute" marginLeft={-indent}>
        {mark}
      </Box>
      {children}
    </Box>
  );
}
