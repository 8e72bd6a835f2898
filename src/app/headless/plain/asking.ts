import { type MachineCommand, offCommands } from '../../../../machines/commands.ts';
import { plainText } from '../../../core/text.ts';
import type { Here, Option, Outside, PaneTalk, Question } from './pane-talk.ts';
import { talkOf } from './panes/table.ts';
import { type Scene, type Session, sceneOf } from './scene.ts';
import { type Choice, choiceLines, chosenOf, type Talk } from './talk.ts';

/** Where a conversation is: which question of the current state is asked. */
export interface Asking {
  readonly talk: Talk;
  readonly session: Session;
  readonly outside: Outside;
  /** The index of the question in the current state. */
  step: number;
  /** The state that `step` belongs to. */
  place: string;
  /** The deciding command that waits for a typed yes. */
  deciding: string | undefined;
  /** The last long list; it is not repeated immediately. */
  heard: string;
  /** Whether to ask what can be answered, with or without the list to choose from. */
  due: 'whole' | 'brief' | undefined;
  /** The state in which other input was last mentioned. */
  mentioned: string;
  /** See {@link Here}. */
  readonly scratch: Map<string, string>;
}

/** A list of at least this many lines is not repeated by itself. */
const longList = 10;

/** The words of a scene's pane, and what they are made from. */
export function toldBy(
  { session, outside, scratch }: Asking,
  scene: Scene,
): { readonly words: PaneTalk<unknown>; readonly here: Here } {
  const { snapshot } = scene.active;
  return {
    words: talkOf(scene),
    here: { context: snapshot.context, snapshot, session: session.getSnapshot().context, outside, scratch },
  };
}

/**
 * Asks the next question of the state, or for one of its commands.
 *
 * @param brief without the list to choose from, which was just printed
 */
export function ask(asking: Asking, scene: Scene, brief = false): void {
  arrive(asking, scene);
  asking.due = undefined;
  const { talk } = asking;
  const question = questionNow(asking, scene);
  if (!question) {
    askWhich(asking, scene, brief);
    return;
  }
  const { label, hint, suggestion, choices = [], hidden } = question;
  if (!brief) {
    sayList(asking, choices);
    if (hint) talk.say(`${hint.replace(/\.$/, '')}.`);
    mention(asking, scene);
  }
  talk.prompt(`${label}${suggestion ? ` [${plainText(suggestion)}]` : ''}: `, hidden ? { hidden } : {});
}

/** Mentions what can be typed instead of an answer, once per state. */
function mention(asking: Asking, scene: Scene): void {
  const others = beside(asking, scene).map(({ label }) => `/${label}`);
  const all = `${scene.place} ${others.join()}`;
  if (others.length > 0 && asking.mentioned !== all)
    asking.talk.say(`You can also type ${others.join(', ')}.`);
  asking.mentioned = all;
}

function askWhich(asking: Asking, scene: Scene, brief: boolean): void {
  const { talk } = asking;
  const all = menuOf(asking, scene);
  const deciding = all.find(({ command }) => command && command.id === asking.deciding)?.command;
  if (deciding) {
    talk.prompt(`Type yes to ${verb(deciding)}: `, { fresh: true });
    return;
  }
  if (!brief) sayList(asking, all);
  const main = decision(scene);
  if (main && all.length > 1) talk.prompt(`Type yes to ${verb(main)}, or a number: `, { fresh: true });
  else if (main) talk.prompt(`Type yes to ${verb(main)}: `, { fresh: true });
  else if (all.length > 0) talk.prompt('Type a number: ');
}

/** Carries out a typed line. `/help` lists what can be done here, `/back` goes one step back. */
export function answerLine(asking: Asking, scene: Scene, line: string): void {
  const { talk } = asking;
  arrive(asking, scene);
  const typed = line.trim();
  if (typed === '/help') help(asking, scene);
  else if (typed === '/back') goBack(asking, scene);
  else if (typed === '/quit') asking.session.send({ type: 'QUIT', typed: true });
  else if (asking.deciding !== undefined) decide(asking, scene, typed);
  else {
    const question = questionNow(asking, scene);
    const named = typed.startsWith('/') && chosenOf(typed.slice(1), beside(asking, scene));
    if (named) choose(asking, scene, named);
    else if (question) answerQuestion(asking, scene, question, typed);
    else chooseLine(asking, scene, typed);
  }
  if (scene.meta.busy && !scene.dialog && typed !== '/help' && sceneOf(asking.session).place === scene.place)
    talk.say(`Still ${scene.meta.busy}. Type /help for what can be done meanwhile.`);
}

function chooseLine(asking: Asking, scene: Scene, typed: string): void {
  const main = decision(scene);
  const item = chosenOf(typed, menuOf(asking, scene));
  if (main && /^y(?:es)?$/i.test(typed)) runIfAllowed(asking, main);
  else if (item) choose(asking, scene, item);
  else {
    const { off } = chosenOf(typed, offHere(asking, scene)) ?? {};
    if (off) asking.talk.say(off);
    asking.due = 'brief';
  }
}

/** What home can do at other times, each with why not now. */
function offHere({ session }: Asking, { dialog, commands }: Scene): readonly MachineCommand[] {
  return dialog ? [] : offCommands(session, commands);
}

function runIfAllowed(asking: Asking, command: MachineCommand): void {
  if (command.off === undefined) {
    command.run();
    return;
  }
  asking.talk.say(`${command.off}.`);
  asking.due = 'brief';
}

/** A command that writes, deletes or otherwise counts needs its word typed; its number only tells which. */
function choose(asking: Asking, scene: Scene, { command, send, say, again }: Item): void {
  if (command?.off) {
    runIfAllowed(asking, command);
    return;
  }
  if (command?.decides !== undefined) {
    asking.deciding = command.id;
    asking.due = 'brief';
    return;
  }
  for (const text of say ?? []) asking.talk.say(plainText(text));
  for (const event of send ?? []) scene.active.actor.send(event);
  command?.run();
  if (again) asking.step = 0;
  asking.due = again ? 'whole' : 'brief';
}

function decide(asking: Asking, scene: Scene, typed: string): void {
  const command = scene.commands.find(({ id }) => id === asking.deciding);
  asking.deciding = undefined;
  if (command && /^y(?:es)?$/i.test(typed)) {
    command.run();
    return;
  }
  asking.talk.say('That was not yes; nothing was done.');
  asking.due = 'whole';
}

function goBack(asking: Asking, scene: Scene): void {
  if (asking.deciding !== undefined) {
    decide(asking, scene, '');
    return;
  }
  if (asking.step > 0) {
    const before = [...questionsBefore(asking, scene)].at(-1);
    if (before !== undefined) {
      asking.step = before;
      asking.due = 'whole';
      return;
    }
  }
  const back = scene.commands.find(({ key, also = [] }) => key === 'escape' || also.includes('escape'));
  if (back) {
    back.run();
    return;
  }
  asking.talk.say('There is no way back from here; /quit leaves.');
  asking.due = 'brief';
}

function answerQuestion(asking: Asking, scene: Scene, question: Question, typed: string): void {
  const { talk, session } = asking;
  const taken = question.take(typed);
  if ('fault' in taken) {
    talk.say(plainText(taken.fault));
    asking.due = 'brief';
    return;
  }
  for (const event of taken.send) scene.active.actor.send(event);
  const now = sceneOf(session);
  // The answer itself moved on to another state.
  if (now.place !== scene.place) return;
  asking.step += 1;
  asking.due = 'whole';
  if (questionNow(asking, now)) return;
  const next = now.commands.find(({ id, decides }) => id === 'NEXT' && decides === undefined);
  const { nothing } = toldBy(asking, now).words;
  if (next) next.run();
  else if (nothing) talk.say(nothing);
}

/** A new state starts with its first question. */
export function arrive(asking: Asking, scene: Scene): void {
  if (asking.place === scene.place) return;
  const { words, here } = toldBy(asking, scene);
  asking.place = scene.place;
  asking.scratch.clear();
  asking.step = scene.meta.busy ? 0 : (words.first?.(here) ?? 0);
  asking.deciding = undefined;
}

/** The current question; undefined when all are answered, or there is none. Skips questions that do not apply. */
export function questionNow(asking: Asking, scene: Scene): Question | undefined {
  if (scene.meta.busy && !scene.dialog) return undefined;
  const { words, here } = toldBy(asking, scene);
  const { questions = [] } = words;
  for (; asking.step < questions.length; asking.step += 1) {
    const question = questions[asking.step]?.(here);
    if (question) return question;
  }
  return undefined;
}

/** The earlier steps that ask something. */
function* questionsBefore(asking: Asking, scene: Scene): Generator<number> {
  const { words, here } = toldBy(asking, scene);
  for (const [step, question] of (words.questions ?? []).entries())
    if (step < asking.step && question(here)) yield step;
}

function help(asking: Asking, scene: Scene): void {
  const { talk } = asking;
  talk.say('Type /back to go one step back, /quit to leave. An empty line takes what stands in brackets.');
  const question = questionNow(asking, scene);
  for (const { label, command } of question ? beside(asking, scene) : menuOf(asking, scene))
    if (question || command?.help)
      talk.say(`${question ? '/' : ''}${label}: ${command?.help ?? 'does that.'}`);
  for (const { label, off } of offHere(asking, scene)) talk.say(`${label}, not now: ${off}`);
  asking.heard = '';
  if (scene.meta.busy && !scene.dialog) sayList(asking, menuOf(asking, scene));
  asking.due = 'whole';
}

function sayList(asking: Asking, choices: readonly Choice[]): void {
  const lines = choiceLines(choices);
  const all = lines.join('\n');
  if (lines.length >= longList && asking.heard === all) {
    asking.talk.say('The choices are the same as before; /help says them again.');
    return;
  }
  asking.heard = all;
  for (const line of lines) asking.talk.say(plainText(line));
}

interface Item extends Option {
  readonly command?: MachineCommand;
}

/** What can be chosen by number: the options of the pane, then the commands of the state. */
function menuOf(asking: Asking, scene: Scene): readonly Item[] {
  const { words, here } = toldBy(asking, scene);
  const asked = (words.questions ?? []).length > 0;
  const commands = scene.commands
    // At home, leaving is a choice like any other; elsewhere it is `/quit`.
    .filter(({ id }) => (id !== 'QUIT' || scene.view === 'home') && !(id === 'NEXT' && asked))
    .map((command): Item => ({ label: command.label, command }));
  const options = scene.meta.busy && !scene.dialog ? [] : (words.options?.(here) ?? []);
  return [...options, ...commands];
}

/** What can be chosen by name while a question is asked. */
function beside(asking: Asking, scene: Scene): readonly Item[] {
  return menuOf(asking, scene).filter(({ command, again }) => !again && command?.key !== 'escape');
}

/** The command for which a state asks a yes: the one of Enter on a screen, or the first one. */
function decision({ commands }: Scene): MachineCommand | undefined {
  return commands.find(({ decides, key }, at) => decides !== undefined && (key === 'enter' || at === 0));
}

/** The label of a command after `Type yes to`. */
function verb({ label }: MachineCommand): string {
  return label.replace(/^yes, /, '');
}
