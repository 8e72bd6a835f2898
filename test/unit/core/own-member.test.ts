import { describe, expect, it } from 'vitest';
import { readAmplifyFlags } from '../../../src/app/headless/amplify-flags.ts';
import { awsProblem } from '../../../src/aws/problems.ts';
import { causeOf } from '../../../src/aws/progress/failures.ts';
import { resourceWords, statusNote } from '../../../src/aws/progress/words.ts';
import { consoleLink } from '../../../src/aws/stack.ts';
import { ownMember } from '../../../src/core/own-member.ts';
import { editorOf, editorProgram } from '../../../src/project/editors.ts';
import { regionWords } from '../../../src/regions/regions.ts';
import { awsError } from '../aws/support/fake-aws.ts';

const inherited = Object.getOwnPropertyNames(Object.prototype);

describe.each(inherited)('the name %s, which every object inherits,', (name) => {
  it('is not a member of a record', () => {
    expect(ownMember({ region: 'x' }, name)).toBeUndefined();
    expect(ownMember({ [name]: 'x' }, name)).toBe('x');
  });

  it('is an unknown AWS code like any other', () => {
    const other = awsProblem(awsError('SomethingNew', 'words of AWS'), 'do it');
    expect(awsProblem(awsError(name, 'words of AWS'), 'do it').code).toBe(other.code);
    const reason = `No. (RequestToken: 1, HandlerErrorCode: ${name})`;
    const stack = { eventId: '1', stackId: 's', stackName: 's', at: 0 };
    const event = { ...stack, logicalId: 'R', type: 'AWS::S3::Bucket', status: 'CREATE_FAILED', reason };
    expect(causeOf(event).meaning).toBeUndefined();
    expect(statusNote(name)).toBeUndefined();
    expect(resourceWords(name)).toEqual(expect.any(String));
    expect(consoleLink(`arn:${name}:cloudformation:eu-west-1:1:stack/s/1`)).toBeUndefined();
  });

  it('is not an editor or a country', () => {
    for (const layout of ['documented', 'multi-env'] as const) expect(editorOf(layout, name)).toBeUndefined();
    expect(editorProgram(name)).toBeUndefined();
    const { answers } = readAmplifyFlags({ amplify: `{"defaultEditor":"${name}"}` }, (value) => value);
    expect(answers).toMatchObject({ editor: name });
    expect(regionWords({ id: name, name: 'Somewhere' })).toMatch(/ Somewhere$/);
  });
});
