import { createActor } from 'xstate';
import { readOnlyWords } from '../../machines/commands.ts';
import type { FlowMachines } from '../../machines/flows.ts';
import type { HomeData, SessionInput } from '../../machines/session/types.ts';
import { type SessionDoing, wireSession } from '../app/actors/session.ts';
import { answerCodes, type CodeAnswers } from '../app/answer-codes.ts';
import { type AppContext, openAppContext } from '../app/app-context.ts';
import { codesWithoutScreen } from '../app/ask-code.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { demoPhone } from '../app/demo-phone.ts';
import type { Desktop } from '../app/desktop.ts';
import { attachHere, farewell } from '../app/farewell.ts';
import { wireFlowMachines } from '../app/flow-machines.ts';
import { followProfiles } from '../app/follow-profiles.ts';
import { followedProject } from '../app/followed-project.ts';
import { converse } from '../app/headless/plain/converse.ts';
import type { Outside } from '../app/headless/plain/pane-talk.ts';
import { interruptible } from '../app/headless-desktop.ts';
import { type LineTalk, openLineTalk } from '../app/line-talk.ts';
import { findAccess } from '../app/local-state.ts';
import { logLinesOf } from '../app/log-lines.ts';
import { type BeginWith, type OpenProject, openProjects } from '../app/open-projects.ts';
import { openedInput, sessionInput } from '../app/session-input.ts';
import type { FlowNeeds } from '../app/wiring.ts';
import { plainText } from '../core/text.ts';
import type { MfaRequest } from '../credentials/mfa.ts';
import { stackSentence } from '../flows/environments/rows.ts';
import { openInBrowser } from '../platform/browser.ts';
import { tildePath } from '../platform/paths.ts';
import { isReadOnly } from '../platform/read-only.ts';
import { findProject } from '../project/open.ts';
import { profileLines } from './profiles/show.ts';
import { startOf } from './screen.ts';

/**
 * `--plain`: the session line by line, for screen readers: no full screen, no borders, no spinners; every change and
 * every answer is a line.
 *
 * @returns the exit code
 */
export async function runPlain(
  given: Arguments,
  version: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const appContext = openAppContext(given, version, env);
  const talk = openLineTalk();
  try {
    return await interruptible(
      async (signal) => {
        await talkThrough(given, appContext, talk, signal);
        return 0;
      },
      () => 'Interrupted.',
    );
  } finally {
    talk.close();
    await appContext.close();
  }
}

async function talkThrough(
  given: Arguments,
  appContext: AppContext,
  talk: LineTalk,
  signal: AbortSignal,
): Promise<void> {
  const start = startOf(given);
  if (isReadOnly()) talk.say(`${readOnlyWords}.`);
  talk.say('Type /help at any time for what can be done, /back to go one step back, /quit to leave.');
  // An instance's credentials are among home's choices.
  if (start === 'home')
    await findAccess(appContext, appContext.profiles(), await findProject(appContext.folder));
  let left = false;
  /** Reports what continues without this program, or waits, and how to return to it. */
  const sayFarewell = (all: readonly OpenProject[]) => {
    for (const { session } of all)
      for (const line of farewell(session.getSnapshot().context, appContext, given).split('\n'))
        if (line !== '') talk.say(line);
  };
  const doing: SessionDoing = {
    leave: () => {
      left = true;
      sayFarewell(projects.all());
    },
    lend: talk.lend,
    tell: ({ what, why, next }) => talk.say(plainText(`${what} ${why} ${next}`)),
    tellSignedIn: () => talk.say('Signed in.'),
    openProject: (folder) => projects.open(folder),
    giveCode: (code) => codes.give(code),
    leaveCode: () => codes.leave(),
  };
  const elsewhere = () => projects.elsewhere();
  const begin = (own: AppContext, more?: BeginWith) => {
    const input = more
      ? { ...openedInput(own, elsewhere), ...more }
      : sessionInput(given, own, start, elsewhere);
    return beginInLines({ own, talk, doing, running: () => projects.running(), input });
  };
  const projects = openProjects(appContext, begin, (name, { text }) =>
    talk.say(plainText(`${name}: ${text}.`)),
  );
  const codes = codesOf(appContext, given.options['mfa-code'], (request) =>
    projects.shown().session.send({ type: 'ASK_CODE', request }),
  );
  followProfiles(() => projects.all().map(({ session }) => session), appContext);
  try {
    for (let shown: OpenProject | undefined; !left && shown !== projects.shown(); ) {
      const now = projects.shown();
      // Another project starts at its home, whatever the program was started for.
      const begins = shown === undefined ? start : 'home';
      shown = now;
      await converse({
        session: now.session,
        talk,
        signal,
        start: begins,
        isLeft: () => left || projects.shown() !== now,
        attach: (to) => attachHere(to, given),
        outside: outsideOf(appContext),
      });
    }
  } finally {
    if (!left) sayFarewell(projects.all().filter((each) => each !== projects.shown()));
    await projects.close();
  }
}

interface Beginning extends Pick<FlowNeeds, 'running'> {
  readonly own: AppContext;
  readonly talk: LineTalk;
  readonly doing: SessionDoing;
  readonly input: SessionInput;
}

/** The session of a project, not started yet, with everything that follows it. */
function beginInLines({ own, talk, doing, running, input }: Beginning): OpenProject {
  return followedProject(own, (appContext) => {
    const desktop = lineDesktop(appContext, talk);
    let flows: FlowMachines | undefined;
    const flowsOf = () => {
      flows ??= wireFlowMachines({ appContext, desktop, running, lend: talk.lend });
      return flows;
    };
    return createActor(wireSession(appContext, desktop, doing, flowsOf), { input });
  });
}

/** How questions for MFA codes are answered: the first one by `--mfa-code`, all others by the user. */
function codesOf(
  appContext: AppContext,
  code: string | undefined,
  show: (request: MfaRequest) => void,
): CodeAnswers {
  let codes = answerCodes(appContext, show);
  if (code !== undefined) {
    appContext.signIn.answerWith((request, aborted) => {
      // It is valid once.
      codes = answerCodes(appContext, show);
      return codesWithoutScreen(code)(request, aborted);
    });
  }
  return { give: (given) => codes.give(given), leave: () => codes.leave() };
}

/** What the session needs of this machine, for output in lines. */
function outsideOf(appContext: AppContext): Outside {
  return {
    now: appContext.clock.now,
    showPath: (path) => plainText(tildePath(path, appContext.env)),
    calls: appContext.callLog.calls,
    logLines: logLinesOf(appContext.log).logLines,
    stackLines: (home) => stackLines(home, appContext),
    profileLines: (name) => profileLines(appContext, name),
    ...(appContext.cloud.kind === 'demo' ? { phone: demoPhone(appContext.cloud.url) } : {}),
  };
}

/** Addresses and copied texts are printed: every reader can copy a line. */
function lineDesktop({ log }: AppContext, talk: LineTalk): Desktop {
  return {
    open: (url) => {
      if (url === undefined)
        return talk.say('The console of this part of AWS has no address that this program knows.');
      log.info(`console: ${url}`);
      talk.say('The address is on the next line.');
      talk.say(url);
      void openInBrowser(url);
    },
    copy: (text) => {
      for (const line of text.split('\n')) talk.say(plainText(line));
    },
    tell: (text) => talk.say(plainText(text)),
  };
}

/** Asks AWS for the state of the project's stack: the files mention a deleted one like any other. */
export async function stackLines(
  { found, access }: Pick<HomeData, 'found' | 'access'>,
  appContext: Pick<AppContext, 'connect' | 'patience'>,
): Promise<readonly string[]> {
  const { stack, environment } = (found.kind === 'project' && found.project) || {};
  if (!stack || !access) return [];
  const { stackStateWith } = await import('../app/actors/environments/states.ts');
  const { signal } = new AbortController();
  return [stackSentence(await stackStateWith(appContext, access.choice, { ...stack, environment }, signal))];
}
