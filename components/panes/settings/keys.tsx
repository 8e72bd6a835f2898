import { Box } from 'ink';
import { useRef } from 'react';
import { keysNow, type settingsMachine } from '../../../machines/settings/machine.ts';
import type { KeyCommand } from '../../../machines/settings/types.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { keyLabel } from '../../keys/keys.ts';
import { fixedKeys } from '../../keys/read-bindings.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Cell } from '../../widgets/cell.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

const useKeys = flowHook<typeof settingsMachine>('settings');

/** Every command with its keys; Enter gives it another one. */
export function KeysPane({ session }: PaneProps) {
  const { flow, found, keys, command, refused } = useKeys(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  // Also between two keys that arrive before React has drawn the first.
  const latest = useRef<KeyCommand>(undefined);
  useKeyLayer({
    commands: [
      {
        id: 'settings.own-again',
        label: 'its own key',
        keys: ['x'],
        group: 'Settings',
        help: 'Gives the command the keys back that it has by itself.',
        footer: 2,
        palette: false,
      },
    ],
    onCommand: () => {
      if (latest.current) flow.send({ type: 'OWN_AGAIN', id: latest.current.id });
    },
  });
  if (!found) return null;
  const wide = columns >= 90;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <FilterList
        items={found.commands}
        keyOf={({ id }) => id}
        textOf={({ id, label }) => `${id} ${label}`}
        keepOrder
        focused
        columns={columns}
        rows={Math.max(4, rows - 3)}
        initialKey={command}
        submitLabel="another key"
        noun="commands"
        onSubmit={({ id }) => flow.send({ type: 'PICK', id })}
        onHighlight={(each) => {
          latest.current = each;
        }}
        renderRow={(each, { width, selected }) => {
          const now = keysNow(each, keys).map((key) => keyLabel(key, glyphs.keys));
          const isOwn = (keys[each.id] ?? each.own) !== undefined && keys[each.id] !== null;
          return (
            <Box width={width} flexShrink={0}>
              <Cell width={2} style={theme.warn}>
                {keys[each.id] === undefined ? ' ' : glyphs.changed}
              </Cell>
              <Cell width={16} style={isOwn ? theme.accent : theme.key}>
                {now.join('  ')}
              </Cell>
              <Cell width={wide ? 34 : 28} style={selected ? theme.selection : theme.text}>
                {each.id}
              </Cell>
              <Cell style={theme.dim}>{each.label}</Cell>
            </Box>
          );
        }}
      />
      <Box marginTop={1} height={2} width={columns} flexShrink={0} overflow="hidden">
        <Paragraph {...(refused ? theme.warn : theme.dim)}>
          {refused ? `${glyphs.warning} ${refused}` : 'Saved with the other settings, after the review.'}
        </Paragraph>
      </Box>
    </Box>
  );
}

/** Assigns the next key to the command; Esc keeps its current ones. */
export function PressPane({ session, meta }: PaneProps) {
  const { flow, found, keys, command, refused } = useKeys(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const isBusy = meta.busy !== undefined;
  useKeyLayer({
    modal: true,
    commands: [
      {
        id: 'settings.keep-key',
        label: 'back',
        keys: ['escape'],
        group: 'Settings',
        footer: 1,
        palette: false,
      },
    ],
    onCommand: () => flow.send({ type: 'BACK' }),
    onKey: (key) => {
      // Keys of the terminal itself still work.
      if (key === 'escape' || fixedKeys[key] !== undefined) return false;
      if (!isBusy) flow.send({ type: 'PRESSED', key });
      return true;
    },
  });
  const picked = found?.commands.find(({ id }) => id === command);
  if (!picked) return null;
  if (isBusy) return <Waiting what={meta.busy ?? ''} />;
  const now = keysNow(picked, keys).map((key) => keyLabel(key, glyphs.keys));
  return (
    <Box flexDirection="column" width={columns} flexShrink={0}>
      <Paragraph>{`${picked.label}   ${picked.id}`}</Paragraph>
      <Paragraph {...theme.dim}>{`now ${now.join('  ')}`}</Paragraph>
      <Box marginTop={1}>
        <Paragraph {...theme.accent}>Press the key that it gets.</Paragraph>
      </Box>
      {refused ? (
        <Box marginTop={1}>
          <Paragraph {...theme.warn}>{`${glyphs.warning} ${refused} Press another one.`}</Paragraph>
        </Box>
      ) : null}
    </Box>
  );
}
