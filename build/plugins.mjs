import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';

/**
 * Replacements in bundled packages, for the first frame and for each one after it (docs/decisions, the bundle).
 * Each throws when it finds nothing to replace, so an update of the package cannot switch it off unnoticed.
 */
function replaceIn(name, filter, from, to, before = '') {
  return {
    name,
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replace(from, to);
        if (contents === source) throw new Error(`${name}: nothing to replace in ${path}`);
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

/**
 * Parts of Node that are loaded when something of them is used, not when the file that names them is: for CommonJS that runs
 * at every start. Node has the others loaded before any program.
 */
const loadedWhenUsed =
  /^(?:node:)?(?:child_process|crypto|fs\/promises|module|os|stream|tty|v8|worker_threads)$/;

/** What an importer of a part gets that is loaded when something of it is used. @param load an expression that gives it */
const whenUsed = (load) => `module.exports = Object.create(new Proxy({}, {
  get: (_, key) => (key === '__esModule' ? undefined : ${load}[key]),
}));`;

/** For CommonJS. */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({ filter: loadedWhenUsed }, ({ path, namespace }) =>
      namespace === 'lazy' ? { path, external: true } : { path, namespace: 'lazy' },
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: whenUsed(`require(${JSON.stringify(path)})`),
    }));
  },
};

/**
 * For ES modules. One that imports a part of Node has every export of it read, and what getters load is loaded: the HTTP client of
 * `fetch` by `node:http`, standard input by `node:process`. What asks Node for the part takes what it names.
 */
export const askedBuiltins = {
  name: 'asked-builtins',
  setup(build) {
    build.onResolve({ filter: /.*/ }, ({ path, kind }) =>
      kind !== 'dynamic-import' && isBuiltin(path) ? { path, namespace: 'asked' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'asked' }, ({ path }) => {
      const part = `process.getBuiltinModule(${JSON.stringify(path)})`;
      return { contents: loadedWhenUsed.test(path) ? whenUsed(part) : `module.exports = ${part};` };
    });
  },
};
