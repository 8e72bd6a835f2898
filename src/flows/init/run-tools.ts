import type { AwsClients } from '../../aws/clients.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Journal } from '../../state/journal.ts';

/** What running a plan needs from its caller. */
export interface RunTools {
  readonly clients: AwsClients;
  /** Clients that never retry by themselves: their user does the waiting. */
  readonly followClients: AwsClients;
  readonly journal: Journal;
  readonly clock: Clock;
}
