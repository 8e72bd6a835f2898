import type { Glyphs } from '../theme/glyphs.ts';

/** The meanings of the marks on the screen. */
export function markMeanings(glyphs: Glyphs): readonly (readonly [mark: string, meaning: string])[] {
  const { added, changed, removed } = glyphs;
  return [
    [glyphs.pointer, 'The row that keys act on.'],
    [glyphs.done, 'Complete, or usable.'],
    [glyphs.failed, 'Failed, or not usable.'],
    [glyphs.running, 'Running. In a list of profiles, environments or projects: the one in use.'],
    [glyphs.settling, 'Created; AWS waits until it has stabilised.'],
    [glyphs.waiting, 'Not started yet.'],
    [glyphs.warning, 'Needs your attention.'],
    [`${added} ${changed} ${removed}`, 'New, changed, removed.'],
    [glyphs.thick, 'A bar of a time line: running, failed, or what took longest.'],
    [glyphs.thin, 'A bar of a time line: ended, and not what took longest.'],
    [glyphs.rest, 'A bar of a time line: how long it may still take.'],
    [glyphs.separator, 'Before a bar of a time line: waiting to start.'],
    [`${glyphs.right} ${glyphs.moreBelow}`, 'A nested stack that is folded, or open.'],
    [glyphs.left, 'At the end of the bar of a stack: it is being rolled back.'],
  ];
}

/** The meanings of the words of Amplify and of the screens, one sentence each. */
export const wordMeanings: readonly (readonly [word: string, meaning: string])[] = [
  ['project', 'The folder of an app with amplify/ in it.'],
  [
    'parent stack',
    'The CloudFormation stack that init creates. Each category, such as auth or api, becomes a nested stack in it.',
  ],
  ['environment', 'A copy of the backend with a stack of its own: dev, prod.'],
  [
    'layout',
    'The files of a project: classic, with one backend; or those of the current Amplify CLI, with environments.',
  ],
  ['profile', 'A name in ~/.aws for a way to reach AWS: keys, a role, or a sign-in.'],
  ['deployment bucket', 'The S3 bucket with the templates of the stacks.'],
];
