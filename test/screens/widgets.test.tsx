import { afterEach, describe, expect, it } from 'vitest';
import { dark, light, mono } from '../../components/theme/theme.ts';
import { closeScreens, renderScreen } from '../support/screen.tsx';
import { Gallery } from '../unit/components/gallery.tsx';

afterEach(closeScreens);

const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 50],
] as const;
const now = () => 1_000;

describe.each([dark, light, mono])('theme $name', (theme) => {
  it.each(sizes)('fits %i by %i', async (columns, rows) => {
    for (const page of ['home', 'form'] as const) {
      const screen = await renderScreen(<Gallery theme={theme} page={page} now={now} />, { columns, rows });
      const text = screen.text();
      expect(text).toHaveLength(rows);
      expect(text[0]).toMatch(/4444(5555|…)6666/);
      expect(text.at(-1)).toMatch(/help/);
      expect(text.at(-2)).toBe('─'.repeat(columns));
      await screen.unmount();
    }
  });

  it('keeps the distinction of the selected row and of a failed state', async () => {
    const screen = await renderScreen(<Gallery theme={theme} now={now} />, { columns: 80, rows: 24 });
    const selected = screen.cellsOf('bizcorprole    ').at(0);
    const other = screen.cellsOf('devcorpuser').at(0);
    expect(selected).not.toEqual({ ...other, text: selected?.text });
    expect(screen.cellsOf('✖ source').at(0)).toMatchObject(
      theme.name === 'mono' ? { bold: true } : { color: theme.bad.color },
    );
  });
});

describe('mono', () => {
  it('writes no colour at all', async () => {
    const screen = await renderScreen(<Gallery theme={mono} page="form" now={now} />, {
      columns: 120,
      rows: 40,
    });
    await screen.press('ctrl+k');
    await screen.see('COMMANDS');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const sgr = [...screen.bytes().matchAll(/\u001B\[([\d;]*)m/g)].flatMap(([, codes]) =>
      codes!.split(';').map(Number),
    );
    expect(sgr.length).toBeGreaterThan(0);
    expect(
      sgr.filter((code) => (code >= 30 && code <= 38) || (code >= 40 && code <= 48) || code >= 90),
    ).toEqual([]);
  });
});

describe('frame', () => {
  it('shows help, palette and dialog over the screen, each with its keys in the footer', async () => {
    const screen = await renderScreen(<Gallery theme={dark} now={now} />, { columns: 120, rows: 40 });
    await screen.press('?');
    await screen.see('╭ HELP');
    await screen.see('Create a project and its stack');
    await screen.see(/watch +There is no stack yet\./);
    expect(screen.text().at(-1)).toContain('esc close');
    await screen.press('escape');
    await screen.gone('HELP');
    await screen.press(':');
    await screen.see('╭ COMMANDS');
    await screen.type('sign');
    await screen.gone('Create a project');
    await screen.press('enter');
    await screen.see('╭ MFA CODE');
    await screen.gone('COMMANDS');
    await screen.type('12ab3456\r');
    await screen.gone('MFA CODE');
  });

  it('says why a disabled command does nothing', async () => {
    const done: string[] = [];
    const screen = await renderScreen(<Gallery theme={dark} now={now} onCommand={(id) => done.push(id)} />);
    await screen.press('w');
    await screen.see('▲ There is no stack yet.');
    expect(done).toEqual([]);
  });

  it('keeps its shape through resizes, and asks for room if there is none', async () => {
    const screen = await renderScreen(<Gallery theme={dark} now={now} count={200} />, {
      columns: 120,
      rows: 40,
    });
    for (const [columns, rows] of [
      [80, 24],
      [200, 50],
      [60, 16],
      [101, 17],
      [62, 60],
    ] as const) {
      await screen.resize(columns, rows);
      expect(screen.text().at(-2)).toBe('─'.repeat(columns));
    }
    await screen.resize(50, 10);
    await screen.see('Make the window at least 60 columns by 16');
    await screen.see('444455556666');
    await screen.resize(80, 24);
    await screen.see('bizcorprole');
    await screen.gone('Make the window');
  });

  it('colours the whole line for a production profile', async () => {
    const { status } = await import('../unit/components/gallery.tsx');
    for (const theme of [dark, light, mono]) {
      const screen = await renderScreen(
        <Gallery theme={theme} now={now} status={{ ...status, production: true }} />,
      );
      const cells = screen.cells(0);
      if (theme === mono) expect(cells.every((cell) => cell.inverse)).toBe(true);
      else expect(new Set(cells.map((cell) => cell.background))).toEqual(new Set(['#af0000']));
      await screen.unmount();
    }
  });

  it('uses only ASCII if the terminal supports no more', async () => {
    const plain = { program: 'amplify-tui', cloud: { kind: 'aws' } as const, account: '111122223333' };
    const screen = await renderScreen(<Gallery theme={dark} ascii now={now} page="form" status={plain} />, {
      columns: 120,
      rows: 40,
    });
    expect(screen.text().join('')).toMatch(/^[\x20-\x7e]*$/);
  });
});

describe('lists', () => {
  it('draws only the visible rows of ten thousand', async () => {
    const screen = await renderScreen(<Gallery theme={dark} now={now} count={10_000} />, {
      columns: 80,
      rows: 24,
    });
    await screen.see('1 of 10,000 profiles');
    expect(screen.bytes()).not.toContain('team-00040');
    await screen.press('end');
    await screen.see('10,000 of 10,000 profiles');
    await screen.see('team-09996');
    await screen.press('pageup', 'k');
    await screen.see(/9,98\d of 10,000/);
    await screen.press('/');
    await screen.type('00777');
    await screen.see('team-00777');
    await screen.gone('team-09996');
    await screen.press('escape');
    await screen.see('of 10,000 profiles');
  });
});
