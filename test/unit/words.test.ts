import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** Texts that read stiffly or said the wrong thing, and were replaced; see docs/glossary.md for the words in use. */
const replaced = [
  'There is no Amplify project in this folder yet',
  'every step can be taken back',
  'The five files of the documentation',
  "today's Amplify CLI",
  "Today's Amplify CLI",
  'Amplify CLI of today',
  'documented layout',
  'editor none',
  'What is needed',
  'Who may make IAM roles can give them more than they have themselves',
  'whether it heard is looked up first',
  "label: 'Begun'",
  "label: 'Reached'",
  'An init of this folder was not finished',
  'begun here and not finished',
  'was begun and not finished',
  'Going on uses the same stack',
  'no second one is made',
  'go on and finish',
  "label: 'go on'",
  'yes, go on',
  "label: 'try again",
  "label: 'look again'",
  'to look again,',
  "label: 'draw again'",
  'the question for it was left',
  'The role wants MFA',
  'wants an MFA code',
  'wants MFA',
  'One code serves everything',
  'Type two codes that the app shows one after the other',
  'The picture needs a larger window',
  'The QR code needs a larger window',
  'deployments go on',
  'allow to assume',
  "'make the user",
  "'make the MFA device",
  'you scan a code',
  'prove the user',
  'prove the role',
  'Proving that it works',
  'not proved yet',
  'It is set up',
  "'Your access works'",
  "'The backend is shared'",
  "'The project is changed'",
  "'Cleaned up'",
  'Check before anything is',
  "label: 'do it'",
  'How do you want to reach AWS',
  'with a profile that is there',
  'a profile that is there',
  'in the browser, or with keys I have',
  'AWS is asked whether it works',
  'AWS is asked who',
  'Choose it, and AWS is asked',
  '} can be used`',
  'Where your projects will be.',
  'Near the people who use them is fast',
  'What are the keys?',
  'Which profile is it saved as?',
  'when nobody names another one',
  'Names ignore upper and lower case',
  'This is who you are now',
  "label: 'Access', value: 'default'",
  'Edit the profile',
  'keys and secrets are not shown here',
  'leave it (esc)',
  "label: 'leave it'",
  "back('leave",
  'that is its name now',
  'Every source_profile that names it follows',
  'every source_profile that names it follows',
  'What it stands for in AWS stays',
  'It is asked what kind',
  'gets this backend',
  'After a change of the backend, share again',
  'brought up to date',
  'brings them up to date',
  'It is what `u` here',
  'Keep it out of source control.',
  'This machine works with',
  "'no profile here'",
  'Which part do you set up?',
  'is meant is missing',
  'One company lets another work in its account',
  'The hand-over note (JSON) that you got',
  'Both sides use the same',
  'The access that runs the stack lacks',
  'The record of the empty stack',
  'the record of the empty stack',
  'keep and leave',
  "label: 'keep it'",
  'Deleting it removes everything in it',
  'Sign in again or put new keys into the profile, then r',
  'have expired, looking for',
  'looking for new ones',
  'AWS goes on',
  'go on in the background',
  'shall go on?',
  'goes on with it',
  'to go on with',
  'gone on with by',
  'Nothing was logged yet',
  'being created; press i to see',
  'do not share it through source control',
  'is complete after',
  '`waits for ${',
  'Reads the project, the profiles and the stack again',
  'reset to found values',
  'It is noted in the project for other Amplify tools',
  'There is no profile',
  'is no Amplify project whose stack could be meant',
  'Give them with --answers',
  'bash`, say',
  'found values and defaults fill what you do not give',
  'say what is set up here and what is wrong with it',
  'the same one gives the same run',
];

/** Words of a language of our own; the field's own words are in docs/glossary.md. */
const metaphors =
  /\b(?:house|roofs?|desks?|floors|beginnings|endings|openings|openHouse)\b|So long a session lasts|the very way|Keeps account of|makes a success up|tells this once|this cloud does not hold/;

const sources = ['src', 'components', 'machines', 'demo', 'build'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:tsx?|mjs)$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
);
const read = (file: string) => ({ file, lines: readFileSync(file, 'utf8').split('\n') });
const code = sources.map(read);
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'demo/cloud/README.md'],
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map(read);

const isComment = (line: string) => /^\s*(?:\/?\*|\/\/)/.test(line);

it.each(replaced)('no text of the program says any more: %s', (words) => {
  const saying = code
    .filter(({ file }) => /^(?:src|components|machines)\//.test(file))
    .filter(({ lines }) => lines.some((line) => line.includes(words) && !isComment(line)));
  expect(saying.map(({ file }) => file)).toEqual([]);
});

it('what people read, names and comments use the words of the field', () => {
  const found = [...code, ...pages].flatMap(({ file, lines }) =>
    lines.flatMap((line, at) => (metaphors.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
  expect(sources.filter((file) => /\/(?:house|roof|desk|floors|openings|endings)\b/.test(file))).toEqual([]);
});
