import type { HomeData } from '../../machines/session/types.ts';
import { accessName } from '../credentials/access.ts';
import { stackSentence } from '../environments/rows.ts';
import { talkThroughInit } from '../headless/talk/init.ts';
import { chosenOf, sayChoices, type Talk } from '../headless/talk/talk.ts';
import { tildePath } from '../platform/paths.ts';
import { findProject } from '../project/open.ts';
import { tiedKeysProblem } from '../project/tied-keys.ts';
import { asProblem } from '../values/problem.ts';
import { plainText } from '../values/text.ts';
import type { Arguments } from './arguments.ts';
import { attachHere } from './farewell.ts';
import { headlessDesk, interruptible } from './headless-desk.ts';
import { type House, openHouse } from './house.ts';
import { wireInit } from './init-actors.ts';
import { openLineTalk } from './line-talk.ts';
import { findAccess, loadHome } from './surroundings.ts';

/**
 * `--plain`: home and init line by line, for screen readers: no full screen, no borders, no spinners; what changes is
 * a line, what is asked is answered by a line.
 *
 * @returns the exit code
 */
export async function runPlain(given: Arguments, version: string): Promise<number> {
  const talk = openLineTalk();
  try {
    return given.command === 'init'
      ? await plainInit(given, version, talk)
      : await plainHome(given, version, talk);
  } finally {
    talk.close();
  }
}

async function plainInit(given: Arguments, version: string, talk: Talk): Promise<number> {
  const house = openHouse(given, version);
  try {
    return await interruptible(
      async (signal) => {
        talk.say('Type /help at any time for what can be done, /back to go one step back.');
        const machine = wireInit(house, headlessDesk);
        const output = await talkThroughInit(machine, {
          folder: house.folder,
          talk,
          signal,
          now: Date.now,
          attach: (to) => attachHere(to, given),
        });
        if (output.kind === 'created') talk.say('The init is done.');
        else if (output.kind === 'open') talk.say(`The project is in ${plainText(output.root)}.`);
        else talk.say('Left the init.');
        return 0;
      },
      () => 'Interrupted.',
    );
  } finally {
    await house.close();
  }
}

async function plainHome(given: Arguments, version: string, talk: Talk): Promise<number> {
  for (;;) {
    const house = openHouse(given, version);
    // What it finds is among the choices that home tells of.
    await findAccess(house, house.profiles(), await findProject(house.folder));
    try {
      const home = await loadHome(house);
      for (const line of homeLines(home, house)) talk.say(line);
      await sayStack(talk, home, house);
    } finally {
      await house.close();
    }
    const choices = [
      { label: 'init', note: 'create a project here, or go on with one that was begun', command: 'init' },
      { label: 'status', note: 'ask AWS who you are and how the stack is', command: 'status' },
      { label: 'watch', note: 'follow the stack of the project', command: 'watch' },
      { label: 'profiles', note: 'list the AWS profiles', command: 'profiles' },
      { label: 'quit', command: 'quit' },
    ] as const;
    sayChoices(talk, choices);
    talk.prompt('Type a number: ');
    const line = await talk.nextLine();
    const choice = line === undefined ? undefined : chosenOf(line, choices);
    if (line === undefined || choice?.command === 'quit') return 0;
    if (choice) await attempt(talk, () => runChoice(choice.command, given, version, talk));
  }
}

async function runChoice(
  command: 'init' | 'status' | 'watch' | 'profiles' | 'quit',
  given: Arguments,
  version: string,
  talk: Talk,
): Promise<void> {
  const to = { ...given, operands: [], command: command === 'quit' ? ('' as const) : command };
  talk.say('');
  if (command === 'init') await plainInit(to, version, talk);
  else if (command === 'status') await (await import('./status.ts')).showStatus(to, version);
  else if (command === 'watch') await (await import('./watch.ts')).watchHeadless(to, version);
  else (await import('./profiles.ts')).listProfiles(to);
  talk.say('');
}

/** What goes wrong in one choice is told, and the next one can be made. */
async function attempt(talk: Talk, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    const { what, why, next } = asProblem(thrown);
    for (const text of [what, why, next]) talk.say(plainText(text));
    talk.say('');
  }
}

/** Asks AWS how the project's stack is: the files tell of one that is deleted as of any other. */
export async function sayStack(
  talk: Pick<Talk, 'say'>,
  { found, access }: Pick<HomeData, 'found' | 'access'>,
  house: Pick<House, 'connect' | 'patience'>,
): Promise<void> {
  const { stack, environment } = (found.kind === 'project' && found.project) || {};
  if (!stack || !access) return;
  talk.say('Asking AWS how the stack is.');
  const { stackStateWith } = await import('./environment-states.ts');
  const { signal } = new AbortController();
  const state = await stackStateWith(house, access.choice, { ...stack, environment }, signal);
  talk.say(plainText(stackSentence(state)));
}

function homeLines({ found, access, unfinished, profileFindings }: HomeData, house: House): string[] {
  const shown = (path: string) => plainText(tildePath(path, house.env));
  const lines = [`Home. The folder is ${shown(house.folder)}.`];
  if (house.cloud.kind !== 'aws') lines.push(`The cloud is ${house.cloud.url}.`);
  const tied = [tiedKeysProblem(found)].filter((problem) => problem !== undefined);
  if (found.kind === 'project') {
    const { settings, stack } = found.project;
    lines.push(`Project ${plainText(settings.name)}${stack ? `, stack ${plainText(stack.stackName)}` : ''}.`);
    for (const { what, why, next } of [...(found.project.faults ?? []), ...tied])
      lines.push(plainText(`${what} ${why} ${next}`));
  } else if (found.kind === 'nested') lines.push(`It is inside the Amplify project ${shown(found.root)}.`);
  else if (found.kind === 'unreadable') lines.push(plainText(`${found.problem.what} ${found.problem.why}`));
  else lines.push('There is no Amplify project here.');
  if (unfinished) lines.push(`An init was not finished: stack ${plainText(unfinished.stackName)}.`);
  if (access) {
    const { choice, source, region } = access;
    const name = `${choice.kind === 'profile' ? 'profile ' : ''}${plainText(accessName(choice))}`;
    lines.push(`AWS access: ${name}, from ${source}${region ? `, region ${plainText(region)}` : ''}.`);
  } else if (tied.length === 0) lines.push('There is no AWS access yet.');
  if (profileFindings.length > 0) lines.push(`Wrong in the AWS files: ${profileFindings.join(' ')}`);
  return lines;
}
