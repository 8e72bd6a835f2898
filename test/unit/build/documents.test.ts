import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const leftOut = new Set(['node_modules', 'dist', 'dist-single', '.git']);

/** Every document of the repository. */
function documentsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (leftOut.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return documentsBelow(path);
    return path.endsWith('.md') ? [path] : [];
  });
}

const documents = documentsBelow('.').map((path) => path.replaceAll('\\', '/'));
const read = (path: string) => readFileSync(path, 'utf8');
const { scripts, devDependencies } = JSON.parse(read('package.json'));

/** Names in a document that intentionally do not exist, with the reasons. */
const notHere: Readonly<Record<string, RegExp>> = {
  // Files of an app, not of this program.
  'docs/compatibility.md': /^src\/(?:aws-exports\.js|amplifyconfiguration\.json)$/,
  // An earlier state.
  'docs/decisions/2026-11-29-lines.md': /^src\/(?:cli|headless|session)$/,
  // The exercise, which is not applied.
  'docs/adding-a-flow.md': /\bwhere\b/,
};

/** `<flow>`, `NAME` and `X` stand for a name, `*` for any. The path before such a part has to exist. */
const beforePlaceholder = (path: string) => path.replace(/\/?[^/]*(?:[<*{]|\bNAME\b|\bFLOW\b|\bX\b).*$/, '');

/** The anchor of a heading, as forges make it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('has links whose targets exist', () => {
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const leadsNowhere = (target: string) => {
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? document : join(dirname(document), file);
      if (!existsSync(path)) return true;
      if (anchor === undefined) return false;
      const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
      return !headings.includes(anchor);
    };
    expect(targets.filter((each) => !/^[a-z]+:/.test(each)).filter(leadsNowhere)).toEqual([]);
  });

  it('names files that exist', () => {
    const places =
      /(?<![\w./~-])(?:src|machines|components|test|build|bench|docs|demo|\.github|\.ci)\/[^\s`'"\]()|,;:]*/g;
    const named = [...text.matchAll(places)].map(([path]) => path.replace(/\.$/, ''));
    const missing = named.filter((path) => !existsSync(beforePlaceholder(path)));
    expect(missing.filter((path) => !notHere[document]?.test(path))).toEqual([]);
  });

  it('names scripts and rings of tests that exist', () => {
    const config = read('vitest.config.ts');
    const named = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
    const rings = [...text.matchAll(/--project[ =](\w[\w-]*)/g)].map(([, ring]) => ring);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(rings.filter((ring) => !config.includes(`name: '${ring}'`))).toEqual([]);
  });
});

describe('a decision', () => {
  const folder = 'docs/decisions';
  const names = readdirSync(folder);

  it.each(names)('%s has a title, the date of its name, and says whether it is in force', (name) => {
    const [title = '', empty, status = ''] = read(join(folder, name)).split('\n');
    expect(title).toMatch(/^# (?!\d{4}-)(?!.*\(\d{4}-)/);
    expect(empty).toBe('');
    const [, date, other] =
      /^(\d{4}-\d\d-\d\d)\. (?:In force(?:, but for what [^.]*)?|Replaced by \[[^\]]+\]\(([^)]+)\))\.$/.exec(
        status,
      ) ?? [];
    expect([status, date]).toEqual([status, name.slice(0, 10)]);
    if (other !== undefined) expect(names).toContain(other);
  });

  it('gives a reason for each package, and for no other', () => {
    const table = read(join(folder, '2026-11-23-dependencies.md'));
    const rows = [...table.matchAll(/^\| (`.+?) \|/gm)].flatMap(([, names = '']) => names.split(', '));
    const needed = Object.keys(devDependencies).filter((name) => !name.startsWith('@types/'));
    expect(rows.map((name) => name.replaceAll('`', '')).sort()).toEqual(needed.sort());
  });
});
