import { Box } from 'ink';
import { count } from '../../../src/core/text.ts';
import type { KeyWait } from '../../../src/flows/configure/verify.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';

export interface KeyWaitLineProps {
  readonly wait: KeyWait;
  /** Whether the user gave the key, and may have mistyped it. */
  readonly given?: boolean;
}

/** How often AWS was asked about a key that it does not know yet, and when it will be asked again. */
export function KeyWaitLine({ wait, given = false }: KeyWaitLineProps) {
  const theme = useTheme();
  const now = useNow(1000, true);
  const seconds = Math.max(0, Math.ceil((wait.nextAt - now) / 1000));
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Paragraph>
        {`  AWS does not know the key yet: asked ${count(wait.tries, 'time')}, again in ${seconds}s.`}
      </Paragraph>
      <Paragraph {...theme.dim}>
        {given
          ? '  A key that was just made is unknown for some seconds. If it is older, compare its id.'
          : '  A new key is unknown for some seconds. It is saved already; nothing is lost if you leave.'}
      </Paragraph>
    </Box>
  );
}
