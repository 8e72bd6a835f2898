import type { AppContext } from '../app/app-context.ts';
import type { ArgumentsOf } from '../app/command-line/arguments.ts';
import { forgetSessions } from '../app/forget-sessions.ts';
import { Problem } from '../core/problem.ts';
import { count, plainText } from '../core/text.ts';
import { credentialChain } from '../credentials/chain.ts';
import { findProject } from '../project/open.ts';
import { inContext } from './in-context.ts';

/**
 * `awscloudformation reset-cache`: removes all cached sessions of the project's profile, including those of intermediate
 * roles; `--profile` names another one, `--all` removes every session.
 *
 * @returns the exit code
 * @throws Problem USAGE outside a project without a profile
 */
export async function resetCache(given: ArgumentsOf<'awscloudformation'>, version: string): Promise<number> {
  if (given.operands[0] !== 'reset-cache') {
    throw new Problem({
      code: 'USAGE',
      what: 'It is not said what to do.',
      why: '`awscloudformation` has one command: reset-cache.',
      next: 'Run `amplify-tui awscloudformation reset-cache`.',
    });
  }
  return inContext(given, version, async (appContext, report) => {
    if (given.options.all) {
      const removed = await appContext.sessions.forget();
      report.tell({ type: 'result', ok: true, removed });
      report.print(
        removed === 0 ? 'No session was cached.' : `✔ ${count(removed, 'cached session')} removed`,
      );
      return 0;
    }
    const name = appContext.flags.profile ?? (await projectProfile(appContext));
    const { roles } = credentialChain(name, appContext.profiles());
    const removed = await forgetSessions(appContext, name);
    report.tell({
      type: 'result',
      ok: true,
      profile: name,
      roles: roles.map(({ roleArn }) => roleArn),
      removed,
    });
    const shown = plainText(name);
    if (roles.length === 0) report.print(`The profile ${shown} has no role, so nothing of it is cached.`);
    else if (removed === 0) report.print(`No session of ${shown} was cached.`);
    else report.print(`✔ ${count(removed, 'cached session')} of ${shown} removed`);
    return 0;
  });
}

async function projectProfile(appContext: AppContext): Promise<string> {
  const found = await findProject(appContext.folder);
  if (found.kind === 'unreadable') throw found.problem;
  const access = found.kind === 'project' ? found.project.access : undefined;
  if (access?.kind === 'profile') return access.name;
  throw new Problem({
    code: 'USAGE',
    what: 'It is not known whose sessions to remove.',
    why:
      found.kind === 'project'
        ? 'The project here is not tied to a profile.'
        : 'There is no Amplify project in this folder.',
    next: 'Name a profile with --profile, or remove every cached session with --all.',
  });
}
