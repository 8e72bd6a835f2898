import { fromPromise } from 'xstate';
import { assumeMachine } from '../../../machines/assume-role/machine.ts';
import type { AssumeEvent } from '../../../machines/assume-role/types.ts';
import { type Send, telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import type { Values } from '../../flows/assume-role/answers.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import type { Wire } from '../wiring.ts';

export const wire: Wire<'assumeRole'> = ({ appContext, desktop }) => wireAssume(appContext, desktop);

/**
 * The machine of `assume-role` with everything it touches.
 *
 * @param given values to prefill the forms with: from an answers file or flags
 */
export function wireAssume(appContext: AppContext, desktop: Desktop, given: Values = {}) {
  // Loaded when the flow starts: the first frame of the screen does not wait for it.
  const load = async () => (await import('./assume-role/work.ts')).assumeWork(appContext);
  type Work = Awaited<ReturnType<typeof load>>;
  /** An actor that does one part of the work and is stopped with its state. */
  const work = <Input extends object, Output>(
    part: (work: Work) => (input: Input, signal: AbortSignal) => Promise<Output>,
  ) => fromPromise<Output, Input>(async ({ input, signal }) => part(await load())(input, signal));
  /** An actor that reports progress and failure, and is stopped with its state. */
  const asking = <Input extends object>(
    part: (work: Work) => (input: Input, send: Send<AssumeEvent>, signal: AbortSignal) => Promise<void>,
  ) =>
    telling<AssumeEvent, Input>((send, input) => {
      const stop = new AbortController();
      const tell: Send<AssumeEvent> = (event) => {
        if (!stop.signal.aborted) send(event);
      };
      load()
        .then((loaded) => part(loaded)(input, tell, stop.signal))
        .catch((thrown: unknown) => tell({ type: 'BROKE', problem: asProblem(thrown).toJSON() }));
      return () => stop.abort();
    });
  return assumeMachine.provide({
    actors: {
      look: fromPromise(async () => (await load()).look(given)),
      listChoices: work(({ listChoices }) => listChoices),
      plan: work(({ plan }) => plan),
      writeScript: work(({ writeScript }) => writeScript),
      make: asking(({ make }) => make),
      give: work(({ give }) => give),
      finish: asking(({ finish }) => finish),
      prove: asking(({ prove }) => prove),
      cleanUp: work(({ cleanUp }) => cleanUp),
      forget: work(({ forget }) => forget),
    },
    actions: {
      copy: ({ context: { plan } }) => {
        if (plan?.roleWork) desktop.copy(plan.roleWork.note.roleArn);
        else if (plan?.userWork)
          desktop.copy(`amplify-tui init --profile ${shellWord(plan.userWork.roleProfile)}`);
      },
    },
  });
}
