import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { usualTimes } from '../../../demo/cloud/cloudformation/resources/usual-times.ts';
import { aroundResources, expectedDurations } from '../../aws/progress/estimate.ts';
import { javascriptDefaults } from '../../project/frontends/javascript.ts';
import { planDocumentedFiles } from '../../project/layouts/documented.ts';
import { derivedNames } from '../../project/names.ts';
import { openDurations } from '../../state/durations.ts';
import { openJournal } from '../../state/journal.ts';
import type { InitStep } from '../../state/journal-entry.ts';
import { demoFolderPrefix, markRunning, removeLeftOver } from './left-over.ts';
import { sampleFiles } from './sample-project.ts';

/** The line that the demo cloud prints when it is ready. */
export interface ServedCloud {
  readonly endpoint: string;
  readonly region: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly users: readonly {
      readonly name: string;
      readonly arn: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    }[];
  }[];
  /** Set if one was chosen. */
  readonly scenario?: {
    readonly name: string;
    readonly about: string;
    readonly stackName?: string;
    readonly stackId?: string;
  };
}

/** The demo's own home folder, and the project in which it starts. */
export interface DemoHome {
  readonly home: string;
  readonly project: string;
  readonly stateFolder: string;
}

/** Creates a temporary home with profiles and a sample project for the scenario, on a cloud that is `speed` times as fast as AWS. */
export async function furnish(cloud: ServedCloud, speed: number): Promise<DemoHome> {
  await removeLeftOver(tmpdir());
  const home = await mkdtemp(join(tmpdir(), demoFolderPrefix));
  await markRunning(home);
  const stateFolder = join(home, '.amplify', 'tui');
  await writeProfiles(home, cloud);
  const project = join(home, cloud.scenario?.stackName === undefined ? 'inventory' : 'demoshop');
  await writeAll(
    Object.entries(sampleFiles).map(([name, contents]) => ({ path: join(project, name), contents })),
  );
  await prepareScenario({ home, project, stateFolder }, cloud);
  await learnTimes(stateFolder, speed);
  return { home, project, stateFolder };
}

/** The demo expects the times of its own cloud at its speed, not those of AWS. */
async function learnTimes(stateFolder: string, speed: number): Promise<void> {
  const durations = openDurations(stateFolder, false);
  for (const [type, times] of usualTimes(speed)) for (const ms of times) durations.learn(type, ms);
  for (const type of Object.values(aroundResources))
    durations.learn(type, (expectedDurations[type]?.middle ?? 0) / speed);
  await durations.save();
}

/** The step in which an `init` was interrupted, for the scenarios about that. */
const interruptedAt: Readonly<Record<string, InitStep>> = {
  'bucket-taken': 'creating',
  'rollback-complete': 'following',
};

/**
 * Makes the project match the cloud's initial state: a deployment in progress has a project that `watch` can attach to, a
 * failed or contested creation has the note of an interrupted `init`.
 */
async function prepareScenario({ home, project, stateFolder }: DemoHome, cloud: ServedCloud): Promise<void> {
  const { scenario, accounts, region, endpoint } = cloud;
  const [account] = accounts;
  const [user] = account?.users ?? [];
  if (scenario?.stackName === undefined || account === undefined || user === undefined) return;
  const { stackName, stackId } = scenario;
  const access = { kind: 'profile', name: 'devcorpuser' } as const;
  const settings = {
    name: 'demoshop',
    editor: 'none',
    app: 'javascript',
    framework: 'react',
    javascript: { ...javascriptDefaults('react'), distributionDir: 'dist' },
  } as const;
  const step = interruptedAt[scenario.name];
  if (step !== undefined) {
    await openJournal(stateFolder).save({
      version: 1,
      kind: 'init',
      // An init's note has the token of its CreateStack as its id.
      id: `scenario-${stackName}`,
      folder: project,
      startedAt: Date.now(),
      updatedAt: Date.now(),
      step,
      access,
      region,
      account: account.id,
      settings,
      stackName,
      token: `scenario-${stackName}`,
      endpoint,
      ...(stackId === undefined ? {} : { stackId }),
    });
    return;
  }
  if (stackId === undefined) return;
  const { bucket, authRole, unauthRole } = derivedNames(stackName);
  const role = (name: string) => `arn:aws:iam::${account.id}:role/${name}`;
  const stack = {
    region,
    stackName,
    stackId,
    deploymentBucketName: bucket,
    authRoleArn: role(authRole),
    authRoleName: authRole,
    unauthRoleArn: role(unauthRole),
    unauthRoleName: unauthRole,
  };
  const handlers = { frontend: home, provider: home, source: 'own' } as const;
  await writeAll(planDocumentedFiles({ root: project, settings, access, stack, handlers }));
}

async function writeProfiles(home: string, cloud: ServedCloud): Promise<void> {
  const [dev, biz] = cloud.accounts.map((account) => account.users[0]);
  await mkdir(join(home, '.aws'), { mode: 0o700 });
  const lines = [
    '[default]',
    `region=${cloud.region}`,
    '',
    '[profile devcorpuser]',
    `region=${cloud.region}`,
    '',
    '[profile bizcorpadmin]',
    `region=${cloud.region}`,
    '',
    '[profile bizcorprole]',
    `role_arn=arn:aws:iam::${cloud.accounts[1]?.id}:role/amplify-deploy`,
    'source_profile=devcorpuser',
    `mfa_serial=arn:aws:iam::${cloud.accounts[0]?.id}:mfa/dev`,
    'external_id=dev-corp-inventory-7f3a',
    `region=${cloud.region}`,
    '',
    '[profile old-ci]',
    `role_arn=arn:aws:iam::${cloud.accounts[1]?.id}:role/ci`,
    'source_profile=ci-server',
    '',
  ];
  const keys = (name: string, user: typeof dev) =>
    `[${name}]\naws_access_key_id=${user?.accessKeyId}\naws_secret_access_key=${user?.secretAccessKey}\n`;
  const credentials = [keys('default', dev), keys('devcorpuser', dev), keys('bizcorpadmin', biz)].join('\n');
  await writeFile(join(home, '.aws', 'config'), lines.join('\n'), { mode: 0o600 });
  await writeFile(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 });
}

async function writeAll(
  files: readonly { readonly path: string; readonly contents: string }[],
): Promise<void> {
  for (const { path, contents } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
}
