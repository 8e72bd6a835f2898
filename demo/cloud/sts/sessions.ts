import { createHash } from 'node:crypto';
import { newLetters } from '../ids.ts';
import type { Principal } from '../principal.ts';
import type { CloudState, SessionState } from '../state.ts';

/** Milliseconds that an ended session is remembered, so that it can be distinguished from a key that never existed. */
const REMEMBERED = 24 * 3_600_000;

/** Makes temporary credentials for `principal` that last `seconds`. @param reach where they are valid, see endpoints.ts */
export function newSession(
  state: CloudState,
  moment: number,
  principal: Principal,
  seconds: number,
  about: Omit<NonNullable<Principal['session']>, 'issuedAt'>,
  reach: Pick<SessionState, 'isForDefaultRegions'>,
): SessionState {
  const session: SessionState = {
    accessKeyId: `ASIADEMO${newLetters(state, moment, 12)}`,
    secret: `DemoOnly/NotARealSecret/${newLetters(state, moment, 16)}`,
    token: createHash('sha512')
      .update(`session ${newLetters(state, moment, 32)}`)
      .digest('base64'),
    principal: { ...principal, session: { issuedAt: moment, ...about } },
    expiresAt: moment + seconds * 1000,
    ...reach,
  };
  const remembered = (state.sessions ?? []).filter(({ expiresAt }) => expiresAt + REMEMBERED > moment);
  state.sessions = [...remembered, session];
  return session;
}

/** The session of an access key, ended or not. */
export function findSession(state: CloudState, accessKeyId: string): SessionState | undefined {
  return state.sessions?.find((session) => session.accessKeyId === accessKeyId);
}

/** Ends every session now, for tests of the consequences. @returns how many there were */
export function endSessions(state: CloudState, moment: number): number {
  const running = (state.sessions ?? []).filter(({ expiresAt }) => expiresAt > moment);
  for (const session of running) session.expiresAt = moment;
  return running.length;
}
