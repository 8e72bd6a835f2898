import { readFile } from 'node:fs/promises';

/**
 * Two replacements in bundled packages that cost a fifth of the time to the first frame (docs/decisions/bundle.md).
 * Each throws when it finds nothing to replace, so an update of the package cannot switch it off unnoticed.
 */
function replaceIn(name, filter, from, to) {
  return {
    name,
    setup(build) {
      build.onLoad({ filter }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replace(from, to);
        if (contents === source) throw new Error(`${name}: nothing to replace in ${path}`);
        return { contents, loader: 'js' };
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
