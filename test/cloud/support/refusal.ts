import {
  CreateStackCommand,
  type CreateStackCommandInput,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { expect } from 'vitest';
import { clientsFor, cloudForTest, errorOf } from './cloud.ts';

/** The smallest possible resource. */
export const BUCKET = { Type: 'AWS::S3::Bucket' };

/** A bucket with a name, which may be any template value. */
export function bucketNamed(name: unknown) {
  return { ...BUCKET, Properties: { BucketName: name } };
}

/** CreateStack's error for a template or a whole input; checks that no stack is left. */
export async function refusal(template: unknown, input: Partial<CreateStackCommandInput> = {}) {
  const { cloudformation } = clientsFor(await cloudForTest());
  const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
  const error = await errorOf(
    cloudformation.send(new CreateStackCommand({ StackName: 'refused', TemplateBody, ...input })),
  );
  const { StackSummaries } = await cloudformation.send(new ListStacksCommand({}));
  expect(StackSummaries, 'a refused stack leaves nothing').toEqual([]);
  return { name: error.name, message: error.message };
}
