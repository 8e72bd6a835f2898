import { openAppContext } from '../app/app-context.ts';
import { askedCredentials } from '../app/asked-credentials.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { interruptible } from '../app/headless-desktop.ts';
import { expectRegion } from '../app/identify-access.ts';
import { findAccess } from '../app/local-state.ts';
import { noAccess } from '../app/no-access.ts';
import { ownFilesIn } from '../app/own-files.ts';

/**
 * `credentials --profile P`: prints a profile's credentials in the format of a credential_process: Version 1 (AWS CLI
 * User Guide, "Sourcing credentials with an external process"). A role's session comes from the cache that all processes
 * here share; concurrent ones ask for one code.
 *
 * @returns the exit code
 */
export function printCredentials(given: ArgumentsOf<'credentials'>, version: string): Promise<number> {
  const appContext = openAppContext(
    given,
    version,
    given.options['own-files'] ? ownFilesIn(process.env) : process.env,
  );
  endWithCaller();
  return interruptible(
    async () => {
      try {
        const list = appContext.profiles();
        const chosen = await findAccess(appContext, list, { kind: 'none' });
        if (!chosen) throw noAccess(appContext);
        const { credentials, region } = appContext.access(chosen.choice, appContext.flags.region);
        expectRegion(appContext, chosen.choice, region);
        const found = await askedCredentials(appContext, credentials);
        const answer = {
          Version: 1,
          AccessKeyId: found.accessKeyId,
          SecretAccessKey: found.secretAccessKey.reveal(),
          ...(found.sessionToken ? { SessionToken: found.sessionToken.reveal() } : {}),
          ...(found.expiresAt === undefined ? {} : { Expiration: new Date(found.expiresAt).toISOString() }),
        };
        process.stdout.write(`${JSON.stringify(answer)}\n`);
        return 0;
      } finally {
        await appContext.close();
      }
    },
    () => 'Interrupted. No credentials were printed.',
  );
}

/** How often to check whether the caller still exists, milliseconds. */
const lookEvery = 1_000;

/** Ends once the caller has ended without a signal to us: nobody reads the credentials any more. */
function endWithCaller(): void {
  const caller = process.ppid;
  setInterval(() => {
    if (process.ppid !== caller) process.exit(1);
  }, lookEvery).unref();
}
