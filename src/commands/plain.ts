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
import { logLinesOf } from '../app/log-lines.ts';
import { type BeginWith, type OpenProject, openProjects } from '../app/open-projects.ts';
import { openedInput, sessionInput } from '../app/session-input.ts';
import { findAccess } from '../app/surroundings.ts';
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
 * `--plain`: the session line by line, for screen readers: no full screen, no borders, no spinners; what changes is a line,
 * what is asked is answered by a line.
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
  // What an instance gives is among the choices that home tells of.
  if (start === 'home')
    await findAccess(appContext, appContext.profiles(), await findProject(appContext.folder));
  let left = false;
  /** What continues without this program, or waits, and how to come back to it. */
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
      // Another project begins at its home, whatever the program was started for.
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

/** The session of a project, not started yet, with all that follows it. */
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

/** Who answers the questions for MFA codes: a person, but the first one is answered by `--mfa-code`. */
function codesOf(
  appContext: AppContext,
  code: string | undefined,
  show: (request: MfaRequest) => void,
): CodeAnswers {
  let codes = answerCodes(appContext, show);
  if (code !== undefined) {
    appContext.signIn.answerWith((request, aborted) => {
      // It is good once.
      codes = answerCodes(appContext, show);
      return codesWithoutScreen(code)(request, aborted);
    });
  }
  return { give: (given) => codes.give(given), leave: () => codes.leave() };
}

/** What lines tell of the world outside of the session. */
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

/** What would be opened or copied is said: a line can be taken along by every reader. */
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

/** Asks AWS how the project's stack is: the files tell of one that is deleted as of any other. */
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
