import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** The modules that `build/late-modules.txt` names. */
export const lateNames = readFileSync('build/late-modules.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Placeholder for loading one of them; `build/merge-chunks.mjs` replaces it once it knows the file to load. */
export const lateMark = 'loadedLate(';
export const lateCall = /loadedLate\("([^"]+)"\)/g;

/** Replaces a module: the first read of an export loads it and copies all its exports to the importer. */
const stub = (name) => `
module.exports = Object.create(new Proxy({}, {
  get(_, key, importer) {
    if (key === '__esModule') return true;
    const loaded = ${lateMark}${JSON.stringify(name)});
    for (const name of Object.keys(loaded)) Object.defineProperty(importer, name, { value: loaded[name] });
    return loaded[key];
  },
}));`;

/** Each as an entry of the build, so that it becomes a file of its own. */
export const lateEntries = Object.fromEntries(lateNames.map((name, at) => [`chunks/late-${at}`, name]));

/**
 * Keeps the modules that `build/late-modules.txt` names from being loaded before the first frame: they are loaded when one of their
 * exports is first used. They share one file, which is CommonJS, since that can be loaded synchronously. If an importer uses an
 * export while it is loaded itself, the result is still right, but the module is then loaded before the first frame.
 */
export const lateModules = {
  name: 'late-modules',
  setup(build) {
    const late = new Set(lateNames.map((name) => resolve(name)));
    const found = new Set();
    build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, importer, resolveDir, namespace }) => {
      const target = resolve(resolveDir, path);
      if (namespace !== 'file' || !late.has(target)) return undefined;
      // It would also get a file of its own, whose name has no hash to tell it from that of another version.
      if (kind === 'dynamic-import') throw new Error(`${path} of build/late-modules.txt is awaited, too`);
      if (kind !== 'import-statement') return undefined;
      found.add(target);
      return late.has(importer) ? undefined : { path: target, namespace: 'late' };
    });
    build.onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
      contents: stub(relative(process.cwd(), path).replaceAll('\\', '/')),
    }));
    build.onEnd(() => {
      const gone = lateNames.filter((name) => !found.has(resolve(name)));
      if (gone.length > 0)
        throw new Error(`build/late-modules.txt names what nothing imports: ${gone.join(', ')}`);
    });
  },
};
