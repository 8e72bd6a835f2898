import type { Silence } from '../../src/aws/silence.ts';
import { duration } from '../../src/core/text.ts';
import { useActiveCommands } from '../keys/key-context.tsx';
import { useNow } from './clock.tsx';
import { Toast } from './toast.tsx';

export interface SilenceLineProps {
  readonly silence: Silence;
  /** Whether the command with an id asks again. */
  readonly asksAgain: (id: string) => boolean;
}

/** Says that a service has not answered, for how long, and which key asks again. */
export function SilenceLine({ silence, asksAgain }: SilenceLineProps) {
  const elapsed = Math.max(0, useNow(1000, true) - silence.since);
  const [key] = useActiveCommands().find(({ id }) => asksAgain(id))?.keys ?? [];
  const hint = key === undefined ? '' : `; ${key} asks again at once`;
  return <Toast tone="warning" text={`No answer from ${silence.service} for ${duration(elapsed)}${hint}`} />;
}
