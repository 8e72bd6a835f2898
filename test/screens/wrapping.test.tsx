import { Box } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { FailureView } from '../../components/deployment/failure-view.tsx';
import { SpaceContext } from '../../components/frame/screen-size.ts';
import { KeyRouterProvider } from '../../components/keys/key-context.tsx';
import { Paragraph } from '../../components/widgets/paragraph.tsx';
import { PlanLines } from '../../components/widgets/plan-lines.tsx';
import { ProblemView } from '../../components/widgets/problem-view.tsx';
import { pretend, startSession } from '../support/pretend.ts';
import { updates } from '../support/pretend-values.ts';
import { closeScreens, renderScreen } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { scenes } from './support/scenes.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

/** A sentence of distinct words, so that a missing letter shows. */
const words = (count: number) => Array.from({ length: count }, (_, index) => `w${index}x`).join(' ');
const long = 'x'.repeat(230);

describe.each([60, 80, 100])('at %i columns', (columns) => {
  it('a text that fills its row leaves no blank at the start of the next', async () => {
    const screen = await renderScreen(
      <SpaceContext value={{ columns, rows: 40 }}>
        <Box paddingLeft={2}>
          <Paragraph indent={2}>{`${'x'.repeat(columns - 2)} the rest`}</Paragraph>
        </Box>
      </SpaceContext>,
      { columns, rows: 40 },
    );
    expect(screen.text().slice(0, 2)).toEqual([`  ${'x'.repeat(columns - 2)}`, '  the rest']);
  });

  it('a problem loses no letter of its lines', async () => {
    const problem = { code: 'UNEXPECTED', what: words(60), why: long, next: words(40) } as const;
    const screen = await renderScreen(
      <Box width={columns}>
        <ProblemView problem={problem} />
      </Box>,
      { columns, rows: 40 },
    );
    const text = screen.text().join(' ').split(/\s+/);
    expect(text).toEqual(expect.arrayContaining(words(60).split(' ')));
    expect(screen.text().join('').replaceAll(/[^x]/g, '').length).toBe(60 + 230 + 40);
  });

  it('a problem also says what to do if there is no room for all of why', async () => {
    const problem = { code: 'UNEXPECTED', what: 'It failed.', why: words(200), next: 'Press p.' } as const;
    const screen = await renderScreen(
      <SpaceContext value={{ columns, rows: 6 }}>
        <Box width={columns} height={6} overflow="hidden">
          <ProblemView problem={problem} />
        </Box>
      </SpaceContext>,
      { columns, rows: 6 },
    );
    expect(screen.text().at(-1)).toContain('Press p.');
    expect(screen.text().at(-2)).toMatch(/ …$/);
  });

  it('a problem also says what to do if a path in it would fill the screen', async () => {
    const path = `/home/me/${'long'.repeat(1250)}/note.json`;
    const problem = {
      code: 'FILE_UNWRITABLE',
      what: `${path} cannot be written.`,
      why: 'It is too long.',
      next: `Make ${path} writable, then try again.`,
    } as const;
    const space = { columns, rows: 16 };
    const screen = await renderScreen(
      <SpaceContext value={space}>
        <Box width={columns} height={16} overflow="hidden">
          <ProblemView problem={problem} />
        </Box>
      </SpaceContext>,
      space,
    );
    const text = screen.text().map((line) => line.trim());
    expect(text.join('')).toMatch(/✖ \/home\/me\/long.*….*note\.json ?cannot be written\./);
    expect(text.join(' ')).toContain('It is too long.');
    expect(text.join(' ')).toContain('writable, then try again.');
  });

  it('a failure shown in full loses no letter, and its lines are below each other', async () => {
    const cause = {
      logicalId: 'Bucket',
      type: 'AWS::S3::Bucket',
      stackName: 'shop',
      at: 0,
      reason: words(60),
      meaning: 'It means this.',
      nameTaken: false,
    };
    const failure = {
      progress: { ...updates.taken.progress, causes: [cause] },
      deeds: [{ key: 'r', label: 'retry' }],
    };
    const screen = await renderScreen(
      <SpaceContext value={{ columns, rows: 40 }}>
        <FailureView failure={{ ...failure, whole: true }} />
      </SpaceContext>,
      { columns, rows: 40 },
    );
    const lines = screen.text().filter((line) => /w\d+x/.test(line));
    expect(lines.join(' ').split(/\s+/)).toEqual(expect.arrayContaining(words(60).split(' ')));
    for (const line of lines.slice(1)) expect(line.slice(0, 8).trim()).toBe('');
    await screen.show(
      <SpaceContext value={{ columns, rows: 40 }}>
        <FailureView failure={{ ...failure, whole: false }} />
      </SpaceContext>,
    );
    await screen.see(/… {2}d whole text/);
    const folded = screen.text().join('\n');
    expect(folded).toMatch(
      /could not be created[\s\S]*Why +Bucket: It means this[\s\S]*Left[\s\S]*Do +r retry[\s\S]*AWS +w0x/,
    );
    expect(screen.text().filter((line) => /w\d+x/.test(line)).length).toBeLessThanOrEqual(3);
  });

  it('the headline of a failure and what is left continue below their first letter', async () => {
    const space = { columns: 36, rows: 12 };
    const left = 'Nothing was written to disk, and that is all.';
    const failure = { progress: updates.taken.progress, deeds: [], whole: false, alsoLeft: left };
    const screen = await renderScreen(
      <SpaceContext value={space}>
        <FailureView failure={failure} />
      </SpaceContext>,
      space,
    );
    const text = screen.text();
    expect(text[0]).toMatch(/^✖ \S/);
    expect(text[1]).toMatch(/^ {2}\S/);
    const at = text.findIndex((line) => line.startsWith('Left'));
    expect(text[at + 1]).toMatch(/^ {8}\S/);
  });

  it('a plan loses no letter of its lines, and continuation lines are below them', async () => {
    const lines = ['IN AWS', `  IAM AttachUserPolicy ${words(40)}`, `- ${long}`];
    const screen = await renderScreen(
      <KeyRouterProvider>
        <SpaceContext value={{ columns, rows: 40 }}>
          <PlanLines lines={lines} />
        </SpaceContext>
      </KeyRouterProvider>,
      { columns, rows: 40 },
    );
    const text = screen.text();
    expect(text.join(' ').split(/\s+/)).toEqual(expect.arrayContaining(words(40).split(' ')));
    expect(text.join('').replaceAll(/[^x]/g, '').length).toBe(40 + 230);
    const [, second] = text.filter((line) => /w\d+x/.test(line));
    expect(second).toMatch(/^ {6}w/);
  });
});

it.each([
  ['configure.review', [100, 32]],
  ['configure.review', [120, 40]],
  ['configure.review', [140, 45]],
  ['configure.plan-text', [120, 40]],
] as const)('%s says at %j what each call is for', async (pane, [columns, rows]) => {
  const scene = scenes.find((each) => each.pane === pane);
  const session = startSession(pretend(scene?.given ?? {}), scene?.input);
  running.push(session);
  await scene?.go?.(session);
  const screen = await showApp(session, { columns, rows });
  await screen.see('AttachUserPolicy');
  const text = screen
    .text()
    .map((line) => line.slice(28).trim())
    .join(' ');
  expect(text).toMatch(/policy\/AdministratorAccess +let amplify-a1b2c do what the policy allows/);
  expect(text).toMatch(/amplify-a1b2c +make its access key/);
});

it.each([
  [80, 24],
  [60, 16],
])(
  'the question whether to continue a rollback says at %i x %i what skipping means',
  async (columns, rows) => {
    const scene = scenes.find((each) => each.pane === 'watch.rollback');
    const session = startSession(pretend(scene?.given ?? {}), scene?.input);
    running.push(session);
    await scene?.go?.(session);
    const screen = await showApp(session, { columns, rows });
    await screen.see('Make it match');
    await screen.see('or that fails.');
  },
);
