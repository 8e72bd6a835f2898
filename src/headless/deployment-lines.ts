import type { ActorRefFrom } from 'xstate';
import { leafMeta } from '../../machines/commands.ts';
import type { initMachine } from '../../machines/init/machine.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import { resourceWords } from '../aws/progress/words.ts';
import { plainText, timeOfDay } from '../values/text.ts';
import type { Report } from './report.ts';

/**
 * Tells what a deployment does, event by event and each once.
 *
 * @returns a function that stops the telling
 */
export function tellDeployment(actor: ActorRefFrom<typeof initMachine>, report: Report): () => void {
  const tellUpdate = updateTeller(report);
  let lastBusy: string | undefined;
  let stopChild: (() => void) | undefined;
  const subscription = actor.subscribe((snapshot) => {
    const deployment = snapshot.children.deployment;
    if (!deployment || stopChild) return;
    const child = deployment.subscribe((state) => {
      if (state.status !== 'active') return;
      const { busy } = leafMeta(state);
      if (busy && busy !== lastBusy) {
        lastBusy = busy;
        report.say(`${busy} …`);
        report.tell({ type: 'step', step: busy, stackName: state.context.plan.stackName });
      }
      if (state.context.update) tellUpdate(state.context.update);
    });
    stopChild = () => child.unsubscribe();
  });
  return () => {
    stopChild?.();
    subscription.unsubscribe();
  };
}

/** Tells the events of a stack that were not told before, and when the connection gets better or worse. */
export function updateTeller(report: Report): (update: FollowUpdate) => void {
  const told = new Set<string>();
  let connection = 'ok';
  return ({ progress, connection: now }) => {
    for (const event of progress.events) {
      if (told.has(event.eventId)) continue;
      told.add(event.eventId);
      const reason = event.reason ? `  ${plainText(event.reason)}` : '';
      report.say(
        `${timeOfDay(event.at)}  ${event.logicalId}  ${event.logicalId === event.stackName ? 'stack' : resourceWords(event.type)}  ${event.status}${reason}`,
      );
      report.tell({ ...event, type: 'event', resourceType: event.type });
    }
    if (now.kind === connection) return;
    connection = now.kind;
    if (now.kind !== 'ok')
      report.say(
        now.kind === 'throttled'
          ? 'AWS asks for fewer requests; waiting longer'
          : `no connection: ${now.why}`,
      );
    report.tell({ type: 'connection', state: now.kind });
  };
}
