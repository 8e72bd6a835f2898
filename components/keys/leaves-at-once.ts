import { useActiveCommands } from './key-context.tsx';

/** The name of Ctrl+C among the commands. */
export const interruptId = 'terminal.interrupt';

/** Whether Ctrl+C works now: at a question it waits until that could be read. */
export function useLeavesAtOnce(): boolean {
  return !useActiveCommands().some(({ id, waits }) => id === interruptId && waits);
}
