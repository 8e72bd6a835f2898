import { fromPromise } from 'xstate';
import { configureMachine } from '../../../machines/configure/machine.ts';
import type {
  ConfigureContext,
  ConfigureEvent,
  ConfigureSurroundings,
} from '../../../machines/configure/types.ts';
import { type Send, telling } from '../../../machines/kit/telling.ts';
import { asProblem } from '../../core/problem.ts';
import { consolePages } from '../../regions/console-pages.ts';
import type { AppContext } from '../app-context.ts';
import type { Desktop } from '../desktop.ts';

interface Given {
  readonly input: { readonly context: ConfigureContext };
  readonly signal: AbortSignal;
}

/** The configure machine with everything it touches. */
export function wireConfigure(appContext: AppContext, desktop: Desktop) {
  const load = async () => (await import('./configure/work.ts')).configureWork(appContext);
  /** An actor that works on the context and is stopped with its state. */
  const work = <T>(does: (context: ConfigureContext, signal: AbortSignal) => Promise<T>) =>
    fromPromise<T, { context: ConfigureContext }>(({ input, signal }: Given) => does(input.context, signal));
  return configureMachine.provide({
    actors: {
      lookAround: fromPromise<ConfigureSurroundings, { rotate: string | undefined }>(async ({ input }) =>
        (await load()).lookAround(input.rotate),
      ),
      identify: work(async (context, signal) => (await load()).identify(context, signal)),
      forget: work(async (context) => (await load()).forget(context)),
      findLost: work(async (context, signal) => (await load()).findLost(context, signal)),
      deleteLost: work(async (context, signal) => (await load()).deleteLost(context, signal)),
      lookAtUser: work(async (context, signal) => (await load()).lookAtUser(context, signal)),
      switchOff: work(async (context, signal) => (await load()).switchOff(context, signal)),
      deleteKey: work(async (context, signal) => (await load()).deleteKey(context, signal)),
      checkPolicy: work(async (context, signal) => (await load()).checkPolicy(context, signal)),
      readCsv: work(async (context) => (await load()).readCsv(context)),
      checkKeys: asking(async (context, send, signal) => (await load()).checkKeys(context, send, signal)),
      makePlan: work(async (context, signal) => (await load()).makePlan(context, signal)),
      makeUser: work(async (context, signal) => (await load()).makeUser(context, signal)),
      makeKey: work(async (context, signal) => (await load()).makeKey(context, signal)),
      save: work(async (context) => (await load()).save(context)),
      verifySaved: asking(async (context, send, signal) => (await load()).verifySaved(context, send, signal)),
      retire: work(async (context, signal) => (await load()).retire(context, signal)),
      deleteOld: work(async (context, signal) => (await load()).deleteOld(context, signal)),
      takeBack: work(async (context, signal) => (await load()).takeBack(context, signal)),
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

/** An actor that tells how it goes, and that it broke; stopped with its state. */
function asking(
  does: (context: ConfigureContext, send: Send<ConfigureEvent>, signal: AbortSignal) => Promise<void>,
) {
  return telling<ConfigureEvent, { context: ConfigureContext }>((send, input) => {
    const controller = new AbortController();
    does(input.context, send, controller.signal).catch((thrown: unknown) => {
      if (!controller.signal.aborted) send({ type: 'BROKEN', problem: asProblem(thrown).toJSON() });
    });
    return () => controller.abort();
  });
}

function pagesOf({ answers }: ConfigureContext) {
  return consolePages(answers?.region ?? 'us-east-1', answers?.userName ?? '');
}
