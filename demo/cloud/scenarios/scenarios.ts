import { accountOf } from '../accounts.ts';
import type { Cloud } from '../cloud.ts';
import { startUpdate } from '../cloudformation/update.ts';
import { draftUpdate } from '../cloudformation/update-draft.ts';
import { rollBackUpdate } from '../cloudformation/update-rollback.ts';
import { deleteRole } from '../iam/roles.ts';
import { insertBucket } from '../s3/buckets.ts';
import { setPermissionsBoundary } from './boundary.ts';
import { createStackInThePast, REGION, rootTemplate, storeTemplate, user } from './ingredients.ts';
import { prepareRoles } from './roles.ts';
import { tableStack } from './templates.ts';

/** A state that a cloud can start with. */
export interface Scenario {
  name: string;
  /** What it contains, in one sentence. */
  about: string;
  /** The stack it is about, whether it already exists or not. */
  stackName?: string;
  prepare: (cloud: Cloud) => void;
}

/** The stack name of the scenarios with a stack. */
const STACK = 'amplify-demoshop-dev-90125';

const SCENARIOS: readonly Scenario[] = [
  { name: 'fresh', about: 'Two accounts, nothing in them.', prepare: () => undefined },
  {
    name: 'roles',
    about: 'Biz Corp has a role for Dev Corp that requires MFA and an external id; the device is set up.',
    prepare: prepareRoles,
  },
  {
    name: 'bucket-taken',
    about: `Biz Corp owns ${STACK}-deployment, the bucket that Dev Corp would make; names are global.`,
    stackName: STACK,
    prepare({ state, clock }) {
      const accountId = user(state, 'biz').accountId;
      insertBucket(state, { name: `${STACK}-deployment`, accountId, region: REGION, moment: clock.now() });
    },
  },
  {
    name: 'boundary',
    about: 'A permissions boundary on the Dev Corp user forbids making roles, whatever the policies allow.',
    prepare: ({ state }) => setPermissionsBoundary(state, user(state, 'dev')),
  },
  {
    name: 'rollback-complete',
    about: `${STACK} failed ten minutes ago because its bucket's name was taken, and was rolled back.`,
    stackName: STACK,
    prepare(cloud) {
      const { state, clock } = cloud;
      const accountId = user(state, 'biz').accountId;
      insertBucket(state, { name: `${STACK}-deployment`, accountId, region: REGION, moment: clock.now() });
      createStackInThePast(cloud, 600, STACK, rootTemplate(STACK));
    },
  },
  {
    name: 'rollback-failed',
    about: `An update of ${STACK} failed, and so did taking it back: somebody has deleted its UnauthRole meanwhile.`,
    stackName: STACK,
    prepare: breakUpdate,
  },
  {
    name: 'in-flight',
    about: `${STACK} is being deployed: 3 nested stacks, 120 resources, begun 30 seconds ago.`,
    stackName: STACK,
    prepare: (cloud) => deployNested(cloud, 30, [38, 38, 37]),
  },
  {
    name: 'large',
    about: `${STACK} is being deployed: 2,000 resources in 8 nested stacks, begun 10 seconds ago.`,
    stackName: STACK,
    prepare: (cloud) => deployNested(cloud, 10, [252, 248, 248, 248, 248, 248, 248, 248]),
  },
];

/** The names of all scenarios. */
export const SCENARIO_NAMES: readonly string[] = SCENARIOS.map(({ name }) => name);

/** The scenario of this name. @throws Error that lists all scenarios if there is none */
export function findScenario(name: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.name === name);
  if (scenario !== undefined) return scenario;
  throw new Error(`There is no scenario ${name}; there are ${SCENARIO_NAMES.join(', ')}`);
}

/**
 * An update changes a role, then needs a bucket whose name is taken, and is left as it failed. The role is deleted by hand, so
 * a requested rollback has nothing to change back.
 */
function breakUpdate(cloud: Cloud): void {
  const { state, clock, engine, speed } = cloud;
  const ago = (seconds: number): number => clock.now() - (seconds * 1000) / speed;
  insertBucket(state, {
    name: `${STACK}-uploads`,
    accountId: user(state, 'biz').accountId,
    region: REGION,
    moment: clock.now(),
  });
  const template = rootTemplate(STACK);
  createStackInThePast(cloud, 600, STACK, template);
  engine.catchUp();
  const stack = state.stacks.find(({ name }) => name === STACK);
  if (stack === undefined) throw new Error(`The scenario has no stack ${STACK}`);
  const { UnauthRole, ...others } = template.Resources;
  const { Properties, ...role } = UnauthRole as { Type: string; Properties: object };
  const Resources = {
    ...others,
    UnauthRole: { ...role, Properties: { ...Properties, MaxSessionDuration: 7200 } },
    Uploads: {
      Type: 'AWS::S3::Bucket',
      DependsOn: 'UnauthRole',
      Properties: { BucketName: `${STACK}-uploads` },
    },
  };
  const { creator, capabilities, tags } = stack;
  const draft = draftUpdate(stack, {
    template: JSON.stringify({ ...template, Resources }),
    parameters: new Map(),
    capabilities,
    tags,
  });
  startUpdate(
    cloud,
    stack,
    draft,
    {
      kind: 'UPDATE',
      creator,
      disableRollback: true,
      retainExceptOnCreate: false,
      ofParent: false,
      checksNames: false,
      token: `scenario-update-${STACK}`,
      request: '',
    },
    ago(300),
  );
  engine.catchUp();
  deleteRole(accountOf(state, creator.accountId), `${STACK}-unauthRole`);
  rollBackUpdate(cloud, stack, ago(100), 'User Initiated');
}

/** A parent stack with the usual four resources and one nested stack for each size. */
function deployNested(cloud: Cloud, secondsAgo: number, sizes: readonly number[]): void {
  const template = rootTemplate(STACK);
  sizes.forEach((size, index) => {
    const name = `${['auth', 'api', 'storage'][index] ?? `category${index + 1}`}Stack`;
    template.Resources[name] = {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: storeTemplate(cloud, `${name}.json`, tableStack(size)) },
    };
  });
  createStackInThePast(cloud, secondsAgo, STACK, template);
}
