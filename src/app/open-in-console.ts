import type { AppContext } from './app-context.ts';
import type { Desktop } from './desktop.ts';

/**
 * Opens a page of the AWS console about something in the account: a stack, a profile. The demo's accounts are in no
 * console, so there it says that instead of opening an address that leads nowhere.
 *
 * @param url undefined if the program knows no address for it
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
