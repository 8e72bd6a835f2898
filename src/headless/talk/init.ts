import { createActor, type Subscription } from 'xstate';
import type { initMachine } from '../../../machines/init/machine.ts';
import type { InitOutput } from '../../../machines/init/types.ts';
import { connectionReason, connectionWords } from '../../aws/connection-words.ts';
import { Problem } from '../../values/problem.ts';
import { plainText } from '../../values/text.ts';
import { tellDeployment } from '../deployment-lines.ts';
import { type Attach, interruption, isWriting } from '../left-behind.ts';
import { createReport } from '../report.ts';
import { isFault, settled } from '../settled.ts';
import { type Asking, answerLine, ask } from './asking.ts';
import { paneLines } from './pane-lines.ts';
import { type InitActor, type Scene, sceneOf } from './scene.ts';
import type { Talk } from './talk.ts';

export interface TalkedInit {
  readonly folder: string;
  readonly talk: Talk;
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly attach: Attach;
}

/**
 * Walks a person through the init machine line by line: every state says its title and what it shows, then asks its
 * questions one after the other, or lists what can be done with numbers.
 *
 * @throws Problem ANSWERS_MISSING when the input ends before the flow does; INTERRUPTED with what is left when the signal
 *   aborts, once files that are being written are whole
 */
export async function talkThroughInit(machine: typeof initMachine, options: TalkedInit): Promise<InitOutput> {
  const { talk, signal } = options;
  const actor = createActor(machine, { input: { folder: options.folder } });
  const say = (text: string) => talk.say(text.replace(/\n$/, ''));
  const report = createReport(false, { out: say, err: say });
  const stopTelling = tellDeployment(actor, report);
  const changes = watchChanges(actor, signal);
  actor.start();
  const asking: Asking = { talk, actor, step: 0, place: '' };
  let said = '';
  let typing: Promise<{ readonly line: string | undefined }> | undefined;
  let ended = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const snapshot = actor.getSnapshot();
      if (snapshot.status === 'error') throw snapshot.error;
      if (snapshot.status === 'done') return snapshot.output;
      const scene = sceneOf(actor);
      const now = fingerprint(scene, actor);
      if (now !== said) {
        said = now;
        tellScene(scene, actor, options);
        if (closeDone(scene)) continue;
        if (offers(scene)) ask(asking, scene);
      }
      if (ended && !scene.meta.busy) throw inputEnded(scene);
      // What is typed ahead while the program works for a moment answers what comes next.
      if (!ended && (offers(scene) || scene.deployment))
        typing ??= talk.nextLine().then((line) => ({ line }));
      const typed = await Promise.race(typing ? [typing, changes.next()] : [changes.next()]);
      if (typed === undefined) continue;
      typing = undefined;
      if (typed.line === undefined) ended = true;
      else answerLine(asking, sceneOf(actor), typed.line);
    }
  } catch (thrown) {
    if (!signal.aborted || isFault(signal)) throw thrown;
    if (isWriting(actor)) {
      await settled(actor, new AbortController().signal);
      closeDone(sceneOf(actor));
    }
    const snapshot = actor.getSnapshot();
    if (snapshot.status === 'done') return snapshot.output;
    throw interruption(actor, options.attach, report);
  } finally {
    changes.stop();
    stopTelling();
    actor.stop();
  }
}

/** The last pane asks nothing that is asked line by line. @returns whether the flow was at its end */
function closeDone({ meta, deployment }: Scene): boolean {
  if (meta.pane !== 'init.done' || meta.busy) return false;
  deployment?.send({ type: 'CLOSE' });
  return true;
}

/** While something goes on by itself, only trouble has to be answered; the rest can be asked for with /help. */
function offers({ meta, commands }: Scene): boolean {
  return !meta.busy || commands.some(({ id }) => id === 'TRY_NOW' || id === 'OTHER_ACCESS');
}

/** Changes whenever there is something new to say. */
function fingerprint(scene: Scene, actor: InitActor): string {
  const { context } = actor.getSnapshot();
  const inner = scene.deployment?.getSnapshot().context;
  return JSON.stringify([
    scene.place,
    offers(scene),
    // Whether an answer is good enough to go on is told when it is given.
    scene.commands.filter(({ id }) => id !== 'NEXT').map(({ id, label }) => [id, label]),
    (inner ?? context).problem,
    context.note,
    (inner ?? context).connection?.kind,
    inner?.accessOptions?.length,
  ]);
}

function tellScene(scene: Scene, actor: InitActor, { talk, now }: TalkedInit): void {
  const { context } = actor.getSnapshot();
  const inner = scene.deployment?.getSnapshot().context;
  const { problem, connection } = inner ?? context;
  const { title, busy } = scene.meta;
  const trouble = connectionWords(connection, now());
  const reason = connectionReason(connection)?.replace(/\.$/, '');
  if (trouble) talk.say(`${[trouble, reason].filter(Boolean).join('. ')}.`);
  // What a deployment does is told as it does it.
  if (busy && inner) return;
  talk.say('');
  talk.say(busy ? `${busy.charAt(0).toUpperCase()}${busy.slice(1)}.` : title);
  if (busy) return;
  for (const line of paneLines(scene, context)) talk.say(line);
  if (problem) for (const text of [problem.what, problem.why, problem.next]) talk.say(plainText(text));
  if (context.note) talk.say(plainText(context.note));
}

function inputEnded({ meta }: Scene): Problem {
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `The input ended before this was answered: ${meta.title}`,
    why: 'Line by line, each question is answered by a line on standard input.',
    next: 'Run it again in a terminal, or without questions: `amplify-tui init --yes`.',
  });
}

/** Tells of every change of the flow and of its deployment; changes that nobody waits for are kept as one. */
function watchChanges(actor: InitActor, signal: AbortSignal) {
  const subscriptions: Subscription[] = [];
  let followed: unknown;
  let changed = false;
  let wake: (() => void) | undefined;
  const look = () => {
    const { deployment } = actor.getSnapshot().children;
    if (deployment && deployment !== followed) {
      followed = deployment;
      subscriptions.push(deployment.subscribe({ next: look, error: look, complete: look }));
    }
    changed = true;
    wake?.();
  };
  subscriptions.push(actor.subscribe({ next: look, error: look, complete: look }));
  signal.addEventListener('abort', look);
  return {
    next: () =>
      new Promise<undefined>((resolve) => {
        wake = () => {
          changed = false;
          wake = undefined;
          resolve(undefined);
        };
        if (changed) wake();
      }),
    stop: () => {
      signal.removeEventListener('abort', look);
      for (const subscription of subscriptions.splice(0)) subscription.unsubscribe();
    },
  };
}
