import { askedCredentials } from '../app/asked-credentials.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { interruptible } from '../app/headless-desktop.ts';
import { expectRegion, regionMissing } from '../app/identify-access.ts';
import { findAccess, regionOf } from '../app/local-state.ts';
import { noAccess } from '../app/no-access.ts';
import { signInAddress, signInLasts } from '../aws/federation.ts';
import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { type ConsolePage, consolePage, consolePages } from '../flows/status/console.ts';
import { openInBrowser } from '../platform/browser.ts';
import { oneTimeAddress } from '../platform/one-time-address.ts';
import { findProject } from '../project/open.ts';
import { inContext } from './in-context.ts';

/** How long a browser may take to request the page, milliseconds. */
const browserPatience = 30_000;
/** The limits for the duration of a console session, seconds (IAM User Guide, "Enable custom identity broker access"). */
const [shortest, longest] = [900, 43_200];

const whyPlain =
  'These are the keys of a user: AWS signs in sessions of roles and of federated users only. Sign in with your password.';

/**
 * `console [PAGE]`: opens a page of the AWS console, signed in as an access's session; with --print or --json the address
 * is printed instead.
 *
 * @returns the exit code: 1 if a browser was started and did not request the page
 * @throws Problem USAGE for an invalid page or duration; problems of the sign-in
 */
export async function openConsole(given: ArgumentsOf<'console'>, version: string): Promise<number> {
  const duration = durationOf(given.options.duration);
  const wanted = pageOf(given.operands[0]);
  return inContext(given, version, async (appContext, report) => {
    return await interruptible(
      async () => {
        const found = await findProject(appContext.folder);
        if (found.kind === 'unreadable' && appContext.flags.profile === undefined) throw found.problem;
        const project = found.kind === 'project' ? found.project : undefined;
        const chosen = await findAccess(appContext, appContext.profiles(), found);
        if (!chosen) throw noAccess(appContext);
        const region = regionOf(appContext, chosen) ?? project?.stack?.region;
        if (!region) throw regionMissing(appContext, chosen.choice);
        expectRegion(appContext, chosen.choice, region);
        const page = wanted ?? (project?.stack ? 'stack' : 'home');
        const destination = consolePage(page, project, project?.stack?.region ?? region);
        const access = appContext.access(chosen.choice, region);
        const credentials = await askedCredentials(appContext, access.credentials);
        const isSession = credentials.sessionToken !== undefined;
        const address = isSession
          ? await signInAddress(
              access,
              credentials,
              { destination, region, ...(duration === undefined ? {} : { duration }) },
              appContext.calls,
            )
          : undefined;
        const shown = address?.reveal() ?? destination;
        report.tell({
          type: 'result',
          ok: true,
          page,
          destination,
          signedIn: isSession,
          // The address is the requested result: --json prints it, as `credentials` prints keys.
          address: shown,
          ...(isSession ? { usableForSeconds: signInLasts } : { reason: whyPlain }),
        });
        if (!isSession) report.say(`▲ ${whyPlain}`);
        if (given.options.print || given.options.json) {
          report.print(shown);
          return 0;
        }
        const outcome = isSession ? await openOnce(shown) : await openPlain(shown);
        if (outcome === 'opened') {
          const how = isSession ? `, signed in with ${plainText(access.label)}` : '';
          report.print(`✔ Opened in your browser${how}: ${consolePages[page]}.`);
          return 0;
        }
        if (outcome === 'not-asked') {
          report.say('✖ The browser did not ask for the page. Print the address with --print.');
          return 1;
        }
        if (isSession) {
          report.say('No browser can be opened here. Whoever has this address is signed in as the session:');
        }
        report.print(shown);
        return 0;
      },
      () => 'Interrupted. The console was not opened.',
    );
  });
}

type Outcome = 'opened' | 'not-asked' | 'no-browser';

async function openPlain(address: string): Promise<Outcome> {
  return (await openInBrowser(address)) ? 'opened' : 'no-browser';
}

/** Opens a secret address: the browser's command line has another one instead, which works only once. */
async function openOnce(address: string): Promise<Outcome> {
  const once = await oneTimeAddress(address, browserPatience);
  try {
    if (!(await openInBrowser(once.url))) return 'no-browser';
    return (await once.used) ? 'opened' : 'not-asked';
  } finally {
    once.close();
  }
}

function pageOf(operand: string | undefined): ConsolePage | undefined {
  const pages = Object.keys(consolePages) as ConsolePage[];
  const page = pages.find((each) => each === operand);
  if (operand === undefined || page !== undefined) return page;
  throw new Problem({
    code: 'USAGE',
    what: `There is no page ${plainText(operand)}.`,
    why: `It is one of ${pages.join(', ')}.`,
    next: 'Leave it out for the stack of the project.',
  });
}

function durationOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (/^\d{1,6}$/.test(text) && seconds >= shortest && seconds <= longest) return seconds;
  throw new Problem({
    code: 'USAGE',
    what: `--duration ${plainText(text)} cannot be.`,
    why: `The console stays signed in from ${shortest} to ${longest} seconds.`,
    next: 'Leave it out for as long as AWS gives.',
  });
}
