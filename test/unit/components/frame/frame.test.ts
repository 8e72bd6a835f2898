import { describe, expect, it } from 'vitest';
import { fitHints } from '../../../../components/frame/footer.tsx';
import { layoutOf } from '../../../../components/frame/screen-size.ts';
import { type FrameStatus, topLine } from '../../../../components/frame/top-line-parts.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../../components/theme/glyphs.ts';
import { dark, light, mono, resolveTheme } from '../../../../components/theme/theme.ts';
import { columnsOf } from '../../../../components/widgets/columns.ts';

const status: FrameStatus = {
  program: 'amplify-tui',
  project: 'inventory',
  cloud: { kind: 'demo', url: 'http://127.0.0.1:1' },
  profile: 'bizcorprole',
  account: '444455556666',
  accountAlias: 'Biz Corp',
  region: 'us-east-1',
  timeLeft: '41m',
};

const texts = (given: FrameStatus, columns: number) => {
  const { left, right } = topLine(given, columns);
  return [...left, ...right].map(({ text }) => text);
};

describe('top line', () => {
  it('names no cloud before it is known', () => {
    const { cloud: _, ...unknown } = status;
    for (const columns of [40, 80, 120])
      expect(texts(unknown, columns).join(' ')).not.toMatch(/AWS|DEMO|127/);
  });

  it("shows other projects' work at its end, shortened before anything of this one is dropped", () => {
    const with2 = { ...status, elsewhere: { whole: 'shop 3/9 +1', short: '3/9 +1' } };
    expect(texts(with2, 120).at(-1)).toBe('● shop 3/9 +1');
    expect(texts(with2, 80)).toContain('● 3/9 +1');
    for (const columns of [40, 60, 80, 100, 200]) {
      const shown = texts(with2, columns);
      expect(shown.some((text) => /4444(?:55555?|…)6666|444455556666/.test(text))).toBe(true);
      expect(shown.join('').length).toBeLessThanOrEqual(columns);
    }
  });

  it('shows the path to the pane if there is room, and drops it before anything else', () => {
    const deep = { ...status, path: ['init', 'profile'] };
    expect(texts(deep, 120)).toEqual([
      ...texts(status, 120).slice(0, 2),
      '› init › profile',
      ...texts(status, 120).slice(2),
    ]);
    for (let columns = 40; columns < 120; columns += 1) {
      const shown = texts(deep, columns);
      expect(shown.filter((text) => !text.startsWith('›'))).toEqual(texts(status, columns));
    }
    expect(texts({ ...status, path: [] }, 120)).toEqual(texts(status, 120));
  });

  it('drops the least important first', () => {
    expect(texts(status, 120)).toEqual([
      'amplify-tui',
      'inventory',
      'DEMO CLOUD',
      'bizcorprole',
      'Biz Corp 444455556666',
      'us-east-1',
      '41m',
    ]);
    expect(texts(status, 60)).toEqual([
      'inventory',
      'DEMO',
      'bizcorprole',
      '444455556666',
      'us-east-1',
      '41m',
    ]);
  });

  it('never drops the account or a cloud that is not AWS, and fits from 60 columns on', () => {
    const long = {
      ...status,
      project: 'averylongprojectname',
      profile: 'a-profile-of-a-very-long-name',
      region: 'ap-southeast-2',
    };
    const endpoint = {
      ...long,
      cloud: { kind: 'endpoint', url: 'http://localhost.localstack.cloud:4566' },
    } as const;
    for (const given of [status, long, endpoint]) {
      for (let columns = 60; columns <= 220; columns++) {
        const { left, right, gap } = topLine(given, columns);
        const width =
          2 +
          [...left, ...right].reduce((sum, { text }) => sum + columnsOf(text), 0) +
          2 * Math.max(0, left.length - 1) +
          gap * Math.max(0, right.length - 1) +
          (left.length > 0 ? gap : 0);
        expect(width).toBeLessThanOrEqual(columns);
        expect(right.map(({ text }) => text).join(' ')).toMatch(/4444(5555|…)6666/);
        expect(right.some(({ role }) => role === 'demo' || role === 'cloud')).toBe(true);
      }
    }
  });

  it('shows the whole account beside the address of an endpoint at 60 columns', () => {
    const endpoint = { kind: 'endpoint', url: 'http://127.0.0.1:4599' } as const;
    const given = {
      ...status,
      accountAlias: undefined,
      timeLeft: undefined,
      cloud: endpoint,
      profile: 'default',
    };
    const shown = texts({ ...given, project: 'shop', environment: 'prod' }, 60);
    expect(shown).toEqual(expect.arrayContaining(['127.0.0.1:4599', '444455556666']));
  });

  it('shows names from outside without control characters', () => {
    expect(texts({ ...status, profile: 'a\u001B[31mb\u0007' }, 200)).toContain('ab');
  });
});

describe('footer', () => {
  const hint = (id: string, label: string) => ({ id, key: id[0]!, press: id[0]!, label, disabled: false });
  it('keeps help if little fits', () => {
    const hints = [
      hint('init', 'init'),
      hint('configure', 'configure'),
      hint('help.open', 'help'),
      hint('quit', 'quit'),
    ];
    expect(fitHints(hints, 100)).toHaveLength(4);
    expect(fitHints(hints, 16).map(({ id }) => id)).toEqual(['init', 'help.open']);
    expect(fitHints(hints, 6).map(({ id }) => id)).toEqual(['help.open']);
  });

  it('keeps the list of commands if there is room for it, and the way out in a wide row', () => {
    const hints = [
      hint('init', 'x'.repeat(100)),
      hint('share', 'share'),
      hint('PALETTE', 'commands'),
      hint('help.open', 'help'),
      hint('QUIT', 'quit'),
    ];
    expect(fitHints(hints, 40).map(({ id }) => id)).toEqual(['help.open']);
    expect(fitHints(hints, 100).map(({ id }) => id)).toEqual(['PALETTE', 'help.open']);
    expect(fitHints(hints, 140).map(({ id }) => id)).toEqual(['init', 'PALETTE', 'help.open', 'QUIT']);
  });
});

describe('layout', () => {
  it('has two columns from 100 on, one below, and says so under 60x16', () => {
    const layout = (columns: number, rows: number) => layoutOf({ columns, rows });
    expect([layout(100, 16), layout(99, 50), layout(60, 16), layout(59, 50), layout(200, 15)]).toEqual([
      'two',
      'one',
      'one',
      'tiny',
      'tiny',
    ]);
  });
});

describe('theme', () => {
  it('follows the setting, NO_COLOR and the background', () => {
    expect(resolveTheme('auto', {}, true)).toBe(dark);
    expect(resolveTheme('auto', {}, false)).toBe(mono);
    expect(resolveTheme('light', {}, false)).toBe(light);
    expect(resolveTheme('auto', { COLORFGBG: '0;15' }, true)).toBe(light);
    expect(resolveTheme('auto', { COLORFGBG: '0;default;15' }, true)).toBe(light);
    expect(resolveTheme('auto', { COLORFGBG: '15;0' }, true)).toBe(dark);
  });

  it('names no colour in mono, and uses glyphs of one column everywhere', () => {
    for (const style of Object.values(mono)) {
      expect(style ?? {}).not.toHaveProperty('color');
      expect(style ?? {}).not.toHaveProperty('backgroundColor');
    }
    for (const glyphs of [unicodeGlyphs, asciiGlyphs]) {
      const marks = Object.entries(glyphs).flatMap(([name, value]) =>
        typeof value === 'string' && !name.endsWith('Style') ? [value] : [],
      );
      for (const mark of marks) expect([mark, columnsOf(mark as string)]).toEqual([mark, 1]);
    }
  });
});
