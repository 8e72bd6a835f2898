import { createActor } from 'xstate';
import type { HomeData } from '../../machines/session/types.ts';
import { wireSession } from '../app/actors/session.ts';
import { answerCodes, type CodeAnswers } from '../app/answer-codes.ts';
import { codesWithoutScreen } from '../app/ask-code.ts';
import type { Arguments } from '../app/command-line/arguments.ts';
import { demoPhone } from '../app/demo-phone.ts';
import type { Desk } from '../app/desk.ts';
import { attachHere, farewell } from '../app/farewell.ts';
import { wireFlowMachines } from '../app/flow-machines.ts';
import { followInstance } from '../app/follow-instance.ts';
import { followProfiles } from '../app/follow-profiles.ts';
import { converse } from '../app/headless/plain/converse.ts';
import { interruptible } from '../app/headless-desk.ts';
import { type House, openHouse } from '../app/house.ts';
import { keepActivity } from '../app/keep-activity.ts';
import { type LineTalk, openLineTalk } from '../app/line-talk.ts';
import { logLinesOf } from '../app/log-lines.ts';
import { sessionInput } from '../app/session-input.ts';
import { findAccess } from '../app/surroundings.ts';
import { plainText } from '../core/text.ts';
import { stackSentence } from '../flows/environments/rows.ts';
import { openInBrowser } from '../platform/browser.ts';
import { tildePath } from '../platform/paths.ts';
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
  const house = openHouse(given, version, env);
  const talk = openLineTalk();
  try {
    return await interruptible(
      async (signal) => {
        await talkThrough(given, house, talk, signal);
        return 0;
      },
      () => 'Interrupted.',
    );
  } finally {
    talk.close();
    await house.close();
  }
}

async function talkThrough(
  given: Arguments,
  house: House,
  talk: LineTalk,
  signal: AbortSignal,
): Promise<void> {
  const start = startOf(given);
  talk.say('Type /help at any time for what can be done, /back to go one step back, /quit to leave.');
  // What an instance gives is among the choices that home tells of.
  if (start === 'home') await findAccess(house, house.profiles(), await findProject(house.folder));
  const desk = lineDesk(house, talk);
  const flows = wireFlowMachines(house, desk);
  let left = false;
  const session = createActor(
    wireSession(
      house,
      desk,
      {
        leave: () => {
          left = true;
          // What goes on without this program, or waits, and how to come back to it.
          for (const line of farewell(session.getSnapshot().context, house, given).split('\n'))
            if (line !== '') talk.say(line);
        },
        lend: talk.lend,
        tell: ({ what, why, next }) => talk.say(plainText(`${what} ${why} ${next}`)),
        tellSignedIn: () => talk.say('Signed in.'),
        giveCode: (code) => codes.give(code),
        leaveCode: () => codes.leave(),
      },
      () => flows,
    ),
    { input: sessionInput(given, house, start) },
  );
  const ask = () => answerCodes(house, (request) => session.send({ type: 'ASK_CODE', request }));
  let codes: CodeAnswers = ask();
  const { 'mfa-code': code } = given.options;
  if (code !== undefined) {
    house.signIn.answerWith((request, aborted) => {
      // It is good once.
      codes = ask();
      return codesWithoutScreen(code)(request, aborted);
    });
  }
  keepActivity(session, house);
  followProfiles(session, house);
  followInstance(session, house).catch((error: unknown) => house.log.info(`no instance: ${String(error)}`));
  await converse({
    ...{ session, talk, signal, start },
    isLeft: () => left,
    attach: (to) => attachHere(to, given),
    outside: {
      now: house.clock.now,
      showPath: (path) => plainText(tildePath(path, house.env)),
      logLines: logLinesOf(house.log).logLines,
      stackLines: (home) => stackLines(home, house),
      profileLines: (name) => profileLines(house, name),
      ...(house.cloud.kind === 'demo' ? { phone: demoPhone(house.cloud.url) } : {}),
    },
  });
}

/** What would be opened or copied is said: a line can be taken along by every reader. */
function lineDesk({ log }: House, talk: LineTalk): Desk {
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
  };
}

/** Asks AWS how the project's stack is: the files tell of one that is deleted as of any other. */
export async function stackLines(
  { found, access }: Pick<HomeData, 'found' | 'access'>,
  house: Pick<House, 'connect' | 'patience'>,
): Promise<readonly string[]> {
  const { stack, environment } = (found.kind === 'project' && found.project) || {};
  if (!stack || !access) return [];
  const { stackStateWith } = await import('../app/actors/environments/states.ts');
  const { signal } = new AbortController();
  return [stackSentence(await stackStateWith(house, access.choice, { ...stack, environment }, signal))];
}
