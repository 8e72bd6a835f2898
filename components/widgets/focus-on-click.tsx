import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useClick } from '../keys/use-click.ts';

export interface FocusOnClickProps {
  readonly focused: boolean;
  readonly onFocus: () => void;
  readonly children?: ReactNode;
}

/** A row of a form: a click gives it the focus; the focused row handles its own clicks. */
export function FocusOnClick({ focused, onFocus, children }: FocusOnClickProps) {
  const box = useClick(focused ? undefined : onFocus);
  return (
    <Box ref={box} flexDirection="column" flexShrink={0}>
      {children}
    </Box>
  );
}
