import type { AnyActorRef, AnyMachineSnapshot, Subscription } from 'xstate';
import { followSession } from '../../../../machines/follow-session.ts';
import type { StartView } from '../../../../machines/session/types.ts';
import { connectionReason, connectionWords } from '../../../aws/connection-words.ts';
import type { FollowConnection } from '../../../aws/progress/model.ts';
import { Problem, type ProblemText } from '../../../core/problem.ts';
import { capitalised, plainText } from '../../../core/text.ts';
import { tellDeployment, updateTeller } from '../deployment-lines.ts';
import { type Attach, interruption, isWriting } from '../left-behind.ts';
import { createReport, type Report } from '../report.ts';
import { isFault } from '../settled.ts';
import { type Asking, answerLine, arrive, ask, questionNow, toldBy } from './asking.ts';
import type { Outside } from './pane-talk.ts';
import { type Scene, type Session, sceneOf } from './scene.ts';
import type { Talk } from './talk.ts';

export interface Conversation {
  /** Started here, but stopped by its owner: it may go on in the background. */
  readonly session: Session;
  readonly talk: Talk;
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly attach: Attach;
  /** The first view: the conversation ends with that flow; home ends when the user leaves it. */
  readonly start: StartView;
  /** Whether the session has ended, or another one is shown. */
  readonly isLeft: () => boolean;
}

/**
 * Guides a user through the session line by line: every state prints its title and contents, then asks its questions one
 * after the other, or lists numbered choices. What changes by itself is a new line.
 *
 * @throws Problem ANSWERS_MISSING when the input ends before the flow does; INTERRUPTED with what is left when the signal
 *   aborts, once files that are being written are complete
 */
export async function converse(conversation: Conversation): Promise<void> {
  const { session, talk, outside, signal } = conversation;
  const asking: Asking = {
    talk,
    session,
    outside,
    step: 0,
    place: '',
    deciding: undefined,
    heard: '',
    mentioned: '',
    due: undefined,
    scratch: new Map(),
  };
  const telling: Telling = { said: '', menu: '', listed: '', place: '', news: new Set() };
  const changes = watchChanges(session, signal);
  const report = reportWhile(session, talk);
  const followed = follow(session, report);
  session.start();
  const known = session.getSnapshot().context.activity.length;
  let typing: Promise<{ readonly line: string | undefined }> | undefined;
  let ended = false;
  let begun = false;
  try {
    for (;;) {
      signal.throwIfAborted();
      const snapshot = session.getSnapshot();
      if (snapshot.status === 'error') throw snapshot.error;
      if (conversation.isLeft()) return;
      followed.look();
      const { view } = snapshot.value;
      begun ||= view !== 'opening' && view !== 'choosing';
      if (begun && conversation.start !== 'home' && isOver(session)) {
        const { failed, problem = failed } = snapshot.context;
        if (problem) throw new Problem(problem);
        tellEnd(conversation, known);
        return;
      }
      const scene = sceneOf(session);
      arrive(asking, scene);
      const isNew = isUntold(asking, telling, scene);
      if (isNew) {
        tellScene(asking, telling, scene);
        if (closeDone(scene)) continue;
      }
      // AWS's answer may bring a command with it, such as signing in.
      if (tellNews(asking, telling, scene))
        asking.due ??= labelsOf(scene) === telling.listed ? 'brief' : 'whole';
      if ((isNew || asking.due) && offers(scene)) {
        const brief = !isNew && asking.due === 'brief';
        if (isNew || scene.dialog || questionNow(asking, scene)) await tellAside(asking, scene, changes);
        if (sceneOf(session).place !== scene.place) continue;
        if (!brief) telling.listed = labelsOf(scene);
        ask(asking, sceneOf(session), brief);
      }
      if (ended && (scene.dialog || !scene.meta.busy)) throw inputEnded(scene, conversation);
      // What is typed ahead during a short wait answers the next question.
      if (!ended && (offers(scene) || goesOnLong(scene)))
        typing ??= talk.nextLine().then((line) => ({ line }));
      const typed = await Promise.race(typing ? [typing, changes.next()] : [changes.next()]);
      if (typed === undefined) continue;
      typing = undefined;
      if (typed.line === undefined) ended = true;
      else answerLine(asking, sceneOf(session), typed.line);
    }
  } catch (thrown) {
    if (!signal.aborted || isFault(signal)) throw thrown;
    while (isWritingFiles(session)) await changes.next();
    if (closeDone(sceneOf(session))) {
      tellEnd(conversation, known);
      return;
    }
    throw interrupted(session, conversation, report);
  } finally {
    changes.stop();
    followed.stop();
  }
}

/** Says how the flow has ended. @param known how many activities there were before */
function tellEnd({ session, talk }: Conversation, known: number): void {
  const { activity, folder } = session.getSnapshot().context;
  // Activity in other projects was reported when it happened.
  for (const { text } of activity
    .slice(known)
    .filter((entry) => entry.folder === folder)
    .slice(-1))
    talk.say(plainText(`${capitalised(text)}.`));
}

/** What was printed last, so that only news is printed. */
interface Telling {
  /** The content, without the choices. */
  said: string;
  /** The choices. */
  menu: string;
  /** The commands when the choices were last printed. */
  listed: string;
  place: string;
  /** The news printed in this state. */
  readonly news: Set<string>;
}

/** Whether the flow of the conversation has ended: home is shown, or being loaded. */
function isOver(session: Session): boolean {
  const { value, context } = session.getSnapshot();
  return ['opening', 'choosing', 'home'].includes(value.view) && context.init === undefined;
}

/** Closes the last pane of a flow, which asks nothing in lines. @returns whether the flow was at its end */
function closeDone({ meta, commands, dialog }: Scene): boolean {
  if (dialog || !meta.pane.endsWith('.done') || meta.busy) return false;
  const close = commands.find(({ id }) => id === 'CLOSE');
  close?.run();
  return close !== undefined;
}

/** Whether to ask: while something is in progress, only for trouble; anything else is available with /help. */
function offers({ meta, commands, dialog, view }: Scene): boolean {
  if (dialog || !meta.busy) return true;
  return view !== 'watch' && commands.some(({ id }) => id === 'TRY_NOW' || id === 'OTHER_ACCESS');
}

/** Whether a state may last for minutes: meanwhile lines are answered immediately. */
function goesOnLong({ view, active }: Scene): boolean {
  return view === 'watch' || active.snapshot.machine.id === 'deployment';
}

interface Told {
  readonly problem?: ProblemText | undefined;
  /** A sentence in some flows; the note of the journal in others. */
  readonly note?: unknown;
  readonly confirmation?: string | undefined;
  readonly connection?: FollowConnection | undefined;
}

/** Short results that a state shows until the next step. */
function resultsOf({ note, confirmation }: Told): string[] {
  return [note, confirmation].filter((text) => typeof text === 'string');
}

function labelsOf({ commands }: Scene): string {
  return JSON.stringify(commands.filter(({ id }) => id !== 'NEXT').map(({ id, label }) => [id, label]));
}

/** Whether there is something new to print; records it as printed. */
function isUntold(asking: Asking, telling: Telling, scene: Scene): boolean {
  const told = scene.active.snapshot.context as Told;
  const said = JSON.stringify([
    scene.place,
    offers(scene),
    told.problem,
    resultsOf(told),
    scene.view === 'home' ? null : told.connection?.kind,
  ]);
  // While a question is open, changed commands are not news: the fault of an answer is printed when it is given.
  const menu = questionNow(asking, scene) || scene.view === 'home' ? '' : labelsOf(scene);
  const isNew = said !== telling.said || (menu !== '' && menu !== telling.menu);
  telling.said = said;
  telling.menu = menu;
  return isNew;
}

function tellScene(asking: Asking, telling: Telling, scene: Scene): void {
  const { talk, outside } = asking;
  const { words, here } = toldBy(asking, scene);
  const told = scene.active.snapshot.context as Told;
  const { problem, connection } = told;
  const { title } = scene.meta;
  const busy = scene.dialog ? undefined : scene.meta.busy;
  const isNew = telling.place !== scene.place;
  telling.place = scene.place;
  if (isNew) telling.news.clear();
  const trouble = scene.view === 'home' ? undefined : connectionWords(connection, outside.now());
  const reason = connectionReason(connection)?.replace(/\.$/, '');
  if (trouble) talk.say(`${[trouble, reason].filter(Boolean).join('. ')}.`);
  // The progress of a deployment is reported as it happens.
  if (busy && (goesOnLong(scene) || !isNew)) return;
  talk.say('');
  talk.say(busy ? `${capitalised(busy)}.` : title);
  if (busy) return;
  const shown = words.lines?.(here) ?? [];
  for (const line of shown) talk.say(plainText(line));
  if (problem && !shown.includes(problem.what))
    for (const text of [problem.what, problem.why, problem.next]) talk.say(plainText(text));
  for (const text of resultsOf(told)) talk.say(plainText(text));
}

/** Prints what has changed by itself. @returns whether anything was printed */
function tellNews(asking: Asking, telling: Telling, scene: Scene): boolean {
  const { words, here } = toldBy(asking, scene);
  const fresh = (words.news?.(here) ?? []).filter((line) => !telling.news.has(line));
  for (const line of fresh) {
    telling.news.add(line);
    asking.talk.say(plainText(line));
  }
  return fresh.length > 0;
}

/** Prints what takes a moment to find out, unless something else happens first. */
async function tellAside(asking: Asking, scene: Scene, changes: Changes): Promise<void> {
  const { words, here } = toldBy(asking, scene);
  const aside = words.aside?.(here);
  if (!aside) return;
  let lines: readonly string[] | undefined;
  const found = aside.then((said) => {
    lines = said;
  });
  while (lines === undefined && sceneOf(asking.session).place === scene.place && !changes.isAborted())
    await Promise.race([found, changes.next()]);
  for (const line of lines ?? []) asking.talk.say(plainText(line));
}

function inputEnded({ meta }: Scene, { start }: Conversation): Problem {
  const command = { home: '', configureProject: 'configure project', assumeRole: 'assume-role' } as const;
  const name = start in command ? command[start as keyof typeof command] : start;
  return new Problem({
    code: 'ANSWERS_MISSING',
    what: `The input ended before this was answered: ${meta.title}`,
    why: 'Line by line, each question is answered by a line on standard input.',
    next:
      start === 'home'
        ? 'Run it again in a terminal.'
        : `Run it again in a terminal, or without questions: \`amplify-tui ${name} --yes\`.`,
  });
}

/** The report of a followed stack, while its view is shown. */
function reportWhile(session: Session, talk: Talk): Report {
  const say = (text: string) => {
    const { view } = session.getSnapshot().value;
    if (view === 'init' || view === 'watch' || view === 'delete') talk.say(text.replace(/\n$/, ''));
  };
  return createReport(false, { out: say, err: say });
}

/** Reports a deployment, and a watched stack, event by event. */
function follow(session: Session, report: Report) {
  let init: object | undefined;
  let watch: object | undefined;
  let stopInit = () => {};
  let watched: Subscription | undefined;
  return {
    /** Checks whether there is something new to follow. */
    look: () => {
      const { context, value, children } = session.getSnapshot();
      if (context.init && context.init !== init) {
        stopInit();
        init = context.init;
        stopInit = tellDeployment(context.init, report);
      }
      const followers: Readonly<Partial<Record<string, AnyActorRef | undefined>>> = {
        watch: context.watch,
        delete: children.delete,
      };
      const shown = followers[value.view];
      if (shown === watch) return;
      watched?.unsubscribe();
      watch = shown;
      if (!shown) return;
      const tell = updateTeller(report);
      const { update } = shown.getSnapshot().context;
      if (update) tell(update);
      watched = shown.subscribe({
        next: (state: AnyMachineSnapshot) => state.context.update && tell(state.context.update),
        error: () => {},
      });
    },
    stop: () => {
      stopInit();
      watched?.unsubscribe();
    },
  };
}

/** Whether files are being written, which takes a moment: an interruption waits until they are complete. */
function isWritingFiles(session: Session): boolean {
  const { init } = session.getSnapshot().context;
  if (init && isWriting(init)) return true;
  const { meta, dialog } = sceneOf(session);
  return !dialog && /^(?:writing|putting)\b/.test(meta.busy ?? '');
}

function interrupted(session: Session, { attach }: Conversation, report: Report): Problem {
  const { context, value } = session.getSnapshot();
  if (context.init) return interruption(context.init, attach, report);
  const { snapshot } = sceneOf(session).active;
  const words = hasBegun(snapshot.context) ? leftWords[value.view] : undefined;
  return new Problem({
    code: 'INTERRUPTED',
    what: 'Interrupted.',
    ...(words ?? {
      why: 'What was not confirmed is not done.',
      next: 'Run it again when you like.',
    }),
  });
}

/** Whether a flow has created something in AWS, or may have: then it has a note or a step. */
function hasBegun({ note, step }: { readonly note?: unknown; readonly step?: unknown }): boolean {
  return note !== undefined || step !== undefined;
}

const leftWords: Readonly<Partial<Record<string, Pick<ProblemText, 'why' | 'next'>>>> = {
  delete: {
    why: 'What is deleted is gone, and the rest is noted.',
    next: 'Run `amplify-tui delete`, or `env remove NAME`, again to resume it.',
  },
  access: {
    why: 'What is taken away is gone, and the rest is noted.',
    next: 'Run `amplify-tui access remove` again to resume it.',
  },
  configure: {
    why: 'If AWS has made a key that is in no file yet, the next start finds it.',
    next: 'Run `amplify-tui configure` to resume it.',
  },
  assumeRole: {
    why: 'What was made in AWS stays, and is noted.',
    next: 'Run `amplify-tui assume-role` again to resume it, or to delete what was created.',
  },
};

interface Changes {
  /** Resolves at the next change, always with undefined. */
  next(): Promise<undefined>;
  isAborted(): boolean;
  stop(): void;
}

/** Reports every change of what is shown; unread changes count as one. */
function watchChanges(session: Session, signal: AbortSignal): Changes {
  let changed = false;
  let wake: (() => void) | undefined;
  const look = () => {
    changed = true;
    wake?.();
  };
  const stopFollowing = followSession(session, look);
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
    isAborted: () => signal.aborted,
    stop: () => {
      signal.removeEventListener('abort', look);
      stopFollowing();
    },
  };
}
