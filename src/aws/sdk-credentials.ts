import { asProblem, Problem, type ProblemCode } from '../core/problem.ts';
import type { CredentialProvider } from '../credentials/access.ts';
import { noteRequest } from './problems/facts.ts';

/** What AWS says to keys that may have been replaced where they came from. */
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

/** Somebody may be writing new keys there: what AWS said about the old ones explains more. */
const beingEdited: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'PROFILE_NOT_USABLE',
  'PROFILE_UNKNOWN',
  'ACCESS_NONE',
  'FILE_UNREADABLE',
  'FILE_MALFORMED',
]);

/**
 * Gives an access's credentials to SDK clients: here, and nowhere else, a secret is opened to sign with.
 *
 * The SDK would keep credentials without an end for ever and ask up to three times a request near an end, so its own
 * memory is switched off: the access's provider keeps them. After AWS has called them expired or unknown, which it does
 * before it does anything else, the provider is told so, and the call is made once more with what it gives instead.
 *
 * `wasSigned` says of a command whose call `watch` has seen to its end whether there was ever something to sign it with: without,
 * nothing was sent.
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
  /** @param service whose client it watches, in which region; errors tell it later, see `noteRequest` */
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
 * What is sent in a header has to be text of one line; whatever gives credentials may give something else.
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

/** A clock that is off and a wrong region have the same name as a wrong secret; the keys are not at fault then. */
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

/** What a call was signed with: several are under way at once, and each has its own refused. */
function signerOf(context: SigningContext): Signer | undefined {
  return context.__smithy_context?.selectedHttpAuthScheme?.identity;
}
