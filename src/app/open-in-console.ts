import type { AppContext } from './app-context.ts';
import type { Desktop } from './desktop.ts';

/**
 * Opens a page of the AWS console that is about something in the account: a stack, a profile. The accounts of the demo are in
 * no console, so there it says that instead of an address which leads nowhere.
 *
 * @param url undefined where the console has no address that the program knows
 */
export function openInConsole(
  { cloud }: Pick<AppContext, 'cloud'>,
  desktop: Pick<Desktop, 'open' | 'tell'>,
  url: string | undefined,
): void {
  if (cloud.kind === 'demo')
    desktop.tell('The demo cloud has no console. On AWS, this opens its page.', 'warning');
  else desktop.open(url);
}
