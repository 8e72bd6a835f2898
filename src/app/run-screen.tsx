import chalk from 'chalk';
import { type Instance, type RenderOptions, render } from 'ink';
import { useSyncExternalStore } from 'react';
import { createActor, waitFor } from 'xstate';
import { App, type AppProps } from '../../components/app.tsx';
import { CrashBoundary } from '../../components/crash-boundary.tsx';
import { homeCursorOf } from '../../components/panes/home/home-cursor.ts';
import { HomePane } from '../../components/panes/home.tsx';
import type { Host } from '../../components/panes/pane-props.ts';
import { columnsOfCharacter } from '../../components/widgets/columns.ts';
import type { StartView } from '../../machines/session/types.ts';
import { asciiScreen } from '../core/ascii.ts';
import { count, plainText } from '../core/text.ts';
import { openInBrowser } from '../platform/browser.ts';
import { copyText } from '../platform/clipboard.ts';
import { endPreferMemory, preferMemory } from '../platform/compile-cache.ts';
import { crash } from '../platform/crash.ts';
import { holdTerminal, type TerminalHolder } from '../platform/lend-terminal.ts';
import { tildePath } from '../platform/paths.ts';
import { ScreenStream } from '../platform/screen-stream.ts';
import {
  beforeRestore,
  bell,
  emptyScreen,
  endBy,
  holdMode,
  kittyKeyboard,
  notify,
  onCaughtUp,
  setProgress,
  setTitle,
  type TerminalAbilities,
} from '../platform/terminal.ts';
import { type SessionDoing, wireSession } from './actors/session.ts';
import { answerCodes, type CodeAnswers } from './answer-codes.ts';
import { type AppContext, openAppContext } from './app-context.ts';
import type { Arguments } from './command-line/arguments.ts';
import { demoPhone } from './demo-phone.ts';
import type { Desktop } from './desktop.ts';
import { type Display, type Look, openDisplay } from './display.ts';
import { attachHere, farewell } from './farewell.ts';
import { type DeploymentSign, followDeployments } from './follow-deployments.ts';
import { followProfiles } from './follow-profiles.ts';
import { followedProject } from './followed-project.ts';
import { openLastWords } from './last-words.ts';
import { type LateFlows, lateFlows } from './late-flows.ts';
import { logLinesOf } from './log-lines.ts';
import { createNotices, type Notices } from './notices.ts';
import { type OpenProjects, openIfThere, openProjects, runningOf } from './open-projects.ts';
import { openedInput, sessionInput } from './session-input.ts';

export interface ScreenRun {
  readonly given: Arguments;
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  readonly abilities: TerminalAbilities;
  readonly start: StartView;
}

/** Runs the screen until the user leaves. @returns the exit code */
export async function runScreen(run: ScreenRun): Promise<number> {
  const { given, version, env, abilities, start } = run;
  const appContext = openAppContext(given, version, env);
  // Read while the rest is prepared; an invalid choice is reported where the result is awaited.
  const choosing = openDisplay(given, appContext.stateFolder, env, abilities);
  choosing.catch(() => undefined);
  let display: Display | undefined;
  const wanted = () => display?.abilities() ?? abilities;
  process.on('warning', (warning) => appContext.log.warn(`${warning.name}: ${warning.message}`));
  const lastWords = openLastWords(appContext.log, () =>
    projects
      .all()
      .map(({ session }) => farewell(session.getSnapshot().context, appContext, given))
      .join(''),
  );
  const notices = createNotices();
  const stream = new ScreenStream((text) =>
    wanted().unicode ? text : asciiScreen(text, columnsOfCharacter),
  );
  const terminal = holdTerminal(stream, appContext.log.fault);
  // Makes the cursor a bar beside the drawn caret; a block would invert the caret back.
  if (abilities.title) holdMode('\u001B[6 q', '\u001B[0 q');
  const { leave, left } = untilLeft(lastWords.say);
  const desktop = desktopOf(appContext, () => display, notices);
  const flowsOf = lateFlows({ desktop, running: () => projects.running(), lend: terminal.lend });
  // In its own turn, since the failing code is still running.
  const endSoon = (error: unknown) => void setImmediate(crash, error);
  const projects = projectsOnScreen(run, appContext, {
    desktop,
    flowsOf,
    notices,
    leave,
    lend: terminal.lend,
    codes: () => codes,
    endSoon,
  });
  const { session } = projects.shown();
  const codes = answerCodes(appContext, (request) =>
    projects.shown().session.send({ type: 'ASK_CODE', request }),
  );
  // Ink's colour library would read its level from the command line, and drop inverse and bold with the colours.
  chalk.level = abilities.colourDepth === 24 ? 3 : abilities.colourDepth === 8 ? 2 : 1;
  display = await choosing;
  tellKeyFaults(display, notices, appContext);
  if (start !== 'home') await flowsOf.load();
  session.start();
  stream.hold();
  const app = draw(run, { appContext, projects, flowsOf, display, notices, terminal, stream, endSoon });
  // Over the skeleton, in one frame.
  stream.release(emptyScreen);
  terminal.drawer(app);
  drawAnewWithGlyphs(display, terminal.drawAll);
  const stopTelling = tellDeployments(projects, display, notices);
  onCaughtUp(terminal.drawAll);
  const stopDrawing = () => {
    // Only one module leaves the terminal, and it is not Ink.
    stream.mute();
    app.unmount();
  };
  beforeRestore(stopDrawing);
  // The first view is complete before the flows are loaded; an earlier key waits for them.
  waitFor(session, (snapshot) => !snapshot.matches({ view: 'opening' }))
    // A session that has ended by then needs no flows.
    .then(flowsOf.load, () => {})
    .catch(endSoon);
  followProfiles(() => projects.all().map((each) => each.session), appContext);
  // Memory before speed, since a screen mostly waits; but not before the first frame, which it would slow down.
  preferMemory();
  try {
    return await Promise.race([left, app.waitUntilExit().then(() => 0)]);
  } finally {
    stopDrawing();
    stopTelling();
    await projects.close();
    await appContext.close();
    endPreferMemory();
    lastWords.close();
  }
}

interface ProjectsNeed extends Pick<SessionDoing, 'leave' | 'lend'> {
  readonly desktop: Desktop;
  readonly flowsOf: LateFlows;
  readonly notices: Notices;
  /** Called only after a session has started. */
  readonly codes: () => Pick<CodeAnswers, 'give' | 'leave'>;
  readonly endSoon: (error: unknown) => void;
}

/** The projects of this run, each with a session that shows its notices here. */
function projectsOnScreen(
  { given, start }: ScreenRun,
  appContext: AppContext,
  { desktop, flowsOf, notices, leave, lend, codes, endSoon }: ProjectsNeed,
): OpenProjects {
  const projects = openProjects(
    appContext,
    (own, more) => {
      const elsewhere = () => projects.elsewhere();
      const doing: SessionDoing = {
        leave,
        lend,
        tell: ({ what, why, next }) => notices.show({ tone: 'warning', text: `${what} ${why} ${next}` }),
        tellSignedIn: () => notices.show({ tone: 'done', text: 'Signed in' }),
        openProject: (folder) => void openIfThere(projects, folder, notices),
        giveCode: (code) => codes().give(code),
        leaveCode: () => codes().leave(),
      };
      const input = more
        ? { ...openedInput(own, elsewhere), ...more }
        : sessionInput(given, own, start, elsewhere);
      const begin = (its: AppContext) => {
        const session = createActor(wireSession(its, desktop, doing, flowsOf.of(its)), { input });
        session.subscribe({ error: endSoon });
        return session;
      };
      return followedProject(own, begin, homeCursorOf);
    },
    (name, { text, tone, announced }) => {
      if (announced) return;
      notices.show({ tone: tone === 'bad' ? 'warning' : 'done', text: plainText(`${name}: ${text}`) });
    },
  );
  return projects;
}

interface DrawNeeds {
  readonly appContext: AppContext;
  readonly projects: OpenProjects;
  readonly flowsOf: LateFlows;
  readonly display: Display;
  readonly notices: Notices;
  readonly terminal: TerminalHolder;
  readonly stream: ScreenStream;
  readonly endSoon: (error: unknown) => void;
}

/** Draws the current project, for as long as Ink runs. */
function draw(
  { given, version, env, abilities }: ScreenRun,
  { appContext, projects, flowsOf, display, notices, terminal, stream, endSoon }: DrawNeeds,
): Instance {
  return render(
    <CrashBoundary onCrash={endSoon}>
      <ShownProject
        projects={projects}
        paneOf={(id) => (id === 'home' ? HomePane : flowsOf.panes()[id])}
        ready={flowsOf.load}
        host={hostOf(appContext, given, display, notices, version, projects)}
        far={isFar(env)}
        display={display}
        onRedraw={terminal.takeBack}
        onSuspend={terminal.suspend}
        onEnd={() => endBy('SIGQUIT')}
        onHandOver={terminal.handOver}
        onCaret={(caret) => stream.cursorAt(caret)}
        onInput={appContext.keys.pressed}
        {...(abilities.title ? { protocol: kittyKeyboard } : {})}
      />
    </CrashBoundary>,
    inkOptions(stream),
  );
}

/** @param sayLast called when the user leaves @returns how to leave, and the exit code once that is done */
function untilLeft(sayLast: () => void) {
  let leave: SessionDoing['leave'] = () => {};
  const left = new Promise<number>((end) => {
    leave = ({ interrupted }) => {
      sayLast();
      end(interrupted ? 130 : 0);
    };
  });
  return { leave, left };
}

function inkOptions(stream: ScreenStream): RenderOptions {
  return {
    stdout: stream as unknown as NodeJS.WriteStream,
    alternateScreen: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: true,
    incrementalRendering: true,
    maxFps: 15,
  };
}

/** The screen on the session of the current project. */
function ShownProject({
  projects,
  display,
  ...props
}: Omit<AppProps, 'session' | 'bindings' | 'moved' | keyof Look> & {
  readonly projects: OpenProjects;
  readonly display: Display;
}) {
  const { session } = useSyncExternalStore(projects.watch, projects.shown);
  const look = useSyncExternalStore(display.watch, display.look);
  const { bindings, moved } = useSyncExternalStore(display.watch, display.keys);
  return <App {...props} {...look} bindings={bindings} moved={moved} session={session} />;
}

/** Shows the first of the `[keys]` lines that are left out; all of them are in the log and in the settings. */
function tellKeyFaults({ keys }: Display, notices: Notices, { log }: AppContext): void {
  const { findings } = keys();
  const [first, ...more] = findings;
  for (const finding of findings) log.warn(finding);
  if (first === undefined) return;
  const others = more.length > 0 ? ` And ${count(more.length, 'more line')}: see the settings.` : '';
  notices.show({ tone: 'warning', text: `${first}${others}` });
}

/** What is on the screen still has the previous glyphs, and Ink draws only what differs. */
function drawAnewWithGlyphs({ look, watch }: Display, drawAnew: () => void): void {
  let { glyphs } = look();
  watch(() => {
    if (look().glyphs === glyphs) return;
    glyphs = look().glyphs;
    setImmediate(drawAnew);
  });
}

const noConsole = 'The console of this part of AWS has no address that this program knows.';

function desktopOf(appContext: AppContext, display: () => Display | undefined, notices: Notices): Desktop {
  const far = isFar(appContext.env);
  return {
    open: (url) => {
      if (url === undefined) return notices.answer({ tone: 'warning', text: noConsole });
      appContext.log.info(`console: ${url}`);
      const address = { tone: 'warning', copy: url, whole: url } as const;
      // The browser is on another machine than the program, whatever is found here.
      if (far) return notices.answer({ ...address, text: 'Open this address on your computer; y copies it' });
      const alone = { ...address, text: 'No browser was found here: open this address; y copies it' };
      void openInBrowser(url).then((opened) =>
        notices.answer(opened ? { tone: 'done', text: `Opened; y copies ${url}`, copy: url } : alone),
      );
    },
    tell: (text, tone) => notices.answer({ tone, text: plainText(text) }),
    copy: (text) => void copy(text, appContext, display(), notices),
    shown: {
      preview: (values) => display()?.preview(values),
      keep: (values) => display()?.keep(values),
      keepKeys: async () => display()?.keepKeys(),
    },
  };
}

async function copy(
  text: string,
  appContext: AppContext,
  display: Display | undefined,
  notices: Notices,
): Promise<void> {
  const may = display?.values().clipboard === 'on';
  if (may && (await copyText(display.abilities(), text, appContext.env)))
    return notices.answer({ tone: 'done', text: 'Copied' });
  appContext.log.info(`to copy: ${text}`);
  notices.answer({
    tone: 'warning',
    text: `${may ? 'This terminal cannot copy' : 'Nothing was copied'}: select it here, or take it from ${tildePath(appContext.log.file, appContext.env)}`,
    whole: text,
  });
}

/** Whether the user sits at another machine. */
function isFar(env: NodeJS.ProcessEnv): boolean {
  return env.SSH_CONNECTION !== undefined || env.SSH_TTY !== undefined;
}

function hostOf(
  appContext: AppContext,
  given: Arguments,
  display: Display,
  notices: Notices,
  version: string,
  projects: OpenProjects,
): Host {
  return {
    now: appContext.clock.now,
    learned: (type: string) => appContext.durations.learned(type),
    ...logLinesOf(appContext.log),
    calls: appContext.callLog.calls,
    watchCalls: appContext.callLog.watch,
    copy: (text) => void copy(text, appContext, display, notices),
    notice: notices.current,
    watchNotice: notices.watch,
    copyNotice: () => {
      const text = notices.current()?.copy;
      if (text !== undefined) void copy(text, appContext, display, notices);
    },
    hideNotice: notices.hide,
    leaveNotice: notices.leave,
    silence: appContext.silence.current,
    watchSilence: appContext.silence.watch,
    tryNow: () => {
      appContext.silence.breakOff();
      appContext.clock.wake();
    },
    elsewhere: projects.elsewhere,
    runningHere: () => runningOf(projects.shown()),
    watchElsewhere: projects.watch,
    showPath: (path: string) => plainText(tildePath(path, appContext.env)),
    completePath: async (typed, files = false) => {
      const { completePath } = await import('../platform/complete-path.ts');
      return completePath(typed, { from: projects.shown().appContext.folder, env: appContext.env, files });
    },
    attach: (to) => attachHere(to, given),
    get hyperlinks() {
      return display.abilities().hyperlinks;
    },
    ...(appContext.cloud.kind === 'demo' ? { phone: demoPhone(appContext.cloud.url) } : {}),
    version,
  };
}

/** Shows the progress of deployments in the terminal itself: title, tab or task bar; at the end a bell, a notification. */
function tellDeployments(projects: OpenProjects, display: Display, notices: Notices): () => void {
  let sign: DeploymentSign = { words: undefined, progress: 'none' };
  const show = () => {
    const abilities = display.abilities();
    const folder = `amplify-tui ${projects.shown().appContext.folder}`;
    setTitle(abilities, sign.words === undefined ? folder : `${sign.words} - ${folder}`);
    setProgress(abilities, sign.progress);
  };
  show();
  projects.watch(show);
  return followDeployments(projects, {
    ended: ({ text, good, seen }) => {
      if (display.values().bell === 'on') bell(display.abilities());
      notify(display.abilities(), text);
      if (!seen) notices.show({ tone: good ? 'done' : 'warning', text: plainText(text) });
    },
    sign: (next) => {
      sign = next;
      show();
    },
  });
}
