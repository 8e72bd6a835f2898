import { Problem } from '../core/problem.ts';
import { redact } from '../core/redact.ts';
import { Secret } from '../core/secret.ts';
import { clip, plainText } from '../core/text.ts';
import { runQuietly } from '../platform/run-quietly.ts';
import { sharedFilePaths } from '../profiles/shared-file-paths.ts';
import type { AwsCredentials } from './access.ts';

/** How long a credential_process may take, in milliseconds: some open a browser. */
const patience = 60_000;
/** How many commands may ask one another before it is taken for a circle that the files do not show. */
const deepest = 8;
/** Tells the processes that a credential_process starts which profiles are already being asked for, as a JSON list. */
const askedVariable = 'AMPLIFY_TUI_ASKED_FOR';

/**
 * Runs a profile's credential_process and reads what it prints: `{"Version": 1, "AccessKeyId", "SecretAccessKey",
 * "SessionToken", "Expiration"}` (AWS CLI User Guide, "Sourcing credentials with an external process"). Its output never gets
 * into a Problem; its error output does, redacted and cut, since either may contain a secret.
 *
 * @throws Problem CREDENTIAL_PROCESS, also for a command that leads back to itself through other programs
 */
export async function processCredentials(
  profile: string,
  command: string,
  env: NodeJS.ProcessEnv,
): Promise<AwsCredentials> {
  const asked = [...askedBefore(env), `${sharedFilePaths(env).config}\n${profile}`];
  if (new Set(asked).size < asked.length || asked.length > deepest) throw circle(profile, asked);
  const inside = { ...env, [askedVariable]: JSON.stringify(asked) };
  const { code, output, complaint, timedOut } = await runQuietly(command, inside, patience);
  if (timedOut) throw problem(profile, `It did not end within ${patience / 1000} seconds.`);
  if (code !== 0) {
    throw problem(
      profile,
      lastWords(complaint) || `It ended with ${code === undefined ? 'a signal' : `exit code ${code}`}.`,
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
  const lasting = Expiration === undefined || Expiration === null;
  const expiresAt = Date.parse(String(Expiration));
  // As in botocore: an invalid date would make temporary credentials look like long-term ones.
  if (!lasting && Number.isNaN(expiresAt)) {
    throw problem(
      profile,
      `Its Expiration is ${JSON.stringify(clip(redact(plainText(String(Expiration))), 60))}, which is not a date.`,
    );
  }
  if (expiresAt <= Date.now()) {
    throw problem(profile, `It gave credentials that ended at ${new Date(expiresAt).toISOString()}.`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    ...(typeof SessionToken === 'string' ? { sessionToken: new Secret(SessionToken) } : {}),
    ...(lasting ? {} : { expiresAt }),
  };
}

/** The last lines of an error output, without secrets: the cause is usually at the end, in one to three lines. */
function lastWords(complaint: string): string {
  const lines = complaint.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  // Joined before redacting: a name and its secret may be on two lines.
  return clip(redact(plainText(lines.slice(-3).join(' ').slice(-2_000)).trim()), 300);
}

function askedBefore(env: NodeJS.ProcessEnv): string[] {
  try {
    const asked: unknown = JSON.parse(env[askedVariable] ?? '[]');
    return Array.isArray(asked) ? asked.map(String) : [];
  } catch {
    return [];
  }
}

function circle(profile: string, asked: readonly string[]): Problem {
  const names = asked.map((each) => plainText(each.slice(each.indexOf('\n') + 1)));
  return new Problem({
    code: 'CREDENTIAL_PROCESS',
    what: `The credential_process of ${plainText(profile)} leads back to itself.`,
    why: `One asks for the next: ${names.join(' → ')}. Nothing more was started.`,
    next: 'Let one of them name a profile with keys or a role of its own.',
  });
}

function problem(profile: string, why: string): Problem {
  return new Problem({
    code: 'CREDENTIAL_PROCESS',
    what: `The credential_process of ${plainText(profile)} gave no credentials.`,
    why,
    next: 'Run it by hand to see what it asks for: a sign-in, perhaps. Then try again.',
  });
}
