import { Box, Text } from 'ink';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { FilterList } from '../widgets/filter-list.tsx';
import type { RowState } from '../widgets/list.tsx';
import { Centred, Sheet } from '../widgets/modal.tsx';
import { useSpace } from './screen-size.ts';

export interface PaletteProps {
  readonly onClose: () => void;
}

/** All commands by name: type a few letters, Enter runs. Those that do not work now come last, with the reason. */
export function Palette(props: PaletteProps) {
  return (
    <KeyLevel>
      <PaletteBody {...props} />
    </KeyLevel>
  );
}

/** The columns of the frame, the pointer, the name and the key of a command. */
const besideColumns = 6 + 24 + 10;

function PaletteBody({ onClose }: PaletteProps) {
  const space = useSpace();
  const theme = useTheme();
  const slot = useKeyLayer({
    modal: true,
    commands: [
      { id: 'palette.close', label: 'close', keys: ['escape', 'ctrl+g'], group: 'Palette', footer: 2 },
    ],
    onCommand: onClose,
  });
  const commands = useCommandsBeneath(slot, true)
    .filter(({ palette }) => palette !== false)
    .sort((a, b) => Number(isOff(a)) - Number(isOff(b)));
  const longest = Math.max(0, ...commands.map(({ help = '' }) => help.length));
  const width = Math.min(Math.max(68, longest + besideColumns), 118, space.columns - 2);
  const rows = Math.max(4, Math.min(commands.length + 3, 18, space.rows));
  return (
    <Centred>
      <Sheet title="Commands" width={width} rows={rows}>
        <FilterList
          items={commands}
          keyOf={(command) => command.id}
          textOf={(command) => `${command.label} ${command.help ?? ''} ${command.group}`}
          focused
          filter="typing"
          placeholder="what do you want to do"
          submitLabel="run"
          noun="commands"
          onSubmit={(command) => {
            if (isOff(command)) return;
            // Closed first, so that what the command opens is on top.
            onClose();
            command.run();
          }}
          renderRow={(command, row) => <PaletteRow command={command} row={row} />}
          empty={<Text {...theme.dim}> There is nothing to do here.</Text>}
        />
      </Sheet>
    </Centred>
  );
}

const isOff = ({ enabled }: ActiveCommand) => typeof enabled === 'string';

function PaletteRow({ command, row }: { readonly command: ActiveCommand; readonly row: RowState }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const why = typeof command.enabled === 'string' ? command.enabled : undefined;
  const key = command.keys[0];
  const text = why === undefined ? (command.help ?? '') : why;
  return (
    <Box flexGrow={1} flexShrink={1} minWidth={0} columnGap={2}>
      <Cell width={22} style={why === undefined ? (row.selected ? theme.selection : theme.text) : theme.dim}>
        {command.label}
      </Cell>
      <Cell style={theme.dim}>{text}</Cell>
      <Cell width={8} align="right" style={why === undefined ? theme.key : theme.dim}>
        {key === undefined ? '' : keyLabel(key, glyphs.keys)}
      </Cell>
    </Box>
  );
}
