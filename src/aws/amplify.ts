import { Problem } from '../core/problem.ts';
import { plainText, wordsOf } from '../core/text.ts';
import { callAws } from './call.ts';
import type { AwsClients } from './clients.ts';
import { notFromAws } from './identity.ts';
import { countPages } from './pages.ts';
import { errorFacts } from './problems/facts.ts';

/** An app of the Amplify service, under which the console lists a backend. */
export interface AmplifyApp {
  readonly id: string;
  readonly description?: string;
}

/**
 * The regions in which the Amplify CLI uses the Amplify service (its own list); in others a backend works without an app.
 * Elsewhere the service's name may not even resolve, which looks like a missing network.
 */
const regionsWithAmplify: ReadonlySet<string> = new Set(
  wordsOf(`
  us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-south-1 eu-west-1 eu-west-2
  eu-west-3 eu-central-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1
  ap-southeast-2 ap-south-1 ca-central-1 me-south-1 sa-east-1
`),
);

/** Whether the Amplify service can be expected to answer these clients. */
export function hasAmplify({ cloud, region }: AwsClients): boolean {
  return cloud.kind !== 'aws' || regionsWithAmplify.has(region);
}

/** The apps of the account in the region. @throws Problem ACCESS_DENIED, … */
export async function listApps(clients: AwsClients, signal?: AbortSignal): Promise<AmplifyApp[]> {
  const doing = 'list the apps of AWS Amplify';
  return callAws(clients.amplify, doing, signal, async (client, options) => {
    const { ListAppsCommand } = await import('@aws-sdk/client-amplify');
    const found: AmplifyApp[] = [];
    const nextOf = countPages(doing);
    let nextToken: string | undefined;
    do {
      const answer = await client.send(
        new ListAppsCommand({ maxResults: 100, ...(nextToken ? { nextToken } : {}) }),
        options,
      );
      // A sign-in page in between answers with 200, too.
      if (!answer.apps) throw notFromAws(doing);
      for (const { appId, description } of answer.apps)
        if (appId) found.push({ id: appId, ...(description ? { description } : {}) });
      nextToken = nextOf(answer.nextToken);
    } while (nextToken);
    return found;
  });
}

/**
 * Creates an app. A repeated call creates a second one: check first.
 *
 * @returns its id
 * @throws Problem ACCESS_DENIED, AWS_REJECTED at the limit of apps, …
 */
export async function createApp(
  clients: AwsClients,
  { name, description }: { readonly name: string; readonly description: string },
  signal?: AbortSignal,
): Promise<string> {
  const doing = `create the app ${name} in AWS Amplify`;
  return callAws(clients.amplify, doing, signal, async (client, options) => {
    const { CreateAppCommand } = await import('@aws-sdk/client-amplify');
    const { app } = await client.send(
      // The Amplify console then builds the app with the newest Amplify CLI, as it does apps that the CLI creates.
      new CreateAppCommand({
        name,
        description,
        environmentVariables: { _LIVE_PACKAGE_UPDATES: liveUpdates },
      }),
      options,
    );
    if (!app?.appId) throw notFromAws(doing);
    return app.appId;
  });
}

const liveUpdates = '[{"pkg":"@aws-amplify/cli","type":"npm","version":"latest"}]';

/**
 * Adds an environment of its backend to an app; an existing one stays.
 *
 * @throws Problem ACCESS_DENIED, …; AWS_REJECTED if the existing one belongs to another stack
 */
export async function ensureBackendEnvironment(
  clients: AwsClients,
  environment: {
    readonly appId: string;
    readonly environmentName: string;
    readonly stackName: string;
    readonly deploymentArtifacts: string;
  },
  signal?: AbortSignal,
): Promise<void> {
  const { appId, environmentName, stackName } = environment;
  const doing = `add the environment ${environmentName} to the app ${appId}`;
  await callAws(clients.amplify, doing, signal, async (client, options) => {
    const { CreateBackendEnvironmentCommand, GetBackendEnvironmentCommand } = await import(
      '@aws-sdk/client-amplify'
    );
    try {
      const { backendEnvironment } = await client.send(
        new GetBackendEnvironmentCommand({ appId, environmentName }),
        options,
      );
      const there = backendEnvironment?.stackName;
      if (there !== undefined && there !== stackName) throw takenEnvironment(environment, there);
    } catch (thrown) {
      if (errorFacts(thrown).name !== 'NotFoundException') throw thrown;
      await client.send(new CreateBackendEnvironmentCommand(environment), options);
    }
  });
}

function takenEnvironment(
  { appId, environmentName }: { readonly appId: string; readonly environmentName: string },
  there: string,
): Problem {
  return new Problem({
    code: 'AWS_REJECTED',
    what: `The app ${appId} already has an environment ${environmentName}.`,
    why: `It belongs to the stack ${plainText(there)}.`,
    next: 'Choose another name for the environment.',
  });
}

/**
 * Removes an environment from an app, if it belongs to the stack; a missing one is not an error.
 *
 * @throws Problem ACCESS_DENIED, …
 */
export async function deleteBackendEnvironment(
  clients: AwsClients,
  {
    stackName,
    ...environment
  }: { readonly appId: string; readonly environmentName: string; readonly stackName: string },
  signal?: AbortSignal,
): Promise<void> {
  const doing = `take the environment ${environment.environmentName} out of the app ${environment.appId}`;
  await callAws(clients.amplify, doing, signal, async (client, options) => {
    const { DeleteBackendEnvironmentCommand, GetBackendEnvironmentCommand } = await import(
      '@aws-sdk/client-amplify'
    );
    let there: string | undefined;
    try {
      const { backendEnvironment } = await client.send(
        new GetBackendEnvironmentCommand(environment),
        options,
      );
      there = backendEnvironment?.stackName;
    } catch (thrown) {
      // Without the read permission, none was created: creating always checks first.
      if (['NotFoundException', 'AccessDeniedException'].includes(errorFacts(thrown).name)) return;
      throw thrown;
    }
    if (there === stackName) await client.send(new DeleteBackendEnvironmentCommand(environment), options);
  });
}

/** Deletes an app with its environments; a missing one is not an error. @throws Problem ACCESS_DENIED, … */
export async function deleteApp(clients: AwsClients, appId: string, signal?: AbortSignal): Promise<void> {
  await callAws(
    clients.amplify,
    `delete the app ${appId} of AWS Amplify`,
    signal,
    async (client, options) => {
      const { DeleteAppCommand } = await import('@aws-sdk/client-amplify');
      try {
        await client.send(new DeleteAppCommand({ appId }), options);
      } catch (thrown) {
        if (errorFacts(thrown).name !== 'NotFoundException') throw thrown;
      }
    },
  );
}

/** The contents of an app. */
export interface AppContents {
  /** The environments of its backend by name, each with its stack. */
  readonly environments: ReadonlyMap<string, string | undefined>;
  /** How many branches it builds and hosts. */
  readonly branches: number;
}

/**
 * Reads the contents of an app.
 *
 * @returns undefined if there is no such app
 * @throws Problem ACCESS_DENIED, …
 */
export async function appContents(
  clients: AwsClients,
  appId: string,
  signal?: AbortSignal,
): Promise<AppContents | undefined> {
  const doing = `look into the app ${appId} of AWS Amplify`;
  return callAws(clients.amplify, doing, signal, async (client, options) => {
    const { ListBackendEnvironmentsCommand, ListBranchesCommand } = await import('@aws-sdk/client-amplify');
    const environments = new Map<string, string | undefined>();
    try {
      const nextOf = countPages(doing);
      let nextToken: string | undefined;
      do {
        const page = await client.send(
          new ListBackendEnvironmentsCommand({ appId, ...(nextToken ? { nextToken } : {}) }),
          options,
        );
        // A sign-in page in between answers with 200, too.
        if (!page.backendEnvironments) throw notFromAws(doing);
        for (const { environmentName, stackName } of page.backendEnvironments)
          if (environmentName) environments.set(environmentName, stackName);
        nextToken = nextOf(page.nextToken);
      } while (nextToken);
      // The first page shows whether there are any.
      const { branches } = await client.send(new ListBranchesCommand({ appId }), options);
      if (!branches) throw notFromAws(doing);
      return { environments, branches: branches.length };
    } catch (thrown) {
      if (errorFacts(thrown).name === 'NotFoundException') return undefined;
      throw thrown;
    }
  });
}
