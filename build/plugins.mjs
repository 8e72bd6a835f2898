import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { relative, resolve } from 'node:path';

/**
 * Replacements in bundled packages, for the first frame and for each one after it (docs/decisions, the bundle).
 * Each throws when it finds nothing to replace, so an update of the package cannot switch it off unnoticed.
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
 * Yoga decodes its program with a loop over characters and waits for it. Here it is decoded by Node and made at once, so that what
 * loads it need not wait, and can be CommonJS.
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

/** Ink waits for React's developer tools where `DEV` is set, with an `await` that CommonJS cannot have. */
export const inkWithoutDevtools = replaceIn(
  'ink-without-devtools',
  /ink[\\/]build[\\/]reconciler\.js$/,
  /process\.env\['DEV'\] === 'true'/g,
  'false',
);

/**
 * What shows the stack of an error asks for the current folder while it is loaded, which throws where that has been deleted since:
 * every command would end there, also the one that says what is wrong.
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
 * string-width compiles a very large regular expression at the first non-ASCII character. Every emoji that the
 * expression can match holds an Emoji_Presentation character or U+FE0F, so that is asked first.
 */
export const emojiCondition = '/[\\p{Emoji_Presentation}\\uFE0F]/u.test(segment)';

export const stringWidthLazyEmoji = replaceIn(
  'string-width-lazy-emoji',
  /string-width[\\/]index\.js$/,
  'if (rgiEmojiRegex.test(segment)',
  `if ((${emojiCondition} && rgiEmojiRegex.test(segment))`,
);

/**
 * What a screen is drawn with, Latin and some punctuation, arrows, lines, braille: one column each, and no two of them are one. Left
 * out are soft hyphens and what is two columns wide or an emoji by itself.
 */
export const narrow =
  '[ -~\\u00A1-\\u00AC\\u00AE-\\u02FF\\u2010-\\u2027\\u2030-\\u205E\\u2190-\\u2319\\u231C-\\u2328\\u232B-\\u23E8\\u2400-\\u25FC\\u2713-\\u2718\\u2800-\\u28FF]';

/** Takes characters apart as the screen does itself, which makes no `Intl.Segmenter` for what is drawn all the time. */
const importGraphemes = `import { graphemes } from ${JSON.stringify(resolve('components/widgets/graphemes.ts'))};\n`;
const anySegmenter = /new Intl\.Segmenter\([^)]*\)/;

export const segmentersWhenUsed = replaceIn(
  'segmenters-when-used',
  /wrap-ansi[\\/]index\.js$|slice-ansi[\\/]tokenize-ansi\.js$|ansi-tokenize[\\/]build[\\/]tokenize\.js$|ink[\\/]build[\\/]line-update\.js$/,
  anySegmenter,
  'graphemes',
  importGraphemes,
);

/** From text, since whatever reads a function checks the expressions in it, too. */
const made = 'let $1;\nconst make_$1 = () => new RegExp(String.raw`$2`, "v");\n';

/**
 * As {@link stringWidthLazyEmoji}; a text of {@link narrow} characters is as wide as it is long; and the expressions that are needed for
 * others, each a table of Unicode, are made when the first of those comes.
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

/** So many pieces of text at the most are kept from frame to frame: those of two of the largest screens. */
const keptPieces = 600;

/**
 * Ink takes every piece of text apart into styled characters, and forgets them with each frame. They are only read,
 * so the next frame may have them: most of a screen is as it was.
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
 * Ink wraps with all blanks kept, so one that does not fit any more at the end of a full row begins the next. There it looks like
 * an indentation that nobody has made.
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
 * React is CommonJS: each of the hundred files that import it would have an object of its own with a getter for everything, and ask
 * that for every hook and element. As one ES module its exports are what they are.
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

/** Parts of Node that are loaded when something of them is used, not when the file that names them is. Node has the others before any program. */
const loadedWhenUsed =
  /^(?:node:)?(?:assert|child_process|crypto|fs\/promises|module|os|stream|timers\/promises|tty|v8|worker_threads)$/;

/** For one of {@link loadedWhenUsed}: nothing of it is read before it is used. */
const whenUsed = (part) => `module.exports = Object.create(new Proxy({}, {
  get: (_, key) => (key === '__esModule' ? undefined : ${part}[key]),
}));`;

/** As an ES module of which the bundler leaves out what nobody imports: the names are read, and only these. */
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
 * Asks Node for its parts instead of importing them. Whoever imports one has every export of it read, and so has CommonJS that
 * is bundled by esbuild, which looks at all properties; what getters load is loaded then: with `node:util` comes all that writes to
 * a terminal, with `node:http` the HTTP client of `fetch`, with `node:process` standard input. What asks takes what it names.
 */
export const askedBuiltins = {
  name: 'asked-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind, importer }) => {
      if (kind === 'dynamic-import' || !isBuiltin(path)) return undefined;
      if (kind === 'require-call') return { path, namespace: 'required' };
      // Each importer has one of its own: of one for all, whoever comes first would read what the last one names.
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
