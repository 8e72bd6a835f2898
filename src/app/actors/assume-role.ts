import { fromPromise } from 'xstate';
import { assumeMachine } from '../../../machines/assume-role/machine.ts';
import type {
  AssumeContext,
  AssumeEvent,
  AssumeSurroundings,
  FieldChoice,
} from '../../../machines/assume-role/types.ts';
import { type Send, telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import type { Values } from '../../flows/assume-role/answers.ts';
import type { AssumePlan } from '../../flows/assume-role/plan.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';

type WithContext = { readonly context: AssumeContext };

/**
 * The machine of `assume-role` with everything it touches.
 *
 * @param given what fills in the forms before the person does: an answers file, flags
 */
export function wireAssume(appContext: AppContext, desktop: Desktop, given: Values = {}) {
  // Loaded when the flow starts: the first frame of the screen does not wait for it.
  const load = async () => (await import('./assume-role/work.ts')).assumeWork(appContext);
  type Work = Awaited<ReturnType<typeof load>>;
  const work = <T>(does: (work: Work, context: AssumeContext, signal: AbortSignal) => Promise<T>) =>
    fromPromise<T, WithContext>(async ({ input, signal }) => does(await load(), input.context, signal));
  /** An actor that tells how it goes, and that it broke; stopped with its state. */
  const asking = (
    does: (work: Work, context: AssumeContext, send: Send<AssumeEvent>, signal: AbortSignal) => Promise<void>,
  ) =>
    telling<AssumeEvent, WithContext>((send, input) => {
      const stop = new AbortController();
      const tell: Send<AssumeEvent> = (event) => {
        if (!stop.signal.aborted) send(event);
      };
      load()
        .then((loaded) => does(loaded, input.context, tell, stop.signal))
        .catch((thrown: unknown) => tell({ type: 'BROKE', problem: asProblem(thrown).toJSON() }));
      return () => stop.abort();
    });
  return assumeMachine.provide({
    actors: {
      look: work<AssumeSurroundings>((loaded) => loaded.look(given)),
      listChoices: work<readonly FieldChoice[]>((loaded, context, signal) =>
        loaded.listChoices(context, signal),
      ),
      plan: work<AssumePlan>((loaded, context, signal) => loaded.plan(context, signal)),
      writeScript: work((loaded, context) => loaded.writeScript(context)),
      make: asking((loaded, context, send, signal) => loaded.make(context, send, signal)),
      give: work((loaded, context, signal) => loaded.give(context, signal)),
      finish: asking((loaded, context, send, signal) => loaded.finish(context, send, signal)),
      prove: asking((loaded, context, send, signal) => loaded.prove(context, send, signal)),
      cleanUp: work((loaded, context, signal) => loaded.cleanUp(context, signal)),
      forget: work((loaded, context) => loaded.forget(context)),
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
