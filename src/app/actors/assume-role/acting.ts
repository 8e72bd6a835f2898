import type { Identity } from '../../../core/plan.ts';
import type { Values } from '../../../flows/assume-role/answers.ts';
import { openAssumeJournal } from '../../../flows/assume-role/journal.ts';
import type { AssumeTools } from '../../../flows/assume-role/run.ts';
import { openConfigureJournal } from '../../../state/configure-journal.ts';
import { openMadeAccess } from '../../../state/made-access.ts';
import type { AppContext } from '../../app-context.ts';
import { identifyFresh, withClients } from '../configure/tools.ts';

/** IAM is the same everywhere. */
export const anyRegion = 'us-east-1';

/** What the actors of `assume-role` share: the notes of its runs, and AWS as the acting profile sees it. */
export function openActing(appContext: AppContext) {
  const notes = openAssumeJournal(appContext.stateFolder);
  const journal = openConfigureJournal(appContext.stateFolder);
  const accessOf = (values: Values) => {
    const access = appContext.access({ kind: 'profile', name: values.profile ?? '' });
    const region = appContext.flags.region ?? access.region ?? values.region ?? anyRegion;
    return { access, region };
  };
  return {
    appContext,
    notes,
    journal,

    /** Works with the acting profile, on clients of its own. */
    acting<T>(values: Values, does: (tools: AssumeTools) => Promise<T>): Promise<T> {
      const { access, region } = accessOf(values);
      const { clock, env, stateFolder } = appContext;
      return withClients(appContext, access, region, (clients, onceClients) =>
        does({ clients, onceClients, journal, notes, clock, env, made: openMadeAccess(stateFolder) }),
      );
    },

    /** Asks AWS who the acting profile is. */
    async identifyActing(values: Values, signal: AbortSignal): Promise<Identity> {
      const { access, region } = accessOf(values);
      return (await identifyFresh(appContext, access, region, signal)).identity;
    },
  };
}

export type Acting = ReturnType<typeof openActing>;
