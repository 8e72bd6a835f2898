import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { cloudForTest } from './support/cloud.ts';
import { type Change, sendForm } from './support/raw.ts';

const VERSION = 'Version=2010-05-08';

/** Status and error code of IAM's answer to a form. */
async function answerTo(body: string, change?: Change) {
  const { status, body: answer } = await sendForm(await cloudForTest(), body, change);
  return [status, /<Code>(\w+)<\/Code>/.exec(answer)?.[1]];
}

describe('a valid form', () => {
  it.each([
    `Action=ListUsers&${VERSION}`,
    `Action=ListUsers&${VERSION}&MaxItems=5&PathPrefix=`,
    `Action=CreateRole&${VERSION}&RoleName=r&AssumeRolePolicyDocument=%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22AWS%22%3A%22%2A%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%7D&Tags.member.1.Key=a&Tags.member.1.Value=b`,
  ])('%s', async (body) => {
    expect(await answerTo(body)).toEqual([200, undefined]);
  });
});

describe('a form that is refused', () => {
  it.each([
    ['without an action', VERSION, 400, 'MissingAction'],
    ['with an action of no service', `Action=ListMoons&${VERSION}`, 400, 'InvalidAction'],
    ['with another version', 'Action=ListUsers&Version=1999-01-01', 400, 'InvalidAction'],
    ['without what it needs', `Action=GetRole&${VERSION}`, 400, 'ValidationError'],
    ['with a number that is none', `Action=ListUsers&${VERSION}&MaxItems=many`, 400, 'MalformedInput'],
    ['with a structure for a text', `Action=GetUser&${VERSION}&UserName.a=b`, 404, 'MalformedQueryString'],
    [
      'with a text for a list',
      `Action=CreateRole&${VERSION}&${'RoleName=r&AssumeRolePolicyDocument={}'}&Tags=a`,
      404,
      'MalformedQueryString',
    ],
    [
      'with texts for structures',
      `Action=CreateRole&${VERSION}&RoleName=r&AssumeRolePolicyDocument={}&Tags.member.1=a`,
      404,
      'MalformedQueryString',
    ],
    [
      'with a structure in a structure',
      `Action=CreateRole&${VERSION}&RoleName=r&AssumeRolePolicyDocument={}&Tags.member.1.Key.a=b`,
      404,
      'MalformedQueryString',
    ],
    ['that cannot be decoded', `Action=GetUser&${VERSION}&UserName=%zz`, 404, 'MalformedQueryString'],
  ])('%s', async (_what, body, status, code) => {
    expect(await answerTo(body)).toEqual([status, code]);
  });

  it('as JSON, or as a GET', async () => {
    const json = { headers: { 'content-type': 'application/x-amz-json-1.1' } };
    expect(await answerTo('{}', json)).toEqual([415, 'UnsupportedProtocol']);
    const query = { Action: 'ListUsers', Version: '2010-05-08' };
    expect(await answerTo('', { method: 'GET', query, body: '' })).toEqual([405, 'MethodNotAllowed']);
  });

  it.each([
    ['a switch', 'DisableRollback=perhaps', 400, 'MalformedInput'],
    ['a list of texts', 'Capabilities.member.1.a=b', 404, 'MalformedQueryString'],
  ])('of CloudFormation, with an invalid %s', async (_what, parameter, status, code) => {
    const template = encodeURIComponent('{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}');
    const body = `Action=CreateStack&Version=2010-05-15&StackName=s&TemplateBody=${template}`;
    expect(await answerTo(body)).toEqual([200, undefined]);
    expect(await answerTo(`${body}&${parameter}`)).toEqual([status, code]);
  });
});

describe('a request without a proper signature', () => {
  it('presigned', async () => {
    const { endpoint } = await cloudForTest();
    const answer = await fetch(`${endpoint}/some-bucket/key?X-Amz-Signature=abc`);
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('presigned URLs')]);
  });

  it('of another kind', async () => {
    const { endpoint } = await cloudForTest();
    const headers = { authorization: 'Basic abc', 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await fetch(endpoint, { method: 'POST', headers, body: 'Action=ListUsers' });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('IncompleteSignature'),
    ]);
    const none = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': headers['content-type'] },
    });
    expect([none.status, await none.text()]).toEqual([
      403,
      expect.stringContaining('MissingAuthenticationToken'),
    ]);
  });

  it('with more than it accepts', async () => {
    const { endpoint } = await cloudForTest();
    const status = await new Promise<[number | undefined, string]>((resolve, reject) => {
      const outgoing = request(endpoint, { method: 'POST' }, async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve([response.statusCode, body]);
      });
      outgoing.on('error', reject);
      const chunk = Buffer.alloc(1024 * 1024);
      for (let sent = 0; sent <= 64; sent += 1) outgoing.write(chunk);
      outgoing.end();
    });
    expect(status).toEqual([400, expect.stringContaining('EntityTooLarge')]);
  });
});
