import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useClick } from '../keys/use-click.ts';

export interface ClickableProps {
  /** A click anywhere in it; absent: the content takes its own. */
  readonly onPress?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** Content that takes a click as a whole, as a row of a form that has not the focus. */
export function Clickable({ onPress, children }: ClickableProps) {
  const box = useClick(onPress);
  return (
    <Box ref={box} flexDirection="column" flexShrink={0}>
      {children}
    </Box>
  );
}
