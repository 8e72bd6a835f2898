import { DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, type IAMClient } from '@aws-sdk/client-iam';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { ResourceFault } from '../../../demo/cloud/cloud.ts';
import { cloudForTest } from './cloud.ts';
import { nested, storeTemplates } from './nested-stack.ts';
import { deployment, linesOfLastUpdate, role, StackName, updatable } from './update.ts';

/** A nested stack with a role for this service. */
export const CHILD = (service: string, more: object = {}) => ({
  Parameters: { Text: { Type: 'String', Default: 'a' } },
  Resources: { Inner: role('inner', service), Word: deployment({ Text: { Ref: 'Text' } }), ...more },
  Outputs: { Word: { Value: { Ref: 'Word' } } },
});

/** A stack with one nested stack, and a function that stores another template at the same URL. */
export async function withChild(
  faults = new Map<string, ResourceFault>(),
  goesBack: (status: string) => boolean = () => false,
) {
  const cloud = await cloudForTest({
    faults: {
      resourceFault: ({ status }, { logicalId }) =>
        faults.get(goesBack(status) ? `back ${logicalId}` : logicalId),
    },
  });
  const urls = await storeTemplates(cloud, { child: CHILD('lambda'), other: CHILD('lambda') });
  const stack = await updatable(cloud, { Child: nested(urls.child), Other: deployment() });
  const { StackResources } = await stack.cloudformation.send(
    new DescribeStackResourcesCommand({ StackName, LogicalResourceId: 'Child' }),
  );
  const childId = StackResources![0]!.PhysicalResourceId!;
  return {
    ...stack,
    url: urls.child!,
    otherUrl: urls.other!,
    childId,
    store: (template: object) =>
      stack.s3.send(
        new PutObjectCommand({
          Bucket: 'nested-templates',
          Key: 'child.json',
          Body: JSON.stringify(template),
        }),
      ),
    inside: () => linesOfLastUpdate(stack.cloudformation, childId),
    async child() {
      return (await stack.cloudformation.send(new DescribeStacksCommand({ StackName: childId }))).Stacks![0]!;
    },
  };
}

/** The principal who may assume the role inside. */
export async function serviceOf(iam: IAMClient): Promise<string> {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'inner' }));
  return /(\w+)\.amazonaws/.exec(decodeURIComponent(Role!.AssumeRolePolicyDocument!))![1]!;
}
