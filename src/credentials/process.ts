import { runQuietly } from '../platform/run-quietly.ts';
import { Problem } from '../values/problem.ts';
import { Secret } from '../values/secret.ts';
import { plainText } from '../values/text.ts';
import type { AwsCredentials } from './access.ts';

/** How long a credential_process may take, milliseconds: some open a browser. */
const patience = 60_000;

/**
 * Runs a profile's credential_process and reads what it prints: `{"Version": 1, "AccessKeyId", "SecretAccessKey",
 * "SessionToken", "Expiration"}` (AWS CLI User Guide, "Sourcing credentials with an external process"). What it prints is in no
 * problem: it may hold a secret.
 *
 * @throws Problem CREDENTIAL_PROCESS
 */
export async function processCredentials(
  profile: string,
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<AwsCredentials> {
  const { code, output, complaint, timedOut } = await runQuietly(command, env, patience);
  if (timedOut) throw problem(profile, `It did not end within ${patience / 1000} seconds.`);
  if (code !== 0) {
    const words = plainText(complaint).trim().split('\n').at(-1)?.slice(0, 200);
    throw problem(
      profile,
      words || `It ended with ${code === undefined ? 'a signal' : `exit code ${code}`}.`,
    );
  }
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw problem(profile, 'It printed something else than JSON.');
  }
  const { Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration } = (answer ?? {}) as Record<
    string,
    unknown
  >;
  if (Version !== 1) throw problem(profile, 'Its answer has no Version 1.');
  if (typeof AccessKeyId !== 'string' || typeof SecretAccessKey !== 'string') {
    throw problem(profile, 'Its answer has no AccessKeyId or no SecretAccessKey.');
  }
  const expiresAt = Date.parse(String(Expiration));
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    ...(typeof SessionToken === 'string' ? { sessionToken: new Secret(SessionToken) } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}

function problem(profile: string, why: string): Problem {
  return new Problem({
    code: 'CREDENTIAL_PROCESS',
    what: `The credential_process of ${plainText(profile)} gave no credentials.`,
    why,
    next: 'Run it by hand to see what it wants: a sign-in, perhaps. Then try again.',
  });
}
