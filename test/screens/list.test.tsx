import { Text } from 'ink';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { KeyRouterProvider, useKeyLayer } from '../../components/keys/key-context.tsx';
import { unicodeGlyphs } from '../../components/theme/glyphs.ts';
import { dark } from '../../components/theme/theme.ts';
import { ThemeProvider } from '../../components/theme/theme-context.tsx';
import { FilterList } from '../../components/widgets/filter-list.tsx';
import { List } from '../../components/widgets/list.tsx';
import { closeScreens, renderScreen } from '../support/screen.tsx';

afterEach(closeScreens);

const names = Array.from({ length: 30 }, (_, index) => `Table${index + 1}`);

/** Rows that are replaced in the same turn in which a key moves in them, as when a stack is polled. */
function LiveRows({ next }: { next: (items: readonly string[]) => readonly string[] }) {
  const [items, setItems] = useState<readonly string[]>(names);
  return (
    <>
      <List
        items={items}
        keyOf={(item) => item}
        renderRow={(item) => <Text>{item}</Text>}
        focused
        columns={40}
        rows={6}
        noun="tables"
      />
      <Poll onPoll={() => setItems(next(items))} />
    </>
  );
}

function Poll({ onPoll }: { onPoll: () => void }) {
  useKeyLayer({
    active: true,
    commands: [],
    onKey: () => {
      onPoll();
      return false;
    },
  });
  return null;
}

it.each([
  ['are the same in a new list', (items: readonly string[]) => [...items], '▸ Table4', '4 of 30 tables'],
  [
    'have a new one above',
    (items: readonly string[]) => [`New${items.length}`, ...items],
    '▸ Table4',
    '7 of 33 tables',
  ],
])('a key that arrives together with rows that %s moves by one row', async (_, next, stoodOn, place) => {
  const screen = await renderScreen(
    <KeyRouterProvider>
      <ThemeProvider theme={dark} glyphs={unicodeGlyphs}>
        <LiveRows next={next} />
      </ThemeProvider>
    </KeyRouterProvider>,
    { columns: 40, rows: 8 },
  );
  await screen.see('▸ Table1');
  await screen.press('j', 'j', 'down');
  await screen.see(stoodOn);
  await screen.see(place);
  expect(screen.text().filter((row) => row.startsWith('▸'))).toHaveLength(1);
});

function filtered() {
  return renderScreen(
    <KeyRouterProvider>
      <ThemeProvider theme={dark} glyphs={unicodeGlyphs}>
        <FilterList
          items={['Dublin', 'Frankfurt']}
          keyOf={(city) => city}
          textOf={(city) => city}
          renderRow={(city) => <Text>{city}</Text>}
          columns={40}
          rows={6}
          focused
          filter="typing"
        />
      </ThemeProvider>
    </KeyRouterProvider>,
    { columns: 40, rows: 8 },
  );
}

it('a search without a match is shown in one row, however much was pasted', async () => {
  const screen = await filtered();
  await screen.send(`\u001B[200~${'a'.repeat(10_000)}\u001B[201~`);
  await screen.see('Nothing matches');
  expect(screen.text().filter((row) => row.trim() !== '')).toHaveLength(2);
});

it('a list that filters as you type ignores a leading slash', async () => {
  const screen = await filtered();
  await screen.press('/', 'f', 'r');
  await screen.see('▸ Frankfurt');
  expect(screen.text().join('\n')).not.toContain('Nothing matches');
});
