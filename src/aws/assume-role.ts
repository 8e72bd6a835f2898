import { Problem } from '../core/problem.ts';
import { Secret } from '../core/secret.ts';
import type { Access, AwsCredentials } from '../credentials/access.ts';
import type { RoleStep } from '../credentials/chain.ts';
import type { RequestPlace } from '../credentials/open.ts';
import type { RoleTools } from '../credentials/roles.ts';
import { mainRegion } from '../regions/partitions.ts';
import { callOptions } from './call.ts';
import type { ClientOptions } from './client-options.ts';
import { type AwsClients, createAwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';
import { roleProblem } from './problems/role.ts';
import { awsProblem } from './problems.ts';

/** The calls to AWS that {@link RoleTools} needs. */
export type RoleCalls = Pick<RoleTools, 'assume' | 'refusedCode' | 'isOf'>;

/**
 * AssumeRole for an access's profiles, as in the API reference of STS: external id, device and code, session length and
 * name come from the profile.
 *
 * @param place where and how the access makes requests
 */
export function roleCalls(place: RequestPlace, options: Omit<ClientOptions, 'region'>): RoleCalls {
  /** Runs work with clients that sign with the given credentials, and closes them afterwards. */
  const withClients = async <T>(
    credentials: AwsCredentials,
    region: string,
    work: (clients: AwsClients) => Promise<T>,
  ): Promise<T> => {
    const signer: Access = {
      choice: { kind: 'environment' },
      label: 'source credentials',
      endpoints: place.endpoints,
      ...(place.network ? { network: place.network } : {}),
      ...(place.settings ? { settings: place.settings } : {}),
      credentials: async () => credentials,
    };
    const clients = createAwsClients(signer, { ...options, region });
    try {
      return await work(clients);
    } finally {
      clients.close();
    }
  };
  return {
    assume: (step, source, code, signal) =>
      withClients(source, regionOf(step, place), async (clients) => {
        const { AssumeRoleCommand } = await import('@aws-sdk/client-sts');
        const sts = await clients.sts();
        const command = new AssumeRoleCommand({
          RoleArn: step.roleArn,
          RoleSessionName: step.sessionName,
          ...(step.externalId === undefined ? {} : { ExternalId: step.externalId }),
          ...(step.durationSeconds === undefined ? {} : { DurationSeconds: step.durationSeconds }),
          ...(code === undefined ? {} : { SerialNumber: step.mfaSerial, TokenCode: code }),
        });
        const doing = `assume the role of ${step.profile}`;
        try {
          const { Credentials } = await sts.send(command, callOptions(signal, doing));
          const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
          if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
            throw notFromAws('assume the role');
          }
          return {
            accessKeyId: AccessKeyId,
            secretAccessKey: new Secret(SecretAccessKey),
            sessionToken: new Secret(SessionToken),
            expiresAt: Expiration.getTime(),
          };
        } catch (thrown) {
          signal?.throwIfAborted();
          throw roleProblem(thrown, step) ?? awsProblem(thrown, doing);
        }
      }),
    refusedCode: (problem) =>
      problem instanceof Problem && problem.code === 'MFA_REFUSED' ? 'wrong' : undefined,
    isOf: (session, step) =>
      withClients(session, regionOf(step, place), async (clients) => {
        const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
        const sts = await clients.sts();
        try {
          const { Arn = '' } = await sts.send(
            new GetCallerIdentityCommand({}),
            callOptions(undefined, 'see whether the kept session still works'),
          );
          return Arn.startsWith(`${assumedArn(step.roleArn)}/`);
        } catch {
          // Whoever wrote it, a session that AWS does not know is useless: another one is requested.
          return false;
        }
      }),
  };
}

/**
 * The region whose STS is called: that of the access, else of the role's profile, else the main one of the role's
 * partition; STS answers for every account of its partition.
 */
function regionOf(step: RoleStep, place: RequestPlace): string {
  return place.region ?? step.region ?? mainRegion(step.roleArn.split(':')[1] ?? 'aws');
}

/** Sessions of `arn:aws:iam::1:role/path/name` have ARNs `arn:aws:sts::1:assumed-role/name/…`. */
function assumedArn(roleArn: string): string {
  const [, partition = 'aws', , , account = ''] = roleArn.split(':');
  return `arn:${partition}:sts::${account}:assumed-role/${roleArn.slice(roleArn.lastIndexOf('/') + 1)}`;
}
