import { spawn } from 'node:child_process';
import { Problem } from '../core/problem.ts';
import { shellWord } from '../core/shell.ts';
import { plainText } from '../core/text.ts';
import type { AccessChoice } from '../credentials/access.ts';
import { credentialChain } from '../credentials/chain.ts';
import type { LendTerminal } from '../platform/lend-terminal.ts';
import { isReadOnly, readOnlyProblem } from '../platform/read-only.ts';
import type { AppContext } from './app-context.ts';

/**
 * Signs in a profile of SSO or `aws login`, or the one that its role starts from, with the AWS CLI in this terminal.
 *
 * @throws Problem SIGNED_OUT when there is no AWS CLI, or it did not sign in
 */
export async function signInWithAwsCli(
  appContext: AppContext,
  choice: AccessChoice,
  lend: LendTerminal,
): Promise<void> {
  // The AWS CLI writes the sign-in to ~/.aws.
  if (isReadOnly()) throw readOnlyProblem('Nobody was signed in.');
  if (choice.kind !== 'profile') throw new Error('only a profile is signed in');
  const { start } = credentialChain(choice.name, appContext.profiles());
  const words = start.kind === 'login' ? ['login'] : ['sso', 'login'];
  const command = `aws ${words.join(' ')} --profile ${shellWord(plainText(start.profile))}`;
  const ended = await lend(
    () =>
      new Promise<number | Error>((resolve) => {
        process.stdout.write(`\n${command}\n\n`);
        const child = spawn('aws', [...words, '--profile', start.profile], {
          stdio: 'inherit',
          env: appContext.env,
        });
        child.once('error', resolve);
        child.once('close', (code) => resolve(code ?? 1));
      }),
  );
  if (ended === 0) return;
  throw new Problem(
    {
      code: 'SIGNED_OUT',
      what: `${plainText(start.profile)} is signed out.`,
      why:
        ended instanceof Error
          ? 'There is no AWS CLI on this machine that could sign it in.'
          : `\`${command}\` ended with exit code ${ended}.`,
      next:
        ended instanceof Error
          ? `Install the AWS CLI, version 2, then run \`${command}\`.`
          : `Try again, or run it in another window to read what it says.`,
    },
    { cause: ended },
  );
}
