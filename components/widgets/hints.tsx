import { Box, Text } from 'ink';
import type { Command } from '../keys/commands.ts';
import { useActiveCommands } from '../keys/key-context.tsx';
import { type KeyName, keyLabel } from '../keys/keys.ts';
import { useClick } from '../keys/use-click.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';

/** A command as a hint: its key and its word. */
export interface Hint {
  readonly id: string;
  /** Its label, as shown. */
  readonly key: string;
  /** The key that a click on it presses. */
  readonly press: KeyName;
  readonly label: string;
  readonly disabled: boolean;
}

/** For a key whose question has just appeared on the screen. */
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
    press: first,
    label: command.waits ? soon : command.label,
    disabled: command.waits || typeof command.enabled === 'string',
  };
}

/** The columns of a hint, without the gap to the next. */
export function hintWidth({ key, label }: Hint): number {
  return columnsOf(key) + 1 + columnsOf(label);
}

/** Key and word, such as `⏎ create`; a click on it presses the key. @param props.overAll see {@link useClick} */
export function HintText({ hint, overAll = false }: { readonly hint: Hint; readonly overAll?: boolean }) {
  const theme = useTheme();
  const box = useClick((_, type) => type(hint.press), overAll);
  return (
    <Box ref={box} flexShrink={0}>
      <Text {...(hint.disabled ? theme.dim : theme.key)}>{hint.key}</Text>
      <Text {...theme.dim}>{` ${hint.label}`}</Text>
    </Box>
  );
}

/** Commands as hints in one row, for dialogs and inside panes. */
export function Hints({ commands }: { readonly commands: readonly Command[] }) {
  const glyphs = useGlyphs();
  const active = new Map(useActiveCommands().map((command) => [command.id, command]));
  const hints = commands
    .map((command) => {
      const { keys = [], waits = false } = active.get(command.id) ?? {};
      return hintOf({ ...command, waits, keys: keys.length > 0 ? keys : command.keys }, glyphs);
    })
    .filter((hint) => hint !== undefined);
  return (
    <Box height={1} flexShrink={1} minWidth={0} overflow="hidden" columnGap={3}>
      {hints.map((hint) => (
        <HintText key={hint.id} hint={hint} />
      ))}
    </Box>
  );
}
