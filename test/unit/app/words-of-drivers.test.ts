import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Texts for every driver: only the screen (components/) has keys, and adds them to these texts itself. */
const shared = ['src', 'machines'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
);

/** `press r`, `Ctrl+P`, a key in backquotes. Help about the screen and about a signal may contain them. */
const key =
  /\b[Pp]ress(?:es)? (?:`?[a-zA-Z?]`?\b|esc|enter)|\bCtrl\+[A-BD-Z]\b|\\`[a-zA-Z]\\`|[ (]`[a-zA-Z]`[ .,)]/;
const comment = /^\s*(?:\*|\/\/|\/\*)/;
/** The help, which also describes the screen. */
const ofTheScreen = ['src/app/command-line/commands.ts', 'src/app/command-line/options.ts'];

it('plain mode and runs without a user mention no key of the screen', () => {
  const found = shared.flatMap((path) =>
    ofTheScreen.includes(path)
      ? []
      : readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => !comment.test(line) && key.test(line))
          .map((line) => `${path}: ${line.trim()}`),
  );
  expect(shared.length).toBeGreaterThan(200);
  expect(found).toEqual([]);
});
