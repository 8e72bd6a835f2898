import { asProblem, Problem, type ProblemCode } from '../core/problem.ts';
import type { CredentialProvider } from '../credentials/access.ts';
import { noteRequest } from './problems/facts.ts';

/** AWS's errors for keys that may have been replaced at their source. */
const renewNames = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'TokenRefreshRequired',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
]);

/** Somebody may be writing new keys there: AWS's answer about the old ones explains more. */
const beingEdited: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'PROFILE_NOT_USABLE',
  'PROFILE_UNKNOWN',
  'ACCESS_NONE',
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
]);

/**
 * Provides an access's credentials to SDK clients: the only place where a secret is revealed for signing.
 *
 * The SDK would keep credentials without an expiry for ever, and ask up to three times per request near one, so its own
 * cache is disabled: the access's provider caches them. If AWS calls them expired or unknown, which it does before doing
 * anything else, the provider is informed, and the call is made once more with its new ones.
 *
 * After `watch` has seen a command's call to its end, `wasSigned` says whether there were credentials to sign it: without
 * any, nothing was sent.
 */
export function createSdkCredentials(provider: CredentialProvider) {
  const open = async () => {
    const credentials = await provider();
    const sessionToken = credentials.sessionToken?.reveal();
    expectSendable('access key id', credentials.accessKeyId);
    if (sessionToken !== undefined) expectSendable('session token', sessionToken);
    return {
      accessKeyId: credentials.accessKeyId,
      secretAccessKey: credentials.secretAccessKey.reveal(),
      ...(sessionToken ? { sessionToken } : {}),
      ...(credentials.expiresAt !== undefined ? { expiration: new Date(credentials.expiresAt) } : {}),
    };
  };
  const signed = new WeakSet<object>();
  /** @param service whose client it watches, in which region; noted with errors, see `noteRequest` */
  const watch =
    (service: string, region: string) =>
    <Input extends object, Output>(next: (input: Input) => Promise<Output>, context: object) =>
    async (input: Input): Promise<Output> => {
      const attempt = () =>
        next(input).catch((thrown: unknown) => {
          const session = signerOf(context)?.sessionToken !== undefined;
          noteRequest(thrown, { service, session, region });
          throw thrown;
        });
      try {
        return await attempt();
      } catch (thrown) {
        const refused = isRefusal(thrown) ? signerOf(context)?.accessKeyId : undefined;
        if (refused === undefined) throw thrown;
        const others = await provider({ refused }).catch((failed: unknown) => {
          throw beingEdited.has(asProblem(failed).code) ? thrown : failed;
        });
        if (others.accessKeyId === refused) throw thrown;
        return await attempt();
      } finally {
        if (signerOf(context) !== undefined) signed.add(input);
      }
    };
  return {
    provider: Object.assign(open, { memoized: true }),
    watch,
    wasSigned: (command: object) => signed.has(command),
  };
}

/**
 * Checks that a value is valid in a header; a credential source may give anything.
 *
 * @throws Problem PROFILE_NOT_USABLE
 */
function expectSendable(name: string, value: string): void {
  if (/^[!-~]+$/.test(value)) return;
  const at = [...value].findIndex((character) => !/[!-~]/.test(character)) + 1;
  throw new Problem({
    code: 'PROFILE_NOT_USABLE',
    what: `The ${name} cannot be one of AWS, so nothing was sent.`,
    why: at === 0 ? 'It is empty.' : `Its character ${at} is not one that AWS uses.`,
    next: 'Look at what gives the keys: the files in ~/.aws, a credential_process, the environment, a cached session.',
  });
}

/** A wrong clock and a wrong region have the same error name as a wrong secret; the keys are fine then. */
function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !renewNames.has(thrown.name)) return false;
  return thrown.name !== 'SignatureDoesNotMatch' || /signature we calculated/i.test(thrown.message);
}

interface Signer {
  readonly accessKeyId?: string;
  readonly sessionToken?: string;
}

interface SigningContext {
  readonly __smithy_context?: { readonly selectedHttpAuthScheme?: { readonly identity?: Signer } };
}

/** The credentials of a call: several calls run at the same time, and AWS refuses each one's own. */
function signerOf(context: SigningContext): Signer | undefined {
  return context.__smithy_context?.selectedHttpAuthScheme?.identity;
}
