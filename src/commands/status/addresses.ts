import type { AppContext } from '../../app/app-context.ts';
import { type ConsoleLinks, consolePages } from '../../flows/status/console.ts';
import { terminalAbilities } from '../../platform/terminal.ts';
import { readSettings } from '../../state/settings.ts';

/**
 * Shortens the addresses of the console on a terminal: to a link with a few words, or where there are no links and a row
 * is too short, to the command that opens the page. Elsewhere they stay whole.
 *
 * @returns a function for text that is safe to print
 */
export async function shortAddresses(
  { env, stateFolder }: Pick<AppContext, 'env' | 'stateFolder'>,
  links: ConsoleLinks | undefined,
  stdout: Parameters<typeof terminalAbilities>[1] = process.stdout,
): Promise<(text: string) => string> {
  const { interactive, hyperlinks, columns } = terminalAbilities(env, stdout);
  if (!links || !interactive) return (text) => text;
  const isLinked = hyperlinks && (await readSettings(stateFolder)).hyperlinks === 'on';
  return (text) =>
    (['stack', 'app'] as const).reduce((shown, page) => {
      const url = page === 'app' ? links.amplify : links.stack;
      if (url === undefined || (!isLinked && url.length + 10 <= columns)) return shown;
      const short = isLinked
        ? `\u001B]8;;${url}\u0007${consolePages[page]}\u001B]8;;\u0007`
        : `amplify-tui console ${page}`;
      return shown.replace(url, () => short);
    }, text);
}
