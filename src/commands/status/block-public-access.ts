import type { AppContext } from '../../app/app-context.ts';
import { confirmed } from '../../app/ask-line.ts';
import type { OptionsOf } from '../../app/command-line/commands.ts';
import type { Report } from '../../app/headless/report.ts';
import { tellIdentity } from '../../app/headless/review.ts';
import { identifyAccess } from '../../app/identify-access.ts';
import { findAccess } from '../../app/local-state.ts';
import { noAccess } from '../../app/no-access.ts';
import { blockPublicAccess, keepsPublicOut, publicAccessBlock } from '../../aws/public-access.ts';
import { Problem } from '../../core/problem.ts';
import { blockWords, ownBucketOf } from '../../flows/status/open-bucket.ts';
import type { Project } from '../../project/project.ts';

/**
 * `status --block-public-access`: makes the deployment bucket of a project block all public access, after a review. A
 * bucket that already does is left unchanged.
 *
 * @returns the exit code
 * @throws Problem PROJECT_NONE for a project without a stack; PROFILE_ELSEWHERE for an access in another account;
 * ANSWERS_MISSING if nobody can be asked; ACCESS_DENIED, …
 */
export async function blockHere(
  appContext: AppContext,
  project: Project,
  options: OptionsOf<'status'>,
  report: Report,
): Promise<number> {
  const { stack } = project;
  if (!stack) throw noBucket(project);
  const chosen = await findAccess(appContext, appContext.profiles(), { kind: 'project', project });
  if (!chosen) throw noAccess(appContext, { kind: 'project', project });
  const identity = await identifyAccess(appContext, chosen.choice, stack.region);
  tellIdentity(report, identity);
  const own = ownBucketOf(stack);
  if (own.owner !== undefined && own.owner !== identity.account) {
    throw new Problem({
      code: 'PROFILE_ELSEWHERE',
      what: `The bucket ${own.bucket} is in account ${own.owner}.`,
      why: `${identity.access} is account ${identity.account}; nothing is changed there.`,
      next: `Name a profile of account ${own.owner} with --profile.`,
    });
  }
  const { clients } = appContext.connect(chosen.choice, stack.region);
  const result = { type: 'result', ok: true, bucket: own.bucket } as const;
  if ((await keepsPublicOut(clients, own)) === true) {
    report.tell({ ...result, changed: false });
    report.print(`The bucket ${own.bucket} blocks all public access already.`);
    return 0;
  }
  report.tell({
    type: 'plan',
    calls: [
      { service: 's3', action: 'PutPublicAccessBlock', target: own.bucket, settings: publicAccessBlock },
    ],
  });
  report.print(`S3 PutPublicAccessBlock: ${own.bucket}, account ${identity.account}, ${stack.region}`);
  report.print(`  ${Object.keys(publicAccessBlock).join(', ')}`);
  report.print(`${blockWords.what} ${blockWords.keeps}`);
  if (options['dry-run']) {
    report.tell({ ...result, dryRun: true, changed: false });
    return 0;
  }
  if (!(await confirmed(`Block public access to ${own.bucket}`, options))) {
    report.print('Nothing was asked of AWS.');
    return 0;
  }
  appContext.log.info(`block public access to the bucket ${own.bucket}`);
  await blockPublicAccess(clients, own);
  report.tell({ ...result, changed: true });
  report.print(`The bucket ${own.bucket} blocks all public access again.`);
  return 0;
}

function noBucket({ root }: Project): Problem {
  return new Problem({
    code: 'PROJECT_NONE',
    what: 'No file of the project names its stack and its deployment bucket.',
    why: `They would be in amplify-meta.json or team-provider-info.json below ${root}.`,
    next: 'Run `amplify-tui configure project` to choose an environment, or `amplify-tui init`.',
  });
}
