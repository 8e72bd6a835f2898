import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { relative, resolve } from 'node:path';

/**
 * Replacements in bundled packages that speed up the first frame and later ones (docs/decisions, the bundle). Each throws if
 * it finds nothing to replace, so that an update of the package cannot disable it unnoticed.
 */
function replaceIn(name, filter, from, to, before = '') {
  return replaceAllIn(name, filter, [[from, to]], before);
}

function replaceAllIn(name, filter, changes, before) {
  return {
    name,
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        let contents = await readFile(path, 'utf8');
        for (const [from, to] of changes) {
          const changed = contents.replace(from, to);
          if (changed === contents) throw new Error(`${name}: nothing to replace in ${path}`);
          contents = changed;
        }
        return { contents: before + contents, loader: 'js' };
      });
    },
  };
}

/** Yoga's loader would use `fetch` for a data URL, which makes Node load its whole HTTP client. */
export const yogaWithoutFetch = replaceIn(
  'yoga-without-fetch',
  /yoga-wasm-base64-esm\.js$/,
  '"function"!=typeof fetch',
  'true',
);

/**
 * Yoga decodes its WebAssembly with a loop over characters and awaits it. Here Node decodes it and it is instantiated
 * synchronously, so that importers need not wait and can be CommonJS.
 */
export const yogaBytes = replaceIn(
  'yoga-bytes',
  /yoga-wasm-base64-esm\.js$/,
  /H="data:application\/octet-stream;base64,([^"]+)";/,
  'H="";h.bytes=Buffer.from("$1","base64");',
);

export const yogaAtOnce = replaceIn(
  'yoga-at-once',
  /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/,
  'wrapAssembly(await loadYoga())',
  'wrapAssembly(assembly)',
  `const assembly = {
    instantiateWasm(imports, made) {
        const instance = new WebAssembly.Instance(new WebAssembly.Module(this.bytes), imports);
        made(instance);
        return instance.exports;
    },
};
loadYoga(assembly);
`,
);

/** With `DEV` set, Ink waits for React's developer tools using a top-level `await`, which CommonJS does not allow. */
export const inkWithoutDevtools = replaceIn(
  'ink-without-devtools',
  /ink[\\/]build[\\/]reconciler\.js$/,
  /process\.env\['DEV'\] === 'true'/g,
  'false',
);

/**
 * The component that shows an error's stack asks for the current folder when it is loaded, which throws if the folder was deleted:
 * every command would end there, including the one that says what is wrong.
 */
export const inkInDeletedFolder = replaceIn(
  'ink-in-deleted-folder',
  /ink[\\/]build[\\/]components[\\/]ErrorOverview\.js$/,
  'cwd: cwd(),',
  "cwd: '.',",
);

export const stacksInDeletedFolder = replaceIn(
  'stacks-in-deleted-folder',
  /stack-utils[\\/]index\.js$/,
  '? process.cwd()',
  "? '.'",
);

/**
 * string-width compiles a very large regular expression at the first non-ASCII character. Every emoji that it can match
 * contains an Emoji_Presentation character or U+FE0F, so this is tested first.
 */
export const emojiCondition = '/[\\p{Emoji_Presentation}\\uFE0F]/u.test(segment)';

export const stringWidthLazyEmoji = replaceIn(
  'string-width-lazy-emoji',
  /string-width[\\/]index\.js$/,
  'if (rgiEmojiRegex.test(segment)',
  `if ((${emojiCondition} && rgiEmojiRegex.test(segment))`,
);

/**
 * The characters that the screen is drawn with: Latin, some punctuation, arrows, lines, braille. Each takes one column and never
 * combines with another. Soft hyphens, wide characters and those that are emoji by themselves are left out.
 */
export const narrow =
  '[ -~\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2010-\\u2027\\u2030-\\u205E\\u2190-\\u2319\\u231C-\\u2328\\u232B-\\u23E8\\u2400-\\u25FC\\u2713-\\u2718\\u2800-\\u28FF]';

/** Splits text with the screen's own function, which needs no `Intl.Segmenter` for common characters. */
const importGraphemes = `import { graphemes } from ${JSON.stringify(resolve('components/widgets/graphemes.ts'))};\n`;
const anySegmenter = /new Intl\.Segmenter\([^)]*\)/;

export const segmentersWhenUsed = replaceIn(
  'segmenters-when-used',
  /wrap-ansi[\\/]index\.js$|slice-ansi[\\/]tokenize-ansi\.js$|ansi-tokenize[\\/]build[\\/]tokenize\.js$|ink[\\/]build[\\/]line-update\.js$/,
  anySegmenter,
  'graphemes',
  importGraphemes,
);

/** Built from text, since Node checks the regular expressions in a function when it parses it. */
const made = 'let $1;\nconst make_$1 = () => new RegExp(String.raw`$2`, "v");\n';

/**
 * Like {@link stringWidthLazyEmoji}; in addition, a text of {@link narrow} characters is as wide as it is long, and the regular
 * expressions for others, each a table of Unicode, are only compiled when one of those comes.
 */
export const stringWidthOfScreens = replaceAllIn(
  'string-width-of-screens',
  /string-width[\\/]index\.js$/,
  [
    [
      'if (rgiEmojiRegex.test(segment)',
      `if ((${emojiCondition} && (rgiEmojiRegex ??= new RegExp('^\\\\p{RGI_Emoji}$$', 'v')).test(segment))`,
    ],
    ['const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;', 'let rgiEmojiRegex;'],
    [/const (visibleCharacterRegex|spacingMarkRegex) = \/(.*)\/v;\n/, made],
    [/const (visibleCharacterRegex|spacingMarkRegex) = \/(.*)\/v;\n/, made],
    [
      '\tlet width = 0;\n\tconst east',
      `\tif (ambiguousIsNarrow && /^${narrow}*$/.test(string)) return string.length;
\tvisibleCharacterRegex ??= make_visibleCharacterRegex();
\tspacingMarkRegex ??= make_spacingMarkRegex();
$&`,
    ],
    [anySegmenter, 'graphemes'],
  ],
  importGraphemes,
);

/** The most pieces of text kept from frame to frame: those of two of the largest screens. */
const keptPieces = 600;

/**
 * Ink splits every piece of text into styled characters and forgets them with each frame. They are only read, so they can be
 * kept for the next frame: most of a screen does not change.
 */
export const inkKeepsPieces = replaceIn(
  'ink-keeps-pieces',
  /ink[\\/]build[\\/]output\.js$/,
  'export default class Output {\n    operations = [];\n    caches = new OutputCaches();',
  `let kept = new OutputCaches();
function keptCaches() {
    if (kept.styledChars.size > ${keptPieces} || kept.widths.size > ${keptPieces}) kept = new OutputCaches();
    return kept;
}
export default class Output {
    operations = [];
    caches = keptCaches();`,
);

/**
 * Ink wraps without trimming blanks, so one that no longer fits at the end of a full row begins the next, where it looks like
 * indentation.
 */
export const inkDropsPushedBlanks = replaceIn(
  'ink-drops-pushed-blanks',
  /ink[\\/]build[\\/]wrap-text\.js$/,
  /wrappedText = wrapAnsi\(text, maxWidth, (\{\s*trim: false,\s*hard: true,\s*\})\);/,
  `const unpushed = (rows) => rows.map((row, at) =>
            at > 0 && stringWidth(rows[at - 1]) >= maxWidth ? row.replace(/^((?:\\u001B\\[[\\d;]*m)*) +/, '$$1') : row);
        wrappedText = text.split('\\n')
            .flatMap((line) => unpushed(wrapAnsi(line, maxWidth, $1).split('\\n')))
            .join('\\n');`,
  "import stringWidth from 'string-width';\n",
);

const require = createRequire(import.meta.url);

/**
 * React is CommonJS: each of the hundred files that import it would get an object with a getter for every export, and call that
 * for every hook and element. As an ES module, its exports are plain bindings.
 */
export const reactAsModule = {
  name: 'react-as-module',
  setup(build) {
    build.onResolve({ filter: /^react(\/jsx-runtime)?$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'react' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'react' }, ({ path }) => ({
      contents: asNamed(`require(${JSON.stringify(path)})`, Object.keys(require(path))),
      resolveDir: process.cwd(),
    }));
  },
};

/** Parts of Node to load on first use, not with the file that imports them. Node has loaded all others before any program runs. */
const loadedWhenUsed =
  /^(?:node:)?(?:assert|child_process|crypto|fs\/promises|module|os|stream|timers\/promises|tty|v8|worker_threads)$/;

/** A module for one of {@link loadedWhenUsed}, which reads nothing before it is used. */
const whenUsed = (part) => `module.exports = Object.create(new Proxy({}, {
  get: (_, key) => (key === '__esModule' ? undefined : ${part}[key]),
}));`;

/** An ES module in which the bundler can drop unused exports, so that only the imported names are read. */
const asNamed = (part, names) =>
  [
    `const part = ${part};`,
    'const read = (name) => part[name];',
    'export default part;',
    ...names.map(
      (name, at) =>
        `const n${at} = /* @__PURE__ */ read(${JSON.stringify(name)}); export { n${at} as ${name} };`,
    ),
  ].join('\n');

/**
 * Gets Node's modules by a call instead of an import. An import reads every export, and so does CommonJS bundled by esbuild, which
 * looks at all properties. That runs getters which load more: everything that writes to a terminal with `node:util`, the HTTP
 * client of `fetch` with `node:http`, standard input with `node:process`. A call reads only the exports that are used.
 */
export const askedBuiltins = {
  name: 'asked-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
      if (kind === 'dynamic-import' || !isBuiltin(path)) return undefined;
      if (kind === 'require-call') return { path, namespace: 'required' };
      // A module for each importer: in a shared one, the first importer would read everything that later ones name.
      return { path, namespace: 'asked', suffix: `?${relative(process.cwd(), importer)}` };
    });
    const partOf = (path) => `process.getBuiltinModule(${JSON.stringify(path)})`;
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: loadedWhenUsed.test(path) ? whenUsed(partOf(path)) : `module.exports = ${partOf(path)};`,
    }));
    build.onLoad({ filter: /.*/, namespace: 'asked' }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path)).filter((name) => name !== 'default');
      return {
        contents: loadedWhenUsed.test(path) ? whenUsed(partOf(path)) : asNamed(partOf(path), names),
      };
    });
  },
};
