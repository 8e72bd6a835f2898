import { Box } from 'ink';
import type { ReactNode } from 'react';

export interface HangingProps {
  /** The mark before the first line of the text. */
  readonly mark: ReactNode;
  /** The columns of the mark. */
  readonly indent: number;
  readonly children: ReactNode;
}

/**
 * Text that wraps next to a mark. The mark is outside the text's box: in a row with it, the text would be measured
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
