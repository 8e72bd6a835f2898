import type { Cloud } from '../cloud.ts';
import { runStep } from './run-step.ts';
import type { Engine, Step } from './steps.ts';

/**
 * The engine is deterministic: each step is timed from the step that caused it, not from when the timer happened to
 * fire, and steps of the same moment run in the order they were planned.
 */
export function createEngine(getCloud: () => Cloud): Engine {
  let callOff: (() => void) | undefined;
  let running = false;
  let stopped = false;
  let sorted: Step[] | undefined;
  let lastOrder = 0;

  /** The steps in the order in which they are due. Code that removes steps replaces the list, which makes this sort again. */
  function stepsInOrder(): Step[] {
    const { steps } = getCloud().state;
    if (steps !== sorted) {
      steps.sort((a, b) => a.due - b.due || a.order - b.order);
      lastOrder = steps.reduce((highest, { order }) => Math.max(highest, order), lastOrder);
      sorted = steps;
    }
    return steps;
  }

  function catchUp(): void {
    if (running || stopped) return;
    running = true;
    try {
      const { clock } = getCloud();
      for (
        let [step] = stepsInOrder();
        step !== undefined && step.due <= clock.now();
        [step] = stepsInOrder()
      ) {
        stepsInOrder().shift();
        carryOut(getCloud(), step);
      }
    } finally {
      running = false;
    }
    wake();
  }

  function wake(): void {
    callOff?.();
    callOff = undefined;
    const [step] = stepsInOrder();
    if (step === undefined || stopped) return;
    const { clock } = getCloud();
    callOff = clock.schedule(step.due - clock.now(), catchUp);
  }

  return {
    plan(stack, moment, seconds, kind, logicalId) {
      const steps = stepsInOrder();
      lastOrder += 1;
      const step: Step = {
        due: moment + (seconds * 1000) / getCloud().speed,
        order: lastOrder,
        stackId: stack.id,
        kind,
        ...(logicalId !== undefined && { logicalId }),
      };
      steps.splice(placeOf(step, steps), 0, step);
      getCloud().changed();
      if (!running) wake();
    },
    catchUp,
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

function carryOut(cloud: Cloud, step: Step): void {
  cloud.changed();
  const stack = cloud.state.stacks.find(({ id }) => id === step.stackId);
  if (stack === undefined) return;
  try {
    runStep(cloud, stack, step);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    cloud.log(`defect in step ${step.kind} of ${stack.name}: ${what}`);
  }
}

/** The index of a step: after all that are due earlier or at the same moment. */
function placeOf({ due }: Step, steps: readonly Step[]): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.due ?? 0) <= due) low = middle + 1;
    else high = middle;
  }
  return low;
}
