import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Texts that read stiffly or said the wrong thing, and were replaced; see docs/glossary.md for the words in use. */
const replaced = [
  'There is no Amplify project in this folder yet',
  'Who may make IAM roles can give them more than they have themselves',
  'whether it heard is looked up first',
  'An init of this folder was not finished',
  'Going on uses the same stack',
  'go on and finish',
  "label: 'look again'",
  "label: 'draw again'",
  'the question for it was left',
  'The role wants MFA',
  'Type two codes that the app shows one after the other',
  'The picture needs a larger window',
  'allow to assume the role',
  'make the user',
  'you scan a code',
  'prove the user',
  'prove the role',
  'Proving that it works',
  'It is set up',
  'Review: nothing anything is',
  "label: 'do it'",
  'How do you want to reach AWS',
  'with a profile that is there',
  'in the browser, or with keys I have',
  'AWS is asked whether it works',
  'Near the people who use them is fast',
  'What are the keys?',
  'Which profile is it saved as?',
  'when nobody names another one',
  'Names ignore upper and lower case',
  'This is who you are now',
  'keys and secrets are not shown here',
  'that is its name now',
  'Every source_profile that names it follows',
  'What it stands for in AWS stays',
  'It is asked what kind of app it is',
  'After a change of the backend, share again',
  'Keep it out of source control.',
  'This machine works with it.',
  "'no profile here'",
  'Which part do you set up?',
  'One company lets another work in its account',
  'The hand-over note (JSON) that you got',
  'Both sides use the same',
  'The access that runs the stack lacks',
  'The record of the empty stack',
  'keep and leave',
  'Deleting it removes everything in it',
  'Sign in again or put new keys into the profile, then r',
  'do not share it through source control',
  'It is noted in the project for other Amplify tools',
  'is no Amplify project whose stack could be meant',
  'bash`, say',
  'found values and defaults fill what you do not give',
  'reset to found values',
  'say what is set up here and what is wrong with it',
  'the same one gives the same run',
];

it.each(replaced)('no text of the program says any more: %s', (words) => {
  const texts = ['src', 'components', 'machines'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const saying = texts.filter((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .some((line) => line.includes(words) && !/^\s*(?:\/?\*|\/\/)/.test(line)),
  );
  expect(saying).toEqual([]);
});
