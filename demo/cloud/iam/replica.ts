import type { Clock } from '../clock.ts';
import type { AccountState, CloudState } from '../state.ts';

/** Users, keys, roles and policies as the services know them, which is some time after IAM. */
export interface Replica {
  /** The state as the services see it now. */
  state(): CloudState;
  /** Records a change of the state. */
  changed(): void;
  /** Makes every change known immediately. */
  reset(): void;
}

/**
 * What the services know of IAM (IAM User Guide, "Changes that I make are not always immediately visible").
 *
 * @param delay milliseconds until a change is known; 0 for none
 */
export function createReplica(state: CloudState, clock: Clock, delay: number): Replica {
  /** Oldest first; the first one is what the services know now. */
  let versions: { at: number; text: string; accounts: AccountState[] }[] = [];
  const note = (): void => {
    const text = JSON.stringify(state.accounts);
    if (text === versions.at(-1)?.text) return;
    versions.push({ at: clock.now(), text, accounts: JSON.parse(text) as AccountState[] });
  };
  return {
    state() {
      const known = versions.findLastIndex(({ at }) => at + delay <= clock.now());
      if (known > 0) versions = versions.slice(known);
      const [first] = versions;
      return delay === 0 || first === undefined ? state : { ...state, accounts: first.accounts };
    },
    changed() {
      if (delay > 0) note();
    },
    reset() {
      versions = [];
      if (delay > 0) note();
    },
  };
}
