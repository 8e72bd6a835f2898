import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { createContext, useContext, useEffect, useState } from 'react';
import { duration } from '../../src/core/text.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useClock, useNow } from './clock.tsx';

export interface WaitingProps {
  /** What is running, as `Asking AWS who you are`. */
  readonly what: string;
  /** When it started, milliseconds since the epoch. Default: when it is first shown. */
  readonly since?: number;
  /** How to leave it, such as `esc leaves`. */
  readonly leave?: string;
}

/** Anything shorter is over before the user has read that it is running. */
const quietMs = 300;
/** A spinner costs a frame per tick; after this time, the seconds alone show that it is running. */
const spinnerMs = 10_000;

/** True while a user is asked for what the work needs, such as a code: the wait for their answer is not counted as work. */
export const PersonAsked = createContext(false);

/** How long a user has been asked since this is shown, milliseconds. @param now the time of drawing */
function useTimeAsked(isAsked: boolean, now: number): number {
  const [spent, setSpent] = useState(0);
  const [since, setSince] = useState<number>();
  // Updated while drawing: a frame that counted both times would make the next one count backwards.
  if (isAsked && since === undefined) setSince(now);
  if (!isAsked && since !== undefined) {
    setSince(undefined);
    setSpent(spent + now - since);
  }
  return spent + (since === undefined ? 0 : now - since);
}

/** Says that something is running, for how long, and how to leave it; shows nothing in the first 300 ms. */
export function Waiting({ what, since, leave }: WaitingProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const clock = useClock();
  const [began] = useState(() => since ?? clock());
  const start = since ?? began;
  const [shown, setShown] = useState(() => clock() - start >= quietMs);
  useEffect(() => {
    if (shown) return;
    const timer = setTimeout(() => setShown(true), quietMs);
    return () => clearTimeout(timer);
  }, [shown]);
  const isAsked = useContext(PersonAsked);
  const now = useNow(1000, shown);
  const elapsed = Math.max(0, now - start - useTimeAsked(isAsked, now));
  if (!shown) return <Text> </Text>;
  return (
    <Box flexShrink={0}>
      <Box width={2} flexShrink={0}>
        {elapsed < spinnerMs && !isAsked ? (
          <Text {...theme.accent}>
            <Spinner type={glyphs.unicode ? 'dots' : 'line'} />
          </Text>
        ) : (
          <StateMark tone="settling" />
        )}
      </Box>
      <Box flexShrink={1} minWidth={0}>
        <Text wrap="wrap">{what}</Text>
      </Box>
      <Box flexShrink={0} marginLeft={2}>
        <Text
          {...theme.dim}
        >{`${isAsked ? 'waits for you' : duration(elapsed)}${leave === undefined ? '' : `   ${leave}`}`}</Text>
      </Box>
    </Box>
  );
}
