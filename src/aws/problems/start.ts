import { Problem, type ProblemText } from '../../core/problem.ts';
import { shellWord } from '../../core/shell.ts';
import { clip, plainText } from '../../core/text.ts';
import type { SdkStart } from '../../credentials/open.ts';
import { awsProblem } from '../problems.ts';
import { errorFacts } from './facts.ts';
import { bareName } from './names.ts';
import { awsWords, besideAwsWords } from './words.ts';

/** The failure of an SDK provider, without the wrapping around it. */
interface Failure {
  /** AWS's name for the error, if AWS answered. */
  readonly name?: string;
  readonly words: string;
  readonly status?: number;
}

type Text = Omit<ProblemText, 'why'> & { readonly why?: string };

/**
 * Why SSO, `aws login` or a web identity gave no credentials. A missing network and a fault of the service are reported
 * as such, so that they are waited for; an incomplete profile, an expired sign-in and a missing one have three different
 * remedies. Everything else keeps the provider's words, without advice that may not help.
 */
export function startProblem(start: SdkStart, thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  const profile = start.profile === undefined ? 'the environment' : plainText(start.profile);
  const failure = failureOf(thrown);
  const text = textOf(start, profile, failure, thrown);
  if (text instanceof Problem) return text;
  const words = clip(failure.words, 2_000);
  const { why = '', ...rest } = text;
  const known = { ...rest, why: why || words || 'It gives no reason.' };
  const said = { name: failure.name ?? '', named: failure.name !== undefined, message: words };
  return new Problem(failure.name ? besideAwsWords(known, said) : withWords(known, words), { cause: thrown });
}

function withWords(text: ProblemText, words: string): ProblemText {
  return words === '' || text.why.includes(words) ? text : { ...text, why: `${text.why} (${words})` };
}

function textOf(start: SdkStart, profile: string, failure: Failure, thrown: unknown): Text | Problem {
  const doing = `get credentials for ${profile}`;
  const lost = connectionProblem(thrown, failure, doing);
  if (lost) return lost;
  if (start.kind === 'sso' || start.kind === 'login')
    return signInText(start, profile, failure, thrown, doing);
  return webIdentityText(profile, start.profile !== undefined, failure, thrown, doing);
}

function signInText(
  { kind, profile: signIn }: Extract<SdkStart, { kind: 'sso' | 'login' }>,
  profile: string,
  { name, words, status }: Failure,
  thrown: unknown,
  doing: string,
): Text | Problem {
  const command = kind === 'sso' ? 'aws sso login' : 'aws login';
  const next = `Run \`${command} --profile ${shellWord(profile)}\` in another window, then try again. It belongs to the AWS CLI, version 2.`;
  const bare = bareName(name ?? '');
  if (/^(?:ExpiredToken|InvalidGrant|InvalidClient)$/.test(bare) || (!name && endedWords.test(words))) {
    return {
      code: 'SIGN_IN_EXPIRED',
      what: `The sign-in of ${profile} has expired.`,
      why: 'A sign-in ends after the time that the organization has set for it.',
      next,
      signIn,
    };
  }
  if (bare === 'Unauthorized' || (!name && absentWords.test(words))) {
    return {
      code: 'SIGNED_OUT',
      what: `${profile} is signed out.`,
      why: name ? 'AWS does not take its sign-in any more.' : 'There is no sign-in of it on this machine.',
      next,
      signIn,
    };
  }
  if (
    /^(?:Forbidden|AccessDenied|UnauthorizedClient)$/.test(bare) ||
    // The portal's name for an account or a role that it does not have.
    (kind === 'sso' && bare === 'ResourceNotFound') ||
    /insufficient permissions/i.test(words)
  ) {
    return {
      code: 'ACCESS_DENIED',
      what: `${profile} is signed in, but AWS gives no credentials for its role.`,
      why: kind === 'sso' ? 'The user may not use that role in that account.' : '',
      next:
        kind === 'sso'
          ? `Compare sso_account_id and sso_role_name of ${profile} with what the access portal lists for you.`
          : 'Ask an administrator of the account about signin:CreateOAuth2Token.',
    };
  }
  if (!name && incompleteWords.test(words)) {
    return {
      code: 'PROFILE_NOT_USABLE',
      what: `The profile ${profile} is not complete.`,
      next: `Add what is missing: amplify-tui profiles show ${shellWord(profile)} tells what the files say.`,
    };
  }
  return name ? named(name, words, status, doing, thrown) : nothing(profile);
}

/** The SDK's words (`@aws-sdk/credential-provider-sso`, `-login`, `token-providers`): no error names tell these apart. */
const endedWords = /\bexpired\b|Cannot refresh|change in your password|re-?authenticate with your new/i;
const absentWords =
  /not found or is invalid|session associated with this profile is invalid|Failed to load (?:a )?token|Token validation failed|Value not present for '(?:accessToken|expiresAt)'/i;
const incompleteWords =
  /Required parameters|missing required property|could not be found in shared|Conflicting SSO|is not configured with SSO|does not contain login_session|Incomplete configuration|reading 'sso_/i;

function webIdentityText(
  profile: string,
  isNamed: boolean,
  { name, words, status }: Failure,
  thrown: unknown,
  doing: string,
): Text | Problem {
  const { systemCode } = errorFacts(thrown);
  if (systemCode === 'ENOENT' || systemCode === 'EACCES' || systemCode === 'EISDIR') {
    return {
      code: 'FILE_UNREADABLE',
      what: `The token file of ${profile} cannot be read.`,
      next: `Check ${isNamed ? 'web_identity_token_file' : 'AWS_WEB_IDENTITY_TOKEN_FILE'} of ${profile}; whoever issues the token writes it there.`,
    };
  }
  const bare = bareName(name ?? '');
  if (bare === 'ExpiredToken') {
    return {
      code: 'CREDENTIALS_EXPIRED',
      what: `The web identity token of ${profile} has expired.`,
      next: 'Ask whoever issues the token to write a new one into its file.',
    };
  }
  if (bare === 'AccessDenied' || bare === 'InvalidIdentityToken' || bare === 'IDPRejectedClaim') {
    return {
      code: 'ROLE_DENIED',
      what: `AWS does not let ${profile} assume its role with the web identity token.`,
      next: "Compare the role's trust policy with the token: its issuer, audience and subject.",
    };
  }
  if (name) return named(name, words, status, doing, thrown);
  return isNamed ? nothing(profile) : { ...nothing(profile), next: 'Choose a profile.' };
}

function nothing(profile: string): Text {
  return {
    code: 'ACCESS_NONE',
    what: `${profile} gives no credentials.`,
    next: `See what the files say with amplify-tui profiles show ${shellWord(profile)}, or choose another profile.`,
  };
}

/** The Problem for AWS's name for the error, which decides here, too. */
function named(
  name: string,
  words: string,
  status: number | undefined,
  doing: string,
  thrown: unknown,
): Problem {
  const error = Object.assign(new Error(words), { name, $metadata: { httpStatusCode: status ?? 400 } });
  return new Problem(awsProblem(error, doing).toJSON(), { cause: thrown });
}

/** A lost connection: the providers pass on its message at most, or report an expired session instead. */
function connectionProblem(thrown: unknown, { name, words }: Failure, doing: string): Problem | undefined {
  if (name) return undefined;
  const code =
    errorFacts(thrown).systemCode ??
    /\b(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EPIPE)\b/.exec(
      words,
    )?.[1];
  if (code && !/^E(?:NOENT|ACCES|ISDIR)$/.test(code)) {
    const problem = awsProblem(Object.assign(new Error(words), { code }), doing);
    return problem.code === 'UNEXPECTED' ? undefined : new Problem(problem.toJSON(), { cause: thrown });
  }
  // The SDK's words for an answer that is not in the service's format, such as a network's sign-in page.
  if (/Deserialization error: to see the raw/.test(words))
    return new Problem(awsProblem(new Error(words), doing).toJSON(), { cause: thrown });
  if (!/\bTimeoutError\b|no answer within|did not (?:establish|respond)|socket hang up/i.test(words))
    return undefined;
  return new Problem(
    {
      code: 'TIMED_OUT',
      what: `Nobody answered in time, so it is not known whether AWS could ${doing}.`,
      why: `${words}.`.replace(/\.\.$/, '.'),
      next: 'Check the network of this machine, then try again.',
    },
    { cause: thrown },
  );
}

/** The providers turn an error into text, `UnauthorizedException: Session token not found`, and lose the rest of it. */
function failureOf(thrown: unknown): Failure {
  const facts = errorFacts(thrown);
  const fields = thrown as { readonly statusCode?: unknown } | undefined;
  const status = facts.status ?? (typeof fields?.statusCode === 'number' ? fields.statusCode : undefined);
  const words = awsWords(facts.message || String(thrown));
  const told = status === undefined ? {} : { status };
  if (facts.named && facts.status !== undefined) return { name: facts.name, words, ...told };
  const wrapped =
    /(?:^|: )(?!(?:Type|Reference|Syntax|Range|Aggregate|Timeout|ProviderE)\w*Error\b)([A-Z]\w+(?:Exception|Error)): (.*)$/.exec(
      words,
    );
  const [, name, rest = ''] = wrapped ?? [];
  return name ? { name, words: rest, ...told } : { words, ...told };
}
