import { plainText } from '../../values/text.ts';
import { accessChoice, type Question, questionsOf } from './questions.ts';
import type { InitActor, Scene } from './scene.ts';
import { type Choice, chosenOf, sayChoices, type Talk } from './talk.ts';

/** Where a conversation is: which question of the present state is asked. */
export interface Asking {
  readonly talk: Talk;
  readonly actor: InitActor;
  /** Counts the questions of the present state. */
  step: number;
  /** The state that `step` belongs to. */
  place: string;
}

/**
 * Asks what is to be answered now: the next question of the state, or which of its commands.
 *
 * @param brief leaves out the list to choose from, which was said a moment ago
 */
export function ask(asking: Asking, scene: Scene, brief = false): void {
  if (asking.place !== scene.place) {
    asking.place = scene.place;
    asking.step = 0;
  }
  const { talk } = asking;
  const question = questionNow(asking, scene);
  if (!question) {
    const choices = choicesOf(asking, scene);
    if (!brief) sayChoices(talk, choices);
    if (choices.length > 0) talk.prompt('Type a number: ');
    return;
  }
  const { label, hint, suggestion, choices } = question;
  if (choices && !brief) sayChoices(talk, choices);
  if (hint && !brief) talk.say(`Suggested: ${hint.replace(/\.$/, '')}.`);
  talk.prompt(`${label}${suggestion ? ` [${plainText(suggestion)}]` : ''}: `);
}

/** Does what a typed line says. `/help` lists what can be done here, `/back` goes one step back. */
export function answerLine(asking: Asking, scene: Scene, line: string): void {
  const { talk } = asking;
  const typed = line.trim();
  const question = asking.place === scene.place ? questionNow(asking, scene) : undefined;
  const choice = chosenOf(typed, choicesOf(asking, scene));
  if (typed === '/help') help(asking, scene);
  else if (typed === '/back') goBack(asking, scene);
  else if (question) answerQuestion(asking, scene, question, typed);
  else if (choice) choice.run();
  else if (scene.meta.busy) talk.say(`Still ${scene.meta.busy}. Type /help for what can be done meanwhile.`);
  else ask(asking, scene, true);
}

function goBack(asking: Asking, scene: Scene): void {
  const back = scene.commands.find(({ key }) => key === 'escape');
  if (back) {
    back.run();
    return;
  }
  asking.talk.say('There is no way back from here.');
  if (!scene.meta.busy) ask(asking, scene, true);
}

function answerQuestion(asking: Asking, scene: Scene, question: Question, typed: string): void {
  const { talk, actor } = asking;
  const taken = question.take(typed);
  if ('fault' in taken) {
    talk.say(plainText(taken.fault));
    ask(asking, scene, true);
  } else {
    actor.send({ type: 'EDIT', answers: taken.change });
    asking.step += 1;
    if (!questionNow(asking, scene)) {
      asking.step = 0;
      if (actor.getSnapshot().can({ type: 'NEXT' })) {
        actor.send({ type: 'NEXT' });
        return;
      }
      talk.say('That is not enough to go on.');
    }
    ask(asking, scene);
  }
}

function questionNow({ actor, step }: Asking, { meta }: Scene): Question | undefined {
  if (meta.busy) return undefined;
  const { context } = actor.getSnapshot();
  // Without any access there is nothing to choose from, only what to do about it.
  if (meta.pane === 'init.access' && context.surroundings?.accessMissing) return undefined;
  return questionsOf(meta.pane)[step]?.(context);
}

function help(asking: Asking, scene: Scene): void {
  const { talk } = asking;
  talk.say('Type /back to go one step back. An empty line takes what stands in brackets.');
  if (scene.meta.busy) {
    sayChoices(talk, choicesOf(asking, scene));
    return;
  }
  for (const { label, help: text } of scene.commands) if (text) talk.say(`${label}: ${text}`);
  ask(asking, scene);
}

interface Doable extends Choice {
  readonly run: () => void;
}

/** What can be chosen by number: another access where one is asked for, then the commands of the state. */
function choicesOf({ actor }: Asking, scene: Scene): readonly Doable[] {
  const commands = scene.commands
    // The questions of a state are its way forward; editing keys of the screen have no meaning here.
    .filter(({ id }) => id !== 'RESET' && !(id === 'NEXT' && questionsOf(scene.meta.pane).length > 0))
    .map(({ label, run }) => ({ label, run }));
  if (scene.meta.pane !== 'init.other-access' || scene.meta.busy) return commands;
  const { deployment } = scene;
  const options = deployment
    ? (deployment.getSnapshot().context.accessOptions ?? [])
    : (actor.getSnapshot().context.surroundings?.accessOptions ?? []);
  const others = options
    .filter(({ usable }) => usable.ok)
    .map((option) => ({
      ...accessChoice(option),
      run: () => (deployment ?? actor).send({ type: 'TAKE_ACCESS', choice: option.choice }),
    }));
  return [...others, ...commands];
}
