import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
process.setMaxListeners(0);

/** Looks into a demo cloud with the SDK, independently of the program under proof. */
export function lookInto(cloud) {
  const [user] = cloud.accounts[0].users;
  const settings = {
    endpoint: cloud.endpoint,
    region: cloud.region,
    credentials: { accessKeyId: user.accessKeyId, secretAccessKey: user.secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 5,
  };
  const cloudFormation = new CloudFormationClient(settings);
  const s3 = new S3Client(settings);
  const iam = new IAMClient(settings);

  async function allPages(read) {
    const items = [];
    let token;
    do {
      const page = await read(token);
      items.push(...page.items);
      token = page.next;
    } while (token);
    return items;
  }

  return {
    /** Everything in the cloud whose name begins with a project's, including deleted stacks. */
    async belongingTo(project) {
      const mine = (name) => name.startsWith(`${project}-`);
      const stacks = await allPages(async (NextToken) => {
        const { StackSummaries = [], NextToken: next } = await cloudFormation.send(
          new ListStacksCommand({ NextToken }),
        );
        return { items: StackSummaries, next };
      });
      const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
      const mineBuckets = Buckets.map(({ Name }) => Name).filter(mine);
      const objects = [];
      for (const Bucket of mineBuckets) {
        const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
        objects.push(...Contents.map(({ Key }) => Key));
      }
      const roles = await allPages(async (Marker) => {
        const { Roles = [], Marker: next } = await iam.send(new ListRolesCommand({ Marker }));
        return { items: Roles, next };
      });
      return {
        stacks: stacks
          .filter(({ StackName }) => mine(StackName))
          .map(({ StackName, StackId, StackStatus }) => ({
            name: StackName,
            id: StackId,
            status: StackStatus,
          })),
        buckets: mineBuckets,
        objects,
        roles: roles.map(({ RoleName }) => RoleName).filter(mine),
      };
    },
    /** The status of a stack, by name or id. */
    async stackStatus(name) {
      const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
      return Stacks?.[0]?.StackStatus;
    },
    close() {
      for (const client of [cloudFormation, s3, iam]) client.destroy();
    },
  };
}
