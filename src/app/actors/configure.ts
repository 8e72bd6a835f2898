import { fromPromise } from 'xstate';
import { configureMachine } from '../../../machines/configure/machine.ts';
import type { ConfigureContext, ConfigureEvent } from '../../../machines/configure/types.ts';
import { type Send, telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import { consolePages } from '../../regions/console-pages.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';
import type { Wire } from '../wiring.ts';

export const wire: Wire<'configure'> = ({ appContext, desktop }) => wireConfigure(appContext, desktop);

/** The configure machine with everything it touches. */
export function wireConfigure(appContext: AppContext, desktop: Desktop) {
  const load = async () => (await import('./configure/work.ts')).configureWork(appContext);
  type Work = Awaited<ReturnType<typeof load>>;
  /** An actor that does one part of the work and is stopped with its state. */
  const work = <Input extends object, Output>(
    part: (work: Work) => (input: Input, signal: AbortSignal) => Promise<Output>,
  ) => fromPromise<Output, Input>(async ({ input, signal }) => part(await load())(input, signal));
  /** An actor that reports progress and failure, and is stopped with its state. */
  const asking = <Input extends object>(
    part: (work: Work) => (input: Input, send: Send<ConfigureEvent>, signal: AbortSignal) => Promise<void>,
  ) =>
    telling<ConfigureEvent, Input>((send, input) => {
      const controller = new AbortController();
      load()
        .then((loaded) => part(loaded)(input, send, controller.signal))
        .catch((thrown: unknown) => {
          if (!controller.signal.aborted) send({ type: 'BROKEN', problem: asProblem(thrown).toJSON() });
        });
      return () => controller.abort();
    });
  return configureMachine.provide({
    actors: {
      lookAround: work(({ lookAround }) => lookAround),
      identify: work(({ identify }) => identify),
      forget: work(({ forget }) => forget),
      findLost: work(({ findLost }) => findLost),
      deleteLost: work(({ deleteLost }) => deleteLost),
      lookAtUser: work(({ lookAtUser }) => lookAtUser),
      switchOff: work(({ switchOff }) => switchOff),
      deleteKey: work(({ deleteKey }) => deleteKey),
      checkPolicy: work(({ checkPolicy }) => checkPolicy),
      readCsv: work(({ readCsv }) => readCsv),
      checkKeys: asking(({ checkKeys }) => checkKeys),
      makePlan: work(({ makePlan }) => makePlan),
      makeUser: work(({ makeUser }) => makeUser),
      makeKey: work(({ makeKey }) => makeKey),
      save: work(({ save }) => save),
      verifySaved: asking(({ verifySaved }) => verifySaved),
      retire: work(({ retire }) => retire),
      deleteOld: work(({ deleteKey }) => deleteKey),
      takeBack: work(({ takeBack }) => takeBack),
    },
    actions: {
      openConsole: ({ context }, { page }) => desktop.open(pagesOf(context)?.[page]),
      copyAddress: ({ context }, { page }) => {
        const address = pagesOf(context)?.[page];
        if (address) desktop.copy(address);
      },
      copyError: ({ context: { problem } }) => {
        if (problem) desktop.copy([problem.what, problem.why, problem.next].join('\n'));
      },
    },
  });
}

function pagesOf({ answers }: ConfigureContext) {
  return consolePages(answers?.region ?? 'us-east-1', answers?.userName ?? '');
}
