import { askWho } from '../../app/actors/profiles/ask-who.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { Arguments } from '../../app/command-line/arguments.ts';
import { createReport } from '../../app/headless/report.ts';
import { interruptible, processStreams } from '../../app/headless-desktop.ts';
import { plainText } from '../../core/text.ts';

/** `profiles test P`: asks AWS who the profile is. @returns the exit code */
export function testProfile(
  appContext: AppContext,
  name: string,
  options: Arguments['options'],
): Promise<number> {
  return interruptible(
    async (signal) => {
      const identity = await askWho(appContext, { kind: 'profile', name }, signal);
      const report = createReport(options.json === true, processStreams);
      const { account, accountAlias, arn, region, cloud } = identity;
      report.tell({ type: 'result', ok: true, profile: name, account, accountAlias, arn, region, cloud });
      report.print(
        [
          `✔ ${plainText(name)} works`,
          `  ${plainText(arn)}`,
          `  account ${[account, accountAlias].filter(Boolean).join(' · ')}`,
          `  region ${region}`,
        ].join('\n'),
      );
      return 0;
    },
    () => 'Interrupted. Nothing was changed.',
  );
}
