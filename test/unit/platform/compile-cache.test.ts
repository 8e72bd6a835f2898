import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepCompiled } from '../../../src/platform/compile-cache.ts';

const node = module as unknown as { enableCompileCache?: (folder: string) => unknown };
const own = node.enableCompileCache;
const enabled = vi.fn();

let home: string;
let state: string;
let all: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'compile-cache-'));
  state = join(home, '.amplify', 'tui');
  all = join(state, 'compile-cache');
  enabled.mockReset();
  node.enableCompileCache = enabled;
});
afterEach(() => {
  if (own) node.enableCompileCache = own;
  else delete node.enableCompileCache;
  rmSync(home, { recursive: true, force: true });
});

const keep = (version = '1.2.3', env: NodeJS.ProcessEnv = {}, makes = true) =>
  keepCompiled(state, version, { env, makes });
const folderOf = (version: string) => `${version}-node-${process.version}-${process.arch}`;

describe('the compile cache', () => {
  it('is in our own state, by version of the program and of Node, for this user alone', () => {
    keep();
    const folder = join(all, folderOf('1.2.3'));
    expect(enabled).toHaveBeenCalledExactlyOnceWith(folder);
    for (const path of [state, all, folder]) expect(statSync(path).mode & 0o777).toBe(0o700);
  });

  it('creates no state of its own for a command without a screen', () => {
    keep('1.2.3', {}, false);
    expect(readdirSync(home)).toEqual([]);
    expect(enabled).not.toHaveBeenCalled();
    mkdirSync(state, { recursive: true });
    keep('1.2.3', {}, false);
    expect(enabled).toHaveBeenCalledOnce();
  });

  it('creates no home folder', () => {
    rmSync(home, { recursive: true });
    keep();
    expect(existsSync(home)).toBe(false);
    expect(enabled).not.toHaveBeenCalled();
  });

  it.each([{ NODE_DISABLE_COMPILE_CACHE: '1' }, { NODE_COMPILE_CACHE: '/elsewhere' }])(
    'is left to a user who sets %o',
    (env) => {
      keep('1.2.3', env);
      expect(readdirSync(home)).toEqual([]);
      expect(enabled).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['.amplify', 0o777],
    ['.amplify/tui', 0o777],
    ['.amplify/tui', 0o775],
    ['.amplify/tui/compile-cache', 0o722],
    [`.amplify/tui/compile-cache/${folderOf('1.2.3')}`, 0o777],
  ])('is not used if others may write: %s with %i', (path, mode) => {
    mkdirSync(join(home, path), { recursive: true });
    chmodSync(join(home, path), mode);
    keep();
    expect(enabled).not.toHaveBeenCalled();
  });

  it.skipIf(process.getuid?.() !== 0)("is not used in another user's folder", async () => {
    const { chownSync } = await import('node:fs');
    mkdirSync(state, { recursive: true });
    chownSync(state, 1234, 1234);
    keep();
    expect(enabled).not.toHaveBeenCalled();
  });

  it('does not matter if it cannot be written', () => {
    mkdirSync(state, { recursive: true });
    writeFileSync(all, 'a file');
    expect(() => keep()).not.toThrow();
    rmSync(all);
    enabled.mockImplementation(() => {
      throw new Error('no');
    });
    expect(() => keep()).not.toThrow();
  });

  it('loses the oldest versions', () => {
    mkdirSync(all, { recursive: true });
    for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) {
      mkdirSync(join(all, name));
      writeFileSync(join(all, name, 'compiled'), '');
      const then = new Date(Date.now() - 86_400_000 * (10 - at));
      utimesSync(join(all, name), then, then);
    }
    keep();
    expect(readdirSync(all).sort()).toEqual([folderOf('1.2.3'), 'c', 'd'].sort());
    keep();
    expect(readdirSync(all)).toHaveLength(3);
  });

  it('is not available in an older Node, which compiles each time', () => {
    delete node.enableCompileCache;
    keep();
    expect(readdirSync(home)).toEqual([]);
  });
});

describe('memory', () => {
  /** MiB that V8 uses for new objects when many objects are retained, in a separate process. */
  async function youngAfter(bytes: number): Promise<number> {
    const outfile = join(home, 'compile-cache.mjs');
    const config = join(home, 'config');
    writeFileSync(config, ' '.repeat(bytes));
    await build({
      entryPoints: ['src/platform/compile-cache.ts'],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
    });
    const script = `
      const { keepYoungSmall } = await import(${JSON.stringify(pathToFileURL(outfile).href)});
      keepYoungSmall(${JSON.stringify([config, join(home, 'none')])});
      const kept = Array.from({ length: 400_000 }, (_, at) => ({ at, text: [at] }));
      const { getHeapSpaceStatistics } = await import('node:v8');
      const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
      process.stdout.write(\`\${young.space_size / 1024 / 1024} of \${kept.length}\`);`;
    return Number.parseFloat(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
    );
  }

  it('for new objects stays small if large files are read, however many there are', async () => {
    // Two halves of 1 MiB each, and one that is being filled.
    expect(await youngAfter(100_000)).toBeLessThanOrEqual(4);
    // Without it V8 uses more, so this can fail.
    expect(await youngAfter(99_999)).toBeGreaterThan(8);
  });
});
