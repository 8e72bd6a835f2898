import { Box, Text } from 'ink';
import type { Command } from '../keys/commands.ts';
import { useActiveCommands } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';

/** A command as a hint: its key and its word. */
export interface Hint {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** Said of a key that decides something which has just come on the screen. */
const soon = 'in a moment';

/** The hint of a command; none when no key reaches it. */
export function hintOf(command: Command & { readonly waits?: boolean }, glyphs: Glyphs): Hint | undefined {
  const first = command.keys[0];
  if (first === undefined) return undefined;
  const key =
    command.footerKey !== undefined && glyphs.unicode ? command.footerKey : keyLabel(first, glyphs.keys);
  return {
    id: command.id,
    key,
    label: command.waits ? soon : command.label,
    disabled: command.waits || typeof command.enabled === 'string',
  };
}

/** Columns that a hint takes, without the space to the next. */
export function hintWidth({ key, label }: Hint): number {
  return columnsOf(key) + 1 + columnsOf(label);
}

/** Key and word, such as `⏎ create`. */
export function HintText({ hint }: { readonly hint: Hint }) {
  const theme = useTheme();
  return (
    <>
      <Text {...(hint.disabled ? theme.dim : theme.key)}>{hint.key}</Text>
      <Text {...theme.dim}>{` ${hint.label}`}</Text>
    </>
  );
}

/** Commands as hints in one row, for dialogs and inside panes. */
export function Hints({ commands }: { readonly commands: readonly Command[] }) {
  const glyphs = useGlyphs();
  const waiting = new Set(
    useActiveCommands()
      .filter(({ waits }) => waits)
      .map(({ id }) => id),
  );
  const hints = commands
    .map((command) => hintOf({ ...command, waits: waiting.has(command.id) }, glyphs))
    .filter((hint) => hint !== undefined);
  return (
    <Box height={1} flexShrink={1} minWidth={0} overflow="hidden" columnGap={3}>
      {hints.map((hint) => (
        <Box key={hint.id} flexShrink={0}>
          <HintText hint={hint} />
        </Box>
      ))}
    </Box>
  );
}
