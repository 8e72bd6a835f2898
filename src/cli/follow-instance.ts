import { type ActorRefFrom, waitFor } from 'xstate';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { accessChoices } from '../credentials/choice.ts';
import { byLastUse } from '../profiles/last-used.ts';
import { plainText } from '../values/text.ts';
import type { House } from './house.ts';
import { findAccess, regionOf } from './surroundings.ts';

/** Where the screen has found no access, it takes the role of the EC2 instance once that has answered. */
export async function followInstance(
  session: ActorRefFrom<typeof sessionMachine>,
  house: House,
): Promise<void> {
  const { context } = await waitFor(session, (snapshot) => snapshot.context.home !== undefined, {
    timeout: Number.POSITIVE_INFINITY,
  });
  if (!context.home) return;
  const list = house.profiles();
  const found = await findAccess(house, list, context.home.found);
  if (found?.choice.kind !== 'machine' || session.getSnapshot().status !== 'active') return;
  const region = regionOf(house, found);
  session.send({
    type: 'PROFILES_CHANGED',
    profiles: accessChoices(byLastUse(list, house.stateFolder), house.env),
    findings: list.findings.map((finding) => plainText(finding.text)),
  });
  session.send({ type: 'ACCESS_FOUND', access: { ...found, ...(region ? { region } : {}) } });
}
