import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inkDropsPushedBlanks, inkKeepsPieces } from '../../../build/plugins.mjs';

interface Frame {
  write(x: number, y: number, text: string, options: { transformers: [] }): void;
  clip(bounds: { x1: number; x2: number; y1: number; y2: number }): void;
  unclip(): void;
  get(): { output: string; height: number };
}
type Output = new (size: { width: number; height: number }) => Frame;

type Wrap = (text: string, columns: number, kind: 'wrap' | 'truncate') => string;

let folder: string;
let plain: Output;
let patched: Output;
let wrapPlain: Wrap;
let wrap: Wrap;

async function bundled(
  name: string,
  plugins: NonNullable<Parameters<typeof build>[0]['plugins']>,
  piece = 'output',
) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    stdin: {
      contents: `export { default } from './node_modules/ink/build/${piece}.js';`,
      resolveDir: process.cwd(),
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    supported: { 'regexp-set-notation': true },
    plugins,
  });
  return (await import(pathToFileURL(outfile).href)).default;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ink-pieces-'));
  plain = await bundled('plain', []);
  patched = await bundled('patched', [inkKeepsPieces]);
  wrapPlain = await bundled('wrap-plain', [], 'wrap-text');
  wrap = await bundled('wrap', [inkDropsPushedBlanks], 'wrap-text');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const words = [
  'DeploymentBucket',
  '—',
  '✔',
  '漢字',
  '👩‍👩‍👧',
  '\u001B[1mbold\u001B[22m',
  '\u001B[38;5;40m●\u001B[39m 22s',
  'a\nb',
  '\u200B',
];
const piece = fc.record({
  x: fc.integer({ min: -3, max: 22 }),
  y: fc.integer({ min: -1, max: 6 }),
  text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
  clip: fc.option(
    fc.record({
      x1: fc.nat(8),
      x2: fc.integer({ min: 6, max: 20 }),
      y1: fc.nat(2),
      y2: fc.integer({ min: 2, max: 5 }),
    }),
  ),
});

function draw(Kind: Output, pieces: readonly (typeof piece extends fc.Arbitrary<infer P> ? P : never)[]) {
  const frame = new Kind({ width: 20, height: 5 });
  for (const { x, y, text, clip } of pieces) {
    if (clip) frame.clip(clip);
    frame.write(x, y, text, { transformers: [] });
    if (clip) frame.unclip();
  }
  return frame.get();
}

describe('Ink with the pieces of earlier frames', () => {
  it('draws every frame as without them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 12 }), { maxLength: 8 }), (frames) => {
        for (const frame of frames) expect(draw(patched, frame)).toEqual(draw(plain, frame));
      }),
      { numRuns: 300 },
    );
  });

  it('draws more different pieces than are kept', () => {
    for (let index = 0; index < 2_000; index += 1) {
      const frame = [{ x: 0, y: 0, text: `\u001B[1m${index}\u001B[22m 漢`, clip: null }];
      expect(draw(patched, frame)).toEqual(draw(plain, frame));
    }
  });
});

describe('Ink without the blanks that a full row pushes to the next', () => {
  it('starts no row with them', () => {
    expect(wrapPlain('the layout of', 10, 'wrap')).toBe('the layout\n of');
    expect(wrap('the layout of', 10, 'wrap')).toBe('the layout\nof');
    expect(wrap('\u001B[31mthe layout of\u001B[39m', 10, 'wrap')).toBe(
      '\u001B[31mthe layout\u001B[39m\n\u001B[31mof\u001B[39m',
    );
    expect(wrap('開発者の  ab', 8, 'wrap')).toBe('開発者の\nab');
    // Intended indentation stays, even after a full row.
    expect(wrap('the layout\n  of\n', 10, 'wrap')).toBe('the layout\n  of\n');
  });

  it('loses no word, and no row is wider', () => {
    const text = fc.array(
      fc.constantFrom('a', 'bc', 'layout', '漢字', '\u001B[1mbold\u001B[22m', 'x'.repeat(14), '\n'),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 12 }), (parts, columns) => {
        const line = parts.join(' ');
        const bare = (given: string) => stripVTControlCharacters(given).replaceAll(/\s/g, '');
        expect(bare(wrap(line, columns, 'wrap'))).toBe(bare(line));
        for (const row of wrap(line, columns, 'wrap').split('\n'))
          expect(stringWidth(row)).toBeLessThanOrEqual(columns);
      }),
    );
  });
});
