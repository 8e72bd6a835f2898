import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ListExportsCommand,
  ListImportsCommand,
} from '@aws-sdk/client-cloudformation';
import { expect, it } from 'vitest';
import { allEvents, cloudForTest, errorOf, eventLine, settled } from './support/cloud.ts';
import { nested, storeTemplates } from './support/nested-stack.ts';
import { bucketNamed } from './support/refusal.ts';
import { deployment, StackName, updatable } from './support/update.ts';

const exported = (value: unknown) => ({
  Outputs: { Name: { Value: value, Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-name` } } } },
});
const RESOURCES = { Bucket: bucketNamed('shared-bucket'), Other: deployment() };

/** A stack with an export, and stacks of these names that import it. */
async function sharing(...importers: string[]) {
  const stack = await updatable(await cloudForTest(), RESOURCES, exported({ Ref: 'Bucket' }));
  const { cloudformation } = stack;
  for (const name of importers) {
    const Resources = { Reader: deployment({ Name: { 'Fn::ImportValue': { 'Fn::Sub': `shop-\${Kind}` } } }) };
    const Parameters = { Kind: { Type: 'String', Default: 'name' } };
    const TemplateBody = JSON.stringify({ Parameters, Resources });
    await cloudformation.send(new CreateStackCommand({ StackName: name, TemplateBody }));
    expect((await settled(cloudformation, name)).StackStatus).toBe('CREATE_COMPLETE');
  }
  return stack;
}

it('ListExports and ListImports say what is exported and who imports it', async () => {
  const { cloudformation } = await sharing('reader');
  const { Exports } = await cloudformation.send(new ListExportsCommand({}));
  expect(Exports).toMatchObject([{ Name: 'shop-name', Value: 'shared-bucket' }]);
  const imports = (ExportName: string) => cloudformation.send(new ListImportsCommand({ ExportName }));
  expect((await imports('shop-name')).Imports).toEqual(['reader']);
  expect((await errorOf(imports('lost'))).message).toBe("Export 'lost' does not exist.");
  await cloudformation.send(new DeleteStackCommand({ StackName: 'reader' }));
  while ((await cloudformation.send(new DescribeStacksCommand({}))).Stacks!.length > 1);
  expect((await errorOf(imports('shop-name'))).message).toBe(
    "Export 'shop-name' is not imported by any stack.",
  );
});

it('a stack whose export is in use is not deleted: it is unchanged and says why', async () => {
  const { cloudformation, id, end } = await sharing('reader', 'second');
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  const stack = await end();
  const reason = 'Delete canceled. Cannot delete export shop-name as it is in use by reader and second.';
  expect(stack).toMatchObject({ StackStatus: 'CREATE_COMPLETE', StackStatusReason: reason });
  expect(stack.DeletionTime).toBeUndefined();
  expect((await allEvents(cloudformation, id)).map(eventLine).slice(-2)).toEqual([
    'shop DELETE_IN_PROGRESS: User Initiated',
    `shop CREATE_COMPLETE: ${reason}`,
  ]);
  for (const name of ['reader', 'second'])
    await cloudformation.send(new DeleteStackCommand({ StackName: name }));
  while ((await cloudformation.send(new DescribeStacksCommand({}))).Stacks!.length > 1);
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  expect((await end()).StackStatus).toBe('DELETE_COMPLETE');
});

it.each([
  ['deleted', {}, 'Export shop-name cannot be deleted as it is in use by reader'],
  ['updated', exported('other'), 'Export shop-name cannot be updated as it is in use by reader'],
])('an update by which an export in use would be %s is rolled back', async (_how, outputs, reason) => {
  const { begin, end, lines } = await sharing('reader');
  await begin(RESOURCES, {}, outputs);
  const stack = await end();
  expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(stack.Outputs).toMatchObject([{ OutputValue: 'shared-bucket', ExportName: 'shop-name' }]);
  expect(await lines()).toContain(`shop UPDATE_ROLLBACK_IN_PROGRESS: ${reason}`);
});

it('an update keeps an export in use, and may drop an unused one', async () => {
  const used = await sharing('reader');
  await used.begin({ ...RESOURCES, More: deployment() });
  expect((await used.end()).StackStatus).toBe('UPDATE_COMPLETE');
  const unused = await sharing();
  await unused.begin(RESOURCES, {}, {});
  expect((await unused.end()).StackStatus).toBe('UPDATE_COMPLETE');
});

it('a nested stack whose export is in use prevents the stack above from being deleted', async () => {
  const cloud = await cloudForTest();
  const child = { Resources: RESOURCES, Outputs: { Name: { Value: 'x', Export: { Name: 'inner-name' } } } };
  const urls = await storeTemplates(cloud, { child });
  const { cloudformation, end, id } = await updatable(cloud, { Child: nested(urls.child) });
  const Resources = { Reader: deployment({ Name: { 'Fn::ImportValue': 'inner-name' } }) };
  await cloudformation.send(
    new CreateStackCommand({ StackName: 'reader', TemplateBody: JSON.stringify({ Resources }) }),
  );
  await settled(cloudformation, 'reader');
  await cloudformation.send(new DeleteStackCommand({ StackName }));
  expect((await end()).StackStatus).toBe('DELETE_FAILED');
  expect((await allEvents(cloudformation, id)).map(eventLine)).toContainEqual(
    expect.stringMatching(
      /^Child DELETE_FAILED: Embedded stack \S+ was not successfully deleted: Delete canceled\. Cannot delete export inner-name as it is in use by reader\.$/,
    ),
  );
});
