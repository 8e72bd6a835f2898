import { Problem } from '../core/problem.ts';
import { Secret } from '../core/secret.ts';
import { numeral, plainText } from '../core/text.ts';
import type { Access, AwsCredentials } from '../credentials/access.ts';
import type { MachineStart } from '../credentials/machine.ts';
import type { RequestPlace } from '../credentials/open.ts';
import { readTextFile } from '../platform/files.ts';
import { mainRegion } from '../regions/partitions.ts';
import { callOptions } from './call.ts';
import type { ClientOptions } from './client-options.ts';
import { createAwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';

/** In characters; source: WebIdentityToken in the API reference of AWS STS. */
const [shortestToken, longestToken] = [4, 20_000];

/**
 * A role session for another identity provider's token: AssumeRoleWithWebIdentity, which is not signed. The token is read
 * again each time, because whoever writes the file replaces it.
 *
 * @param place where and how the access makes requests
 * @throws Problem FILE_UNREADABLE and FILE_MALFORMED for the token's file, and the SDK's error of the call
 */
export async function webIdentityCredentials(
  { role, profile }: Extract<MachineStart, { kind: 'web-identity' }>,
  place: RequestPlace,
  options: Omit<ClientOptions, 'region'>,
): Promise<AwsCredentials> {
  const token = (await readTextFile(role.tokenFile))?.trim();
  const setting = profile === undefined ? 'AWS_WEB_IDENTITY_TOKEN_FILE' : 'web_identity_token_file';
  if (token === undefined) {
    throw new Problem({
      code: 'FILE_UNREADABLE',
      what: 'The file of the web identity token is not there.',
      why: `${setting} names ${plainText(role.tokenFile)}: whoever issues the token writes it there.`,
      next: `Let that program run first, correct ${setting}, or choose another profile.`,
    });
  }
  if (token.length < shortestToken || token.length > longestToken) {
    throw new Problem({
      code: 'FILE_MALFORMED',
      what: `${plainText(role.tokenFile)} holds no web identity token.`,
      why:
        token === ''
          ? 'It is empty.'
          : `A token has 4 to 20,000 characters; it has ${numeral(token.length)}.`,
      next: `Have the program that issues the token write it again, or correct ${setting}.`,
    });
  }
  const unsigned: Access = {
    choice: { kind: 'environment' },
    label: 'web identity',
    endpoints: place.endpoints,
    ...(place.settings ? { settings: place.settings } : {}),
    ...(place.network ? { network: place.network } : {}),
    credentials: async () => {
      throw new Error('this call is not signed');
    },
  };
  const region = place.region ?? mainRegion(role.roleArn.split(':')[1] ?? 'aws');
  const clients = createAwsClients(unsigned, { maxAttempts: 2, ...options, region });
  try {
    const { AssumeRoleWithWebIdentityCommand } = await import('@aws-sdk/client-sts');
    const sts = await clients.sts();
    const { Credentials } = await sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName,
        WebIdentityToken: token,
        ...(role.durationSeconds === undefined ? {} : { DurationSeconds: role.durationSeconds }),
      }),
      callOptions(undefined, 'assume the role of the web identity'),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw notFromAws('assume the role');
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: new Secret(SecretAccessKey),
      sessionToken: new Secret(SessionToken),
      expiresAt: Expiration.getTime(),
    };
  } finally {
    clients.close();
  }
}
