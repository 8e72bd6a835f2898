import { Box, Text } from 'ink';
import Spinner from 'ink-spinner';
import { createContext, useContext, useEffect, useState } from 'react';
import { duration } from '../../src/core/text.ts';
import { StateMark } from '../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { useClock, useNow } from './clock.tsx';

export interface WaitingProps {
  /** What goes on, as `Asking AWS who you are`. */
  readonly what: string;
  /** Since when, milliseconds since the epoch. Default: since it is shown. */
  readonly since?: number;
  /** How to leave it, as `esc leaves`. */
  readonly leave?: string;
}

/** Anything shorter is over before a person has read that it runs. */
const quietMs = 300;
/** A spinner costs a frame each tick; after this long the seconds alone show that it runs. */
const spinnerMs = 10_000;

/** True while a person is asked for what the work needs, a code say: the time until the answer is not that of the work. */
export const PersonAsked = createContext(false);

/** How long a person was asked for something since this is shown, milliseconds. @param now when it is drawn */
function useTimeAsked(isAsked: boolean, now: number): number {
  const [spent, setSpent] = useState(0);
  const [since, setSince] = useState<number>();
  // Kept while drawing: a frame with the time of both would count backwards in the next one.
  if (isAsked && since === undefined) setSince(now);
  if (!isAsked && since !== undefined) {
    setSince(undefined);
    setSpent(spent + now - since);
  }
  return spent + (since === undefined ? 0 : now - since);
}

/** Says that something runs, for how long, and how to leave it; nothing in the first 300 ms. */
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
