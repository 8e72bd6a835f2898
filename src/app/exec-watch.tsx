import chalk from 'chalk';
import { Box, renderToString, Text } from 'ink';
import { createActor, waitFor } from 'xstate';
import { StackView } from '../../components/deployment/stack-view.tsx';
import { SpaceContext } from '../../components/frame/screen-size.ts';
import { KeyRouterProvider } from '../../components/keys/key-context.tsx';
import { ThemeProvider } from '../../components/theme/theme-context.tsx';
import { columnsOfCharacter } from '../../components/widgets/columns.ts';
import type { WatchContext, WatchInput } from '../../machines/watch/machine.ts';
import type { Learned } from '../aws/progress/estimate.ts';
import { countWords, outcomeWords, placeOf } from '../aws/progress/narration.ts';
import { asciiScreen } from '../core/ascii.ts';
import { plainText } from '../core/text.ts';
import { freshRow, rowsBelow } from '../platform/rows-below.ts';
import { standardStreams } from '../platform/standard-streams.ts';
import { terminalAbilities } from '../platform/terminal.ts';
import { openTtyWriter } from '../platform/tty-writer.ts';
import { wireWatch } from './actors/watch.ts';
import type { AppContext } from './app-context.ts';
import { type Look, openDisplay } from './display.ts';
import { headlessDesktop } from './headless-desktop.ts';

/** How often the rows are drawn, and how often a settled stack is read, in milliseconds. */
const drawEvery = 1_000;
const lookEvery = 5_000;
/** How long after a failed read to try again, in milliseconds. */
const tryAfter = 30_000;
/** How long the end waits for the last read, in milliseconds. */
const lastLook = 3_000;
/** The most bytes to buffer for a terminal that does not read. */
const mostWaiting = 64 * 1024;

/** What is shown of a followed stack. */
export type Followed = Pick<WatchContext, 'stack' | 'update' | 'problem'>;

/** How the rows of the time line are drawn. */
export interface RowsAsked {
  readonly columns: number;
  readonly rows: number;
  readonly look: Look;
  readonly learned: Learned;
}

/** The rows of the time line; the first is a rule that separates them from what is above. */
export function timelineRows(
  { stack, update, problem }: Followed,
  { columns, rows, look, learned }: RowsAsked,
): string[] {
  const { theme, glyphs } = look;
  const words = problem
    ? `${glyphs.warning} ${plainText(problem.what)} ${plainText(problem.why)}`
    : `following ${plainText(stack)}`;
  const drawn = renderToString(
    <ThemeProvider theme={theme} glyphs={glyphs}>
      <KeyRouterProvider>
        <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
          <Text {...theme.dim}>{glyphs.horizontal.repeat(columns)}</Text>
          {problem || !update ? (
            <Text {...(problem ? theme.warn : theme.dim)} wrap="truncate">
              {words}
            </Text>
          ) : (
            <SpaceContext value={{ columns, rows: rows - 1 }}>
              <StackView update={update} learned={learned} focused={false} eventRows={0} />
            </SpaceContext>
          )}
        </Box>
      </KeyRouterProvider>
    </ThemeProvider>,
    { columns },
  );
  return drawn.split('\n').slice(0, rows);
}

/** The state of the stack when the command has ended, with its failure; empty if nothing is known. */
export function lastLines({ update, problem }: Followed): string[] {
  if (problem) return [`▲ ${plainText(problem.what)} ${plainText(problem.why)}`];
  const { progress } = update ?? {};
  if (!progress || progress.status === '') return [];
  const { outcome, stackName, status, causes } = progress;
  const isWell = outcome === 'succeeded' || outcome === 'deleted';
  const mark = isWell ? '✔' : outcome === 'running' ? '●' : outcome === 'in-review' ? '▲' : '✖';
  const [cause] = causes.filter(({ inRollback }) => !inRollback);
  return [
    `${mark} ${plainText(stackName)}   ${outcomeWords(progress)}, ${countWords(progress)}   ${status}`,
    ...(cause ? [`  ${plainText(placeOf(cause))}: ${plainText(cause.reason)}`] : []),
    ...(cause?.meaning ? [`  ${cause.meaning}`] : []),
    ...(outcome === 'running' ? ['  It continues in AWS; `amplify-tui watch` follows it.'] : []),
  ];
}

/**
 * Follows a stack in the last rows of the terminal, while a command has the rest, until it is stopped; the stack's last
 * state then stays there as lines of standard error. Standard output and standard error have to be the same terminal.
 *
 * @returns stops it, after a last read if the stack is busy
 */
export async function watchBelow(
  appContext: AppContext,
  input: Pick<WatchInput, 'stack' | 'access' | 'region'>,
): Promise<() => Promise<void>> {
  const abilities = terminalAbilities(appContext.env, process.stdout);
  const display = await openDisplay({ options: {} }, appContext.stateFolder, appContext.env, {
    ...abilities,
    mouse: false,
  });
  chalk.level = abilities.colourDepth === 24 ? 3 : abilities.colourDepth === 8 ? 2 : 1;
  const watching = createActor(wireWatch(appContext, headlessDesktop, undefined, lookEvery), { input });
  const look = (): Followed => watching.getSnapshot().context;
  const { learned } = appContext.durations;
  const writer = openTtyWriter(2, { limit: mostWaiting, onCaughtUp: () => below.draw() });
  const below = rowsBelow({ size: () => process.stdout, write: writer.write }, (size) => {
    const rows = timelineRows(look(), { ...size, look: display.look(), learned });
    return display.abilities().unicode ? rows : rows.map((row) => asciiScreen(row, columnsOfCharacter));
  });
  let brokenSince: number | undefined;
  const tick = () => {
    const isBroken = watching.getSnapshot().matches('broken');
    brokenSince = isBroken ? (brokenSince ?? performance.now()) : undefined;
    if (brokenSince !== undefined && performance.now() - brokenSince >= tryAfter)
      watching.send({ type: 'REFRESH' });
    below.draw();
  };
  const giveBack = () => {
    below.giveBack();
    writer.flush();
  };
  const stop = () => {
    giveBack();
    process.kill(process.pid, 'SIGSTOP');
  };
  process.once('exit', giveBack);
  process.on('SIGTSTP', stop);
  process.on('SIGCONT', below.draw);
  process.stdout.on('resize', below.draw);
  const timer = setInterval(tick, drawEvery);
  watching.start();
  below.draw();
  return async () => {
    const { update } = look();
    if (update?.progress.outcome === 'running') {
      appContext.clock.wake();
      await waitFor(watching, ({ context }) => context.update !== update, { timeout: lastLook }).catch(() => {
        // No answer: the last known state stays.
      });
    }
    clearInterval(timer);
    process.stdout.off('resize', below.draw);
    process.off('SIGCONT', below.draw);
    process.off('SIGTSTP', stop);
    process.off('exit', giveBack);
    below.giveBack();
    const last = lastLines(look());
    watching.stop();
    if (last.length > 0) writer.write(freshRow(process.stdout));
    writer.flush();
    for (const line of last) standardStreams.err(`${line}\n`);
  };
}
