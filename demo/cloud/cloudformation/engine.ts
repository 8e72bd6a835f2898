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

  function next(): Step | undefined {
    const { steps } = getCloud().state;
    return steps.reduce<Step | undefined>(
      (first, step) => (first && !isBefore(step, first) ? first : step),
      undefined,
    );
  }

  function catchUp(): void {
    if (running || stopped) return;
    running = true;
    try {
      const { clock, state } = getCloud();
      for (let step = next(); step !== undefined && step.due <= clock.now(); step = next()) {
        state.steps.splice(state.steps.indexOf(step), 1);
        carryOut(step);
      }
    } finally {
      running = false;
    }
    wake();
  }

  function carryOut(step: Step): void {
    const cloud = getCloud();
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

  function wake(): void {
    callOff?.();
    callOff = undefined;
    const step = next();
    if (step === undefined || stopped) return;
    const { clock } = getCloud();
    callOff = clock.schedule(step.due - clock.now(), catchUp);
  }

  return {
    plan(stack, moment, seconds, kind, logicalId) {
      const { state, speed } = getCloud();
      state.steps.push({
        due: moment + (seconds * 1000) / speed,
        order: state.steps.reduce((highest, { order }) => Math.max(highest, order), 0) + 1,
        stackId: stack.id,
        kind,
        ...(logicalId !== undefined && { logicalId }),
      });
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

function isBefore(a: Step, b: Step): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}
