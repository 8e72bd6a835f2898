import { createPatience } from '../aws/persist.ts';
import type { FollowUpdate } from '../aws/progress/model.ts';
import type { AppContext } from './app-context.ts';

/** What a follower gets for reporting its looks and for being stopped. */
export interface Follow {
  readonly onUpdate: (update: FollowUpdate) => void;
  readonly signal: AbortSignal;
}

/** Runs a follower until the connection has been in trouble for too long; then it throws that problem. */
export function withPatience<T>(
  { clock }: Pick<AppContext, 'clock'>,
  giveUpAfter: number | undefined,
  { onUpdate, signal }: Follow,
  run: (follow: Follow) => Promise<T>,
): Promise<T> {
  const patience = createPatience(clock, giveUpAfter);
  const enough = new AbortController();
  return run({
    signal: AbortSignal.any([signal, enough.signal]),
    onUpdate: (update) => {
      onUpdate(update);
      const tooLong = patience.see(update.connection);
      if (tooLong) enough.abort(tooLong);
    },
  });
}
