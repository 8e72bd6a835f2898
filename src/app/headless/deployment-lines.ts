import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { deploymentMachine } from '../../../machines/deployment/machine.ts';
import type { initMachine } from '../../../machines/init/machine.ts';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import { connectionWords } from '../../aws/connection-words.ts';
import { missingWords } from '../../aws/missing-words.ts';
import type { Learned } from '../../aws/progress/estimate.ts';
import type { FollowConnection, FollowUpdate, StackProgress } from '../../aws/progress/model.ts';
import { placeOf } from '../../aws/progress/narration.ts';
import { type PlacedEvent, placeOfEvent } from '../../aws/progress/newest.ts';
import { compareEvents, keyOfEvent } from '../../aws/progress/order.ts';
import { stuckAdvice, stuckResources, stuckWords } from '../../aws/progress/stuck.ts';
import { resourceWords } from '../../aws/progress/words.ts';
import { dayOf, duration, plainText, timeOfDay } from '../../core/text.ts';
import { stateOf } from './connection-lines.ts';
import type { Report } from './report.ts';
import { ignoreFault } from './settled.ts';

/**
 * Reports what a deployment does, each event once.
 *
 * @returns stops it
 */
export function tellDeployment(actor: ActorRefFrom<typeof initMachine>, report: Report): () => void {
  const tellUpdate = updateTeller(report);
  let lastBusy: string | undefined;
  let stopChild: (() => void) | undefined;
  const look = (snapshot: SnapshotFrom<typeof initMachine>) => {
    const deployment = snapshot.children.deployment;
    if (!deployment || stopChild) return;
    const tell = (state: SnapshotFrom<typeof deploymentMachine>) => {
      if (state.status !== 'active') return;
      const { busy } = leafMeta(state);
      if (busy && busy !== lastBusy) {
        lastBusy = busy;
        report.say(`${busy} …`);
        report.tell({ type: 'step', step: busy, stackName: state.context.plan.stackName });
      }
      if (state.context.update) tellUpdate(state.context.update);
    };
    const child = deployment.subscribe({ next: tell, error: ignoreFault });
    stopChild = () => child.unsubscribe();
  };
  const subscription = actor.subscribe({ next: look, error: ignoreFault });
  return () => {
    stopChild?.();
    subscription.unsubscribe();
  };
}

export interface TellerOptions {
  /** How long a resource type takes, as learned on this machine. */
  readonly learned?: Learned;
  /** This machine's clock, in milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Reports new events of a stack and of its nested stacks, changes of the connection, and once when a resource takes much longer
 * than usual.
 */
export function updateTeller(report: Report, options: TellerOptions = {}): (update: FollowUpdate) => void {
  const { learned = () => undefined, now = Date.now } = options;
  const untold = createUntold();
  const stuckTold = new Set<string>();
  const tellConnection = connectionTeller(report, now);
  const missingTold = new Set<string>();
  return ({ progress, connection, clockOffset, missing = [] }) => {
    const today = dayOf(now() + clockOffset);
    const fresh = missing.filter((action) => !missingTold.has(action));
    if (fresh.length > 0) {
      for (const action of fresh) missingTold.add(action);
      report.say(`▲ ${missingWords(missing)}`);
      report.tell({ type: 'missing', actions: fresh, text: missingWords(fresh) });
    }
    for (const placed of untold(progress)) {
      const { event, path } = placed;
      const isStack = event.logicalId === event.stackName;
      const kind = isStack ? 'stack' : resourceWords(event.type);
      const reason = event.reason ? `  ${plainText(event.reason)}` : '';
      const day = dayOf(event.at);
      const time = day === today ? timeOfDay(event.at) : `${day} ${timeOfDay(event.at)}`;
      report.say(`${time}  ${placeOfEvent(placed)}  ${kind}  ${event.status}${reason}`);
      report.tell({
        ...event,
        ...(path.length > 0 ? { path } : {}),
        type: 'event',
        resourceType: event.type,
      });
    }
    tellConnection(connection);
    for (const stuck of stuckResources(progress, now() + clockOffset, learned)) {
      const place = placeOf(stuck);
      if (stuckTold.has(place)) continue;
      stuckTold.add(place);
      report.say(`${stuckWords(stuck)}. ${stuckAdvice(progress)}`);
      const { logicalId, path, type: resourceType, took, usual } = stuck;
      report.tell({ type: 'stuck', logicalId, path, resourceType, ms: took, usualMs: usual });
    }
  };
}

/** Returns the events that it has not returned before, oldest first; an unchanged stack costs nothing. */
function createUntold(): (progress: StackProgress) => PlacedEvent[] {
  const told = new Set<string>();
  const seen = new Map<string, StackProgress>();
  return (progress) => {
    const fresh: PlacedEvent[] = [];
    const collect = (stack: StackProgress, path: readonly string[]) => {
      if (seen.get(stack.stackId) === stack) return;
      seen.set(stack.stackId, stack);
      for (const event of stack.events) {
        const key = keyOfEvent(event);
        if (told.has(key)) continue;
        told.add(key);
        fresh.push({ event, path });
      }
      for (const { logicalId, nested } of stack.resources) if (nested) collect(nested, [...path, logicalId]);
    };
    collect(progress, []);
    return fresh.sort((a, b) => compareEvents(a.event, b.event));
  };
}

/** Reports each change of the connection; the end of throttling is not worth a line. */
function connectionTeller(report: Report, now: () => number): (connection: FollowConnection) => void {
  let last: FollowConnection = { kind: 'ok' };
  return (connection) => {
    const before = last;
    last = connection;
    if (before.kind === connection.kind) return;
    const words = connectionWords(connection, now());
    if (words !== undefined) report.say(words);
    else if (before.kind === 'offline') report.say(`connected again after ${duration(now() - before.since)}`);
    else if (before.kind === 'expired') report.say('the credentials work again');
    report.tell({ type: 'connection', state: stateOf(connection) });
  };
}
