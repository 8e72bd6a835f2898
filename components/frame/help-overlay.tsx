import { Box, Text } from 'ink';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { List } from '../widgets/list.tsx';
import { Centred, Sheet } from '../widgets/modal.tsx';
import { useSpace } from './screen-size.ts';

export interface HelpOverlayProps {
  readonly onClose: () => void;
}

type HelpRow =
  | { readonly kind: 'group'; readonly key: string; readonly title: string }
  | { readonly kind: 'command'; readonly key: string; readonly command: ActiveCommand };

/** Everything that can be done now, by group, from the same commands that the keys run. */
export function HelpOverlay(props: HelpOverlayProps) {
  return (
    <KeyLevel>
      <HelpBody {...props} />
    </KeyLevel>
  );
}

function HelpBody({ onClose }: HelpOverlayProps) {
  const space = useSpace();
  const glyphs = useGlyphs();
  const slot = useKeyLayer({
    modal: true,
    commands: [
      { id: 'help.close', label: 'close', keys: ['escape', 'q', '?', 'ctrl+g'], group: 'Help', footer: 1 },
    ],
    onCommand: onClose,
  });
  const commands = useCommandsBeneath(slot, false);
  const items = helpRows(commands);
  const keysWidth = Math.min(
    24,
    Math.max(0, ...commands.map((command) => keysOf(command, glyphs).length)) + 2,
  );
  const longest = Math.max(0, ...commands.map(({ help, label }) => (help ?? label).length));
  // The frame and the mark of the row that is stood on take the rest.
  const width = Math.min(Math.max(76, keysWidth + longest + 8), space.columns - 2);
  const rows = Math.min(items.length + 2, space.rows);
  return (
    <Centred>
      <Sheet title="Help" width={width} rows={rows}>
        <List
          items={items}
          keyOf={(row) => row.key}
          focused
          noun="keys"
          renderRow={(row) =>
            row.kind === 'group' ? (
              <Group title={row.title} />
            ) : (
              <CommandRow command={row.command} keysWidth={keysWidth} />
            )
          }
        />
      </Sheet>
    </Centred>
  );
}

/** Commands with keys, by group, the groups in the order in which they first come. */
function helpRows(commands: readonly ActiveCommand[]): readonly HelpRow[] {
  const groups = new Map<string, ActiveCommand[]>();
  for (const command of commands) {
    if (command.keys.length === 0) continue;
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return [...groups].flatMap(([title, members]) => [
    { kind: 'group' as const, key: `group ${title}`, title },
    ...members.map((command, at) => ({
      kind: 'command' as const,
      key: `${title} ${command.id} ${at}`,
      command,
    })),
  ]);
}

function keysOf(command: ActiveCommand, glyphs: Glyphs): string {
  return command.keys.map((key) => keyLabel(key, glyphs.keys)).join('  ');
}

function Group({ title }: { readonly title: string }) {
  const theme = useTheme();
  return (
    <Text wrap="truncate" {...theme.title}>
      {title.toUpperCase()}
    </Text>
  );
}

function CommandRow({ command, keysWidth }: { readonly command: ActiveCommand; readonly keysWidth: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const why = typeof command.enabled === 'string' ? command.enabled : undefined;
  return (
    <Box flexGrow={1} flexShrink={1} minWidth={0}>
      <Cell width={keysWidth} style={why === undefined ? theme.key : theme.dim}>
        {keysOf(command, glyphs)}
      </Cell>
      <Cell style={why === undefined ? theme.text : theme.dim}>
        {why === undefined ? (command.help ?? command.label) : `${command.label}: ${why}`}
      </Cell>
    </Box>
  );
}
