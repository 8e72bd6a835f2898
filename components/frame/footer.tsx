import { Box, Text } from 'ink';
import { useActiveCommands } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { type Hint, HintText, hintOf, hintWidth } from '../widgets/hints.tsx';

export interface FooterProps {
  readonly columns: number;
  /** On the right, dim, if there is room: `step 4 of 7`. */
  readonly aside?: string | undefined;
}

const gap = 3;
/** The commands that show the rest: help always, the list of commands and the way out if they take little of the row. */
const helpId = 'help.open';
const keptFrom: Readonly<Record<string, number>> = { [helpId]: 0, PALETTE: 70, QUIT: 118 };

/** The keys that work now, most useful first, as many as fit; always including help, which has the rest. */
export function Footer({ columns, aside }: FooterProps) {
  const glyphs = useGlyphs();
  const theme = useTheme();
  const commands = [...useActiveCommands()]
    .filter(({ footer, id }) => footer !== undefined || id === helpId)
    .sort((a, b) => (a.footer ?? 90) - (b.footer ?? 90));
  const hints = commands.map((command) => hintOf(command, glyphs)).filter((hint) => hint !== undefined);
  const shown = fitHints(hints, columns - 2);
  const used = shown.reduce((sum, hint) => sum + hintWidth(hint) + gap, 0);
  const room = columns - 2 - used;
  return (
    <Box
      width={columns}
      height={1}
      flexShrink={0}
      overflow="hidden"
      paddingX={1}
      justifyContent="space-between"
    >
      <Box columnGap={gap} flexShrink={0}>
        {shown.map((hint) => (
          <HintText key={`${hint.id} ${hint.key}`} hint={hint} overAll />
        ))}
      </Box>
      {aside !== undefined && columnsOf(aside) <= room ? <Text {...theme.dim}>{aside}</Text> : null}
    </Box>
  );
}

/** The hints that fit, in order; those that lead to all others always have room. */
export function fitHints(hints: readonly Hint[], columns: number): readonly Hint[] {
  const isKept = ({ id }: Hint) => columns >= (keptFrom[id] ?? Number.POSITIVE_INFINITY);
  const shown = new Set(hints.filter(isKept));
  let room = columns;
  for (const hint of shown) room -= hintWidth(hint) + gap;
  for (const hint of hints) {
    if (isKept(hint)) continue;
    room -= hintWidth(hint) + gap;
    if (room < -gap) break;
    shown.add(hint);
  }
  return hints.filter((hint) => shown.has(hint));
}
