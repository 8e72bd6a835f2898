import { afterEach, expect, it } from 'vitest';
import { AccessRow } from '../../components/panes/access-row.tsx';
import { ProfileRow } from '../../components/panes/profiles/row.tsx';
import { unicodeGlyphs } from '../../components/theme/glyphs.ts';
import { dark } from '../../components/theme/theme.ts';
import { ThemeProvider } from '../../components/theme/theme-context.tsx';
import { plainText } from '../../src/core/text.ts';
import { accessOptions } from '../support/pretend-values.ts';
import { closeScreens, renderScreen } from '../support/screen.tsx';

afterEach(closeScreens);

it.each([
  ['wide letters', '開発者プロファイルの長い名前です'],
  ['Latin letters', 'a-profile-with-a-name-that-fills-its-column'],
  ['flags and families', plainText('🇩🇪👩‍👩‍👧‍👦'.repeat(12))],
])('a profile of %s does not touch the next column', async (_, label) => {
  const option = { ...accessOptions[0]!, label, kind: 'settings only', region: 'us-gov-west-1' };
  for (const columns of [40, 60, 80, 120]) {
    const screen = await renderScreen(
      <ThemeProvider theme={dark} glyphs={unicodeGlyphs}>
        <AccessRow option={option} width={columns} selected />
        <ProfileRow option={option} width={columns} selected={false} inUse={false} warned={false} />
      </ThemeProvider>,
      { columns, rows: 4 },
    );
    const rows = screen.text().filter((row) => row !== '');
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/ settings only( +us-gov-west-1( |$)|$| )/);
    await closeScreens();
  }
});
