import type { AwsCredentials } from '../credentials/access.ts';
import type { SdkStart } from '../credentials/open.ts';
import { Problem } from '../values/problem.ts';
import { Secret } from '../values/secret.ts';
import { plainText } from '../values/text.ts';

/** How long a provider of the SDK may take, milliseconds: none has an end of its own. */
const patience = 20_000;

/**
 * Credentials that only the SDK's own providers can get: SSO and `aws login` from their caches, a web identity token, and
 * those of the machine. None of them may ask anybody.
 *
 * @throws Problem SIGNED_OUT for SSO and login, ACCESS_NONE for all else, both with the command or setting that helps
 */
export async function leafCredentials(start: SdkStart): Promise<AwsCredentials> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  try {
    const provider = await providerOf(start);
    const found = await inTime(provider());
    return {
      accessKeyId: found.accessKeyId,
      secretAccessKey: new Secret(found.secretAccessKey),
      ...(found.sessionToken ? { sessionToken: new Secret(found.sessionToken) } : {}),
      ...(found.expiration ? { expiresAt: found.expiration.getTime() } : {}),
    };
  } catch (thrown) {
    throw problemOf(start, thrown);
  }
}

interface Found {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}

async function providerOf(start: SdkStart): Promise<() => Promise<Found>> {
  const sdk = await import('@aws-sdk/credential-providers');
  const { profile } = start;
  switch (start.kind) {
    case 'sso':
      return sdk.fromSSO({ profile });
    case 'login':
      return sdk.fromLoginCredentials({ profile });
    case 'web-identity':
      return sdk.fromIni({ profile });
    case 'credential-source':
      if (start.source === 'EcsContainer') return sdk.fromContainerMetadata({ timeout: 2_000 });
      return start.source === 'Ec2InstanceMetadata'
        ? sdk.fromInstanceMetadata({ timeout: 2_000 })
        : sdk.fromEnv();
  }
}

async function inTime(found: Promise<Found>): Promise<Found> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} seconds`)), patience);
  });
  try {
    return await Promise.race([found, late]);
  } finally {
    clearTimeout(timer);
  }
}

function problemOf(start: SdkStart, thrown: unknown): Problem {
  const profile = plainText(start.profile);
  const why = plainText(thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 300);
  if (start.kind === 'sso' || start.kind === 'login') {
    const command = start.kind === 'sso' ? 'aws sso login' : 'aws login';
    return new Problem(
      {
        code: 'SIGNED_OUT',
        what: `${profile} is signed out.`,
        why,
        next: `Run \`${command} --profile ${profile}\` in another window, then try again. It belongs to the AWS CLI, version 2.`,
      },
      { cause: thrown },
    );
  }
  return new Problem(
    {
      code: 'ACCESS_NONE',
      what: `${profile} gives no credentials.`,
      why,
      next: 'Choose another profile, or see whether the place that its credentials come from can be reached.',
    },
    { cause: thrown },
  );
}
