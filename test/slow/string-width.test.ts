import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { narrow, stringWidthLazyEmoji, stringWidthOfScreens } from '../../build/plugins.mjs';

type StringWidth = (text: string) => number;

let folder: string;
let plain: StringWidth;
let lazy: StringWidth;
let patched: StringWidth;

async function bundled(name: string, plugins: Parameters<typeof build>[0]['plugins']): Promise<StringWidth> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: { contents: "export { default } from 'string-width';", resolveDir: process.cwd() },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    supported: { 'regexp-set-notation': true },
    ...(plugins ? { plugins } : {}),
  });
  return (await import(pathToFileURL(outfile).href)).default;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'string-width-'));
  plain = await bundled('plain', []);
  lazy = await bundled('lazy', [stringWidthLazyEmoji]);
  patched = await bundled('patched', [stringWidthOfScreens]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('string-width with the quick check first', () => {
  it('gives the same widths for every code point, with and without U+FE0F and a keycap', () => {
    const different: string[] = [];
    for (let code = 0; code <= 0x1ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      for (const text of [
        character,
        `${character}\uFE0F`,
        `${character}\u20E3`,
        `${character}\uFE0F\u20E3`,
      ]) {
        const width = plain(text);
        if (width !== lazy(text) || width !== patched(text)) different.push(text);
      }
    }
    expect(different).toEqual([]);
  });

  it('gives one column to each character that a screen is drawn with, whatever is beside it', () => {
    const one = new RegExp(`^${narrow}$`);
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((each) =>
      one.test(each),
    );
    expect(all.length).toBeGreaterThan(1000);
    for (const [at, character] of all.entries()) {
      const text =
        character + (all[(at * 7919) % all.length] ?? '') + (all[(at * 104_729) % all.length] ?? '');
      expect([text, patched(text), plain(text)]).toEqual([text, 3, 3]);
    }
  });

  it('gives the same widths for flags, skin tones and families', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCodePoint(0x1f1e6 + index));
    const flags = letters.flatMap((first) => letters.map((second) => first + second));
    const people = ['👋🏽', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏳️‍🌈', '❤️‍🔥', '👨🏿‍🚀', '✔', '✔️', '▸', '─', '●'];
    for (const text of [...flags, ...people]) expect([text, patched(text)]).toEqual([text, plain(text)]);
    expect(plain('👩‍👩‍👧‍👦')).toBe(2);
  });
});
