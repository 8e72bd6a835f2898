import type { ActorRefFrom } from 'xstate';
import type { sessionMachine } from '../../machines/session/machine.ts';
import { plainText } from '../core/text.ts';
import { accessChoices } from '../credentials/choice.ts';
import { byLastUse } from '../profiles/last-used.ts';
import { watchProfiles } from '../profiles/watch.ts';
import type { AppContext } from './app-context.ts';

/**
 * Shows edits of the two AWS files, made here or elsewhere, without a restart. First it removes what a killed instance left
 * next to them. It ends with the program.
 */
export function followProfiles(
  sessions: () => readonly ActorRefFrom<typeof sessionMachine>[],
  appContext: AppContext,
): void {
  // Nothing waits for it, so it starts well after the screen is shown.
  const clear = async () => (await import('../profiles/change.ts')).clearProfileLeftOvers(appContext.env);
  setTimeout(() => void clear(), 1000).unref();
  watchProfiles(appContext.env, (list) => {
    const running = sessions().filter((session) => session.getSnapshot().status === 'active');
    if (running.length === 0) return;
    const event = {
      type: 'PROFILES_CHANGED',
      profiles: accessChoices(byLastUse(list, appContext.stateFolder), appContext.env),
      findings: list.findings.map((finding) => plainText(finding.text)),
    } as const;
    for (const session of running) session.send(event);
  });
}
