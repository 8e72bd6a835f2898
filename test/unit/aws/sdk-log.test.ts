import { expect, it } from 'vitest';
import { sdkLogger } from '../../../src/aws/sdk-log.ts';

it("logs a call under AWS's name for it, and nothing of its input", () => {
  const lines: string[] = [];
  sdkLogger('cloudformation', (line) => lines.push(line)).info?.({
    clientName: 'CloudFormationClient',
    commandName: 'DescribeStacksCommand',
    input: { StackName: 'canary' },
    output: { Stacks: 'canary' },
    metadata: { httpStatusCode: 200, requestId: 'r-1', attempts: 2 },
  });
  expect(lines).toEqual(['cloudformation: DescribeStacks 200 request r-1 2 attempts']);
});
