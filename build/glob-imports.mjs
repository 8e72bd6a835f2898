import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `import.meta.glob<Type>('./panes/*.ts', { eager: true })`: one pattern; with `eager`, the modules are loaded immediately. */
const call = /import\.meta\.glob(?:<[^(]*>)?\(\s*'([^']+)'\s*(,\s*\{\s*eager:\s*true,?\s*\}\s*)?,?\s*\)/g;

/** Resolves `import.meta.glob` when the program is bundled, as Vite does in the tests, so that flows are found by their folders. */
export const globImports = {
  name: 'glob-imports',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta.glob')) return undefined;
      const imports = [];
      const contents = text.replace(call, (_, pattern, eager) => {
        const files = filesOf(path, pattern);
        const entries = files.map((file) => {
          if (!eager) return `'${file}': () => import('${file}')`;
          imports.push(`import * as found${imports.length} from '${file}';`);
          return `'${file}': found${imports.length - 1}`;
        });
        return `({ ${entries.join(', ')} })`;
      });
      if (contents.includes('import.meta.glob')) throw new Error(`a pattern of ${path} is not understood`);
      return {
        contents: `${imports.join('\n')}\n${contents}`,
        loader: path.endsWith('x') ? 'tsx' : 'ts',
        watchDirs: [dirname(path)],
      };
    });
  },
};

/** The files that a text brings in with `import.meta.glob`, as paths like the importer's. */
export const globbedFiles = (importer, text) =>
  [...text.matchAll(call)].flatMap(([, pattern]) =>
    filesOf(importer, pattern).map((file) => join(dirname(importer), file)),
  );

/**
 * The files that match a pattern, relative to the importer, which is not among them; always in the same order.
 *
 * @param pattern begins with `./` or `../`; a `*` matches part of one name
 */
function filesOf(importer, pattern) {
  const [start, ...parts] = pattern.split('/');
  let found = [start];
  for (const part of parts) {
    if (part === '..') {
      found = found.map((folder) => `${folder}/..`);
      continue;
    }
    const fits = new RegExp(`^${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
    found = found.flatMap((folder) =>
      namesIn(join(dirname(importer), folder))
        .filter((name) => fits.test(name))
        .map((name) => `${folder}/${name}`),
    );
  }
  return found.filter((file) => join(dirname(importer), file) !== importer).sort();
}

/** Empty if it is not a folder. */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
