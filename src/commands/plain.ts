import { createActor } from 'xstate';
import { readOnlyWords } from '../../machines/commands.ts';
import type { FlowMachines } from '../../machines/flows.ts';
import type { HomeData } from '../../machines/session/types.ts';
import { wireSession } from '../app/actors/session.ts';
import { answerCodes, type CodeAnswers } from '../app/answer-codes.ts';
import { type AppContext, openAppContext } from '../app/app-context.ts';
import { codesWithoutScreen } from '../app/ask-code.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { demoPhone } from '../app/demo-phone.ts';
import type { Desktop } from '../app/desktop.ts';
import { attachHere, farewell } from '../app/farewell.ts';
import { wireFlowMachines } from '../app/flow-machines.ts';
import { followInstance } from '../app/follow-instance.ts';
import { followProfiles } from '../app/follow-profiles.ts';
import { converse } from '../app/headless/plain/converse.ts';
import { interruptible } from '../app/headless-desktop.ts';
import { keepActivity } from '../app/keep-activity.ts';
import { keepProject } from '../app/keep-project.ts';
import { type LineTalk, openLineTalk } from '../app/line-talk.ts';
import { logLinesOf } from '../app/log-lines.ts';
import { type BeginWith, type OpenProject, openProjects } from '../app/open-projects.ts';
import { openedInput, sessionInput } from '../app/session-input.ts';
import { findAccess } from '../app/surroundings.ts';
import { plainText } from '../core/text.ts';
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
  const desktop = lineDesktop(appContext, talk);
  let left = false;
  const begin = (own: AppContext, more?: BeginWith): OpenProject => {
    let flows: FlowMachines | undefined;
    const elsewhere = () => projects.elsewhere();
    const session = createActor(
      wireSession(
        own,
        desktop,
        {
          leave: () => {
            left = true;
            sayFarewell(projects.all());
          },
          lend: talk.lend,
          tell: ({ what, why, next }) => talk.say(plainText(`${what} ${why} ${next}`)),
          tellSignedIn: () => talk.say('Signed in.'),
          openProject: (folder) => projects.open(folder),
          giveCode: (given) => codes.give(given),
          leaveCode: () => codes.leave(),
        },
        () => {
          flows ??= wireFlowMachines({ appContext: own, desktop, elsewhere, lend: talk.lend });
          return flows;
        },
      ),
      {
        input: more
          ? { ...openedInput(own, elsewhere), ...more }
          : sessionInput(given, own, start, elsewhere),
      },
    );
    keepActivity(session, own);
    const remember = keepProject(session, own);
    followInstance(session, own).catch((error: unknown) =>
      appContext.log.info(`no instance: ${String(error)}`),
    );
    const close = async () => {
      session.stop();
      await remember();
    };
    return { appContext: own, session, close };
  };
  const projects = openProjects(appContext, begin, (name, { text }) =>
    talk.say(plainText(`${name}: ${text}.`)),
  );
  /** What goes on without this program, or waits, and how to come back to it. */
  const sayFarewell = (all: readonly OpenProject[]) => {
    for (const { session } of all)
      for (const line of farewell(session.getSnapshot().context, appContext, given).split('\n'))
        if (line !== '') talk.say(line);
  };
  const ask = () =>
    answerCodes(appContext, (request) => projects.shown().session.send({ type: 'ASK_CODE', request }));
  let codes: CodeAnswers = ask();
  const { 'mfa-code': code } = given.options;
  if (code !== undefined) {
    appContext.signIn.answerWith((request, aborted) => {
      // It is good once.
      codes = ask();
      return codesWithoutScreen(code)(request, aborted);
    });
  }
  followProfiles(() => projects.all().map(({ session }) => session), appContext);
  try {
    for (let shown: OpenProject | undefined; !left && shown !== projects.shown(); ) {
      const now = projects.shown();
      // Another project begins at its home, whatever the program was started for.
      const begins = shown === undefined ? start : 'home';
      shown = now;
      await converse({
        ...{ session: now.session, talk, signal, start: begins },
        isLeft: () => left || projects.shown() !== now,
        attach: (to) => attachHere(to, given),
        outside: {
          now: appContext.clock.now,
          showPath: (path) => plainText(tildePath(path, appContext.env)),
          calls: appContext.callLog.calls,
          logLines: logLinesOf(appContext.log).logLines,
          stackLines: (home) => stackLines(home, appContext),
          profileLines: (name) => profileLines(appContext, name),
          ...(appContext.cloud.kind === 'demo' ? { phone: demoPhone(appContext.cloud.url) } : {}),
        },
      });
    }
  } finally {
    if (!left) sayFarewell(projects.all().filter((each) => each !== projects.shown()));
    await projects.close();
  }
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
