import type { Host } from '../../components/panes/pane-props.ts';
import type { Log, LogEntry } from '../state/log.ts';

/**
 * The log as lines for the screen: always complete, whether or not it was shown meanwhile.
 *
 * @param log its entries are read on demand
 */
export function logLinesOf(log: Pick<Log, 'entries' | 'subscribe'>): Pick<Host, 'logLines' | 'watchLog'> {
  let newest: number | undefined;
  let lines: readonly string[] = [];
  return {
    // The same array as long as nothing was added: the screen compares it by identity.
    logLines: () => {
      const entries = log.entries();
      const last = entries.at(-1)?.id;
      if (last !== newest) {
        newest = last;
        lines = entries.map(logLine);
      }
      return lines;
    },
    watchLog: (listener) => log.subscribe(listener),
  };
}

function logLine({ at, level, text }: LogEntry): string {
  return `${new Date(at).toISOString().slice(11, 19)}  ${level.padEnd(5)}  ${text}`;
}
