import { type ActorRefFrom, waitFor } from 'xstate';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { plainText } from '../core/text.ts';
import { accessChoices } from '../credentials/choice.ts';
import { optionIn } from '../credentials/option-rows.ts';
import { byLastUse } from '../profiles/last-used.ts';
import type { AppContext } from './app-context.ts';
import { findAccess, regionOf } from './local-state.ts';

/** When the screen has found no access, it uses the role of the EC2 instance once that has answered. */
export async function followInstance(
  session: ActorRefFrom<typeof sessionMachine>,
  appContext: AppContext,
): Promise<void> {
  const { context } = await waitFor(session, (snapshot) => snapshot.context.home !== undefined, {
    timeout: Number.POSITIVE_INFINITY,
  });
  if (!context.home) return;
  const { access, profiles } = context.home;
  // An instance is asked for its role only when nothing else gives access.
  if (optionIn(profiles, access?.choice)?.usable.ok) return;
  const list = appContext.profiles();
  const found = await findAccess(appContext, list, context.home.found);
  if (found?.choice.kind !== 'machine' || session.getSnapshot().status !== 'active') return;
  const options = accessChoices(byLastUse(list, appContext.stateFolder), appContext.env);
  const region = regionOf(appContext, found, options);
  session.send({
    type: 'PROFILES_CHANGED',
    profiles: options,
    findings: list.findings.map((finding) => plainText(finding.text)),
  });
  session.send({ type: 'ACCESS_FOUND', access: { ...found, ...(region ? { region } : {}) } });
}
