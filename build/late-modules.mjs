import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** What `build/late-modules.txt` names, each once it is built. */
export const lateNames = readFileSync('build/late-modules.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** What stands for loading one of them while the program is built; `build/merge-chunks.mjs` puts how it is loaded in its place. */
export const lateMark = 'loadedLate(';
export const lateCall = /loadedLate\("([^"]+)"\)/g;

/** In place of a module: the first read of an export loads it, and gives the importer all that it exports. */
const stub = (name) => `
module.exports = Object.create(new Proxy({}, {
  get(_, key, importer) {
    if (key === '__esModule') return true;
    const loaded = ${lateMark}${JSON.stringify(name)});
    for (const name of Object.keys(loaded)) Object.defineProperty(importer, name, { value: loaded[name] });
    return loaded[key];
  },
}));`;

/** Each as an entry of the build, so that it is a file apart. */
export const lateEntries = Object.fromEntries(lateNames.map((name, at) => [`chunks/late-${at}`, name]));

/**
 * Leaves the modules that `build/late-modules.txt` names out of what is loaded before the first frame: they are loaded when the
 * first of what they export is used. They are in one file of their own, which is CommonJS, since that can be had at once. A module
 * of which something is used while its importer is loaded stays right, but is loaded before the first frame then.
 */
export const lateModules = {
  name: 'late-modules',
  setup(build) {
    const late = new Set(lateNames.map((name) => resolve(name)));
    const found = new Set();
    build.onResolve({ filter: /^\.\.?\// }, ({ path, kind, importer, resolveDir, namespace }) => {
      const target = resolve(resolveDir, path);
      if (namespace !== 'file' || !late.has(target)) return undefined;
      // It would have a file of its own besides, which no hash tells from that of another version.
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
