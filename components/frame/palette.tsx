import { Box, Text } from 'ink';
import { useState } from 'react';
import type { ActiveCommand } from '../keys/commands.ts';
import { KeyLevel, useCommandsBeneath, useKeyLayer } from '../keys/key-context.tsx';
import { keyLabel } from '../keys/keys.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from '../widgets/cell.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { FilterList } from '../widgets/filter-list.tsx';
import type { RowState } from '../widgets/list.tsx';
import { Centred, Sheet, sheetColumns } from '../widgets/modal.tsx';
import { textRows } from '../widgets/text-rows.ts';
import { useSpace } from './screen-size.ts';

export interface PaletteProps {
  readonly onClose: () => void;
}

/** All commands by name: type a few letters, Enter runs. What cannot be done now comes last and says why. */
export function Palette(props: PaletteProps) {
  return (
    <KeyLevel>
      <PaletteBody {...props} />
    </KeyLevel>
  );
}

/** Rows of the palette, its frame and the field included, that the sentence of the command below the list leaves to it. */
const leastOfList = 12;

/** What the frame, the pointer, the name and the key of a command take of a row. */
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
  const longest = Math.max(0, ...commands.map((command) => columnsOf(sentenceOf(command))));
  const width = sheetColumns(Math.min(Math.max(68, longest + besideColumns), 118), space.columns);
  const isCut = longest > width - besideColumns;
  const most = Math.max(0, ...commands.map((command) => textRows(sentenceOf(command), width - 6).length));
  const list = Math.max(4, Math.min(commands.length + 3, space.rows));
  // The commands come first; the smallest screens have rows for nothing else.
  const below = isCut && space.rows - most - 1 >= leastOfList ? most + 1 : 0;
  const rows = Math.min(list + below, space.rows);
  const [selected, selectRow] = useState<ActiveCommand>();
  return (
    <Centred>
      <Sheet title="Commands" width={width} rows={rows}>
        <FilterList
          items={commands}
          keyOf={(command) => command.id}
          textOf={(command) => `${command.label}\n${command.help ?? ''} ${command.group}`}
          focused
          filter="typing"
          placeholder="what do you want to do"
          submitLabel="run"
          noun="commands"
          rows={Math.max(1, rows - 2 - below)}
          onHighlight={selectRow}
          onSubmit={(command) => {
            if (isOff(command)) return;
            // Closed first: what the command opens comes on top, not under.
            onClose();
            command.run();
          }}
          renderRow={(command, row) => <PaletteRow command={command} row={row} />}
          empty={<Text {...theme.dim}> There is nothing to do here.</Text>}
        />
        {below > 0 ? (
          <Box marginTop={1} marginLeft={2} height={below - 1} flexDirection="column" flexShrink={0}>
            {(selected ? textRows(sentenceOf(selected), width - 6) : []).map((row) => (
              <Text key={row} wrap="truncate">
                {row}
              </Text>
            ))}
          </Box>
        ) : null}
      </Sheet>
    </Centred>
  );
}

/** What a command does, or why it cannot be done now. */
const sentenceOf = ({ enabled, help = '' }: ActiveCommand) => (typeof enabled === 'string' ? enabled : help);

const isOff = ({ enabled }: ActiveCommand) => typeof enabled === 'string';

function PaletteRow({ command, row }: { readonly command: ActiveCommand; readonly row: RowState }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const off = isOff(command);
  const key = command.keys[0];
  return (
    <Box flexGrow={1} flexShrink={1} minWidth={0} columnGap={2}>
      <Cell width={22} style={off ? theme.dim : row.selected ? theme.selection : theme.text}>
        {command.label}
      </Cell>
      <Cell style={theme.dim}>{sentenceOf(command)}</Cell>
      <Cell width={8} align="right" style={off ? theme.dim : theme.key}>
        {key === undefined ? '' : keyLabel(key, glyphs.keys)}
      </Cell>
    </Box>
  );
}
