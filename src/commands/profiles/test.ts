import { askWho } from '../../app/actors/profiles/ask-who.ts';
import type { AppContext } from '../../app/app-context.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import { createReport } from '../../app/headless/report.ts';
import { interruptible, processStreams } from '../../app/headless-desktop.ts';
import { isRotationDue, knownKeyFields, knownKeyWords } from '../../aws/iam/key-words.ts';
import { plainText } from '../../core/text.ts';

/** `profiles test P`: asks AWS who the profile is. @returns the exit code */
export function testProfile(
  appContext: AppContext,
  name: string,
  options: OptionsOf<'profiles'>,
): Promise<number> {
  return interruptible(
    async (signal) => {
      const identity = await askWho(appContext, { kind: 'profile', name }, signal);
      const { lookAtKey } = await import('../../app/known-keys.ts');
      const key = await lookAtKey(appContext, { kind: 'profile', name }, identity, signal);
      const now = appContext.clock.now();
      const report = createReport(options.json, processStreams);
      const { account, accountAlias, arn, region, cloud } = identity;
      report.tell({
        type: 'result',
        ok: true,
        profile: name,
        account,
        accountAlias,
        arn,
        region,
        cloud,
        key: key && knownKeyFields(key, now),
      });
      report.print(
        [
          `✔ ${plainText(name)} works`,
          `  ${plainText(arn)}`,
          `  account ${[account, accountAlias].filter(Boolean).join(' · ')}`,
          `  region ${region}`,
          ...(key ? [`${isRotationDue(key, now) ? '▲' : ' '} access key ${knownKeyWords(key, now)}`] : []),
        ].join('\n'),
      );
      return 0;
    },
    () => 'Interrupted. Nothing was changed.',
  );
}
