import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { readFault } from '../../demo/cloud/faults/spec.ts';
import { clientOptions, errorOf } from './support/cloud.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';
import { wire } from './support/wire.ts';

const CFN = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The error of a Query service, as in "Common errors" of its API reference. */
function queryError(namespace: string, code: string, message: string, type = 'Sender'): string {
  return `
    <ErrorResponse xmlns="${namespace}">
      <Error><Type>${type}</Type><Code>${code}</Code><Message>${message}</Message></Error>
      <RequestId>UUID</RequestId>
    </ErrorResponse>`;
}

/** The error of S3, as in "Error responses" of its API reference. */
function s3Error(code: string, message: string, details = ''): string {
  return `
    <Error>
      <Code>${code}</Code><Message>${message}</Message>${details}
      <RequestId>UUID</RequestId><HostId>HOST</HostId>
    </Error>`;
}

/** The answer of each service under a fault. */
async function answersUnder(fault: string) {
  const set = await goldenSetUp({ faultRules: [readFault(fault)] });
  await errorOf(set.cloudformation.send(new ListStacksCommand({})));
  await errorOf(set.iam.send(new ListUsersCommand({})));
  await errorOf(set.sts.send(new GetCallerIdentityCommand({})));
  await errorOf(set.s3.send(new ListBucketsCommand({})));
  return set.replies;
}

const EXPIRED = 'The security token included in the request is expired';

describe('errors that every call can get', () => {
  it.each([
    ['throttle', 400, 503, 'Throttling', 'Rate exceeded', 'SlowDown', 'Please reduce your request rate.'],
    [
      'error=503',
      503,
      503,
      'ServiceUnavailable',
      'Service Unavailable',
      'ServiceUnavailable',
      'Service is unable to handle request.',
    ],
    [
      'error=500',
      500,
      500,
      'InternalFailure',
      'An internal error occurred.',
      'InternalError',
      'We encountered an internal error. Please try again.',
    ],
  ])('%s', async (fault, status, s3Status, code, message, s3Code, s3Message) => {
    const [cloudformation, iam, sts, s3] = await answersUnder(fault);
    const type = status >= 500 ? 'Receiver' : 'Sender';
    expectXml(cloudformation?.body, queryError(CFN, code, message, type));
    expectXml(iam?.body, queryError(IAM, code, message, type));
    expectXml(sts?.body, queryError(STS, code, message, type));
    expectXml(s3?.body, s3Error(s3Code, s3Message));
    expect([cloudformation?.status, s3?.status]).toEqual([status, s3Status]);
  });

  it('an expired token', async () => {
    const [cloudformation, iam, sts, s3] = await answersUnder('expire');
    expectXml(cloudformation?.body, queryError(CFN, 'ExpiredToken', EXPIRED));
    expectXml(iam?.body, queryError(IAM, 'ExpiredToken', EXPIRED));
    expectXml(sts?.body, queryError(STS, 'ExpiredTokenException', EXPIRED));
    expectXml(s3?.body, s3Error('ExpiredToken', 'The provided token has expired.'));
    expect([cloudformation?.status, s3?.status]).toEqual([403, 400]);
  });

  it('a call that no policy allows', async () => {
    const because = 'because no identity-based policy allows the cloudformation:ListStacks action';
    const { cloudformation, replies } = await goldenSetUp({ authorize: () => ({ allowed: false, because }) });
    await errorOf(cloudformation.send(new ListStacksCommand({})));
    expectXml(
      replies[0]?.body,
      queryError(
        CFN,
        'AccessDenied',
        `User: arn:aws:iam::111122223333:user/amplify-dev is not authorized to perform: cloudformation:ListStacks on resource: * ${because}`,
      ),
    );
    expect(replies[0]?.status).toBe(403);
  });

  it('a wrong clock', async () => {
    const [cloudformation, , , s3] = await answersUnder('skew=1h');
    expectXml(
      cloudformation?.body.replace(/\d{8}T\d{6}Z/g, 'TIME'),
      queryError(
        CFN,
        'SignatureDoesNotMatch',
        'Signature expired: TIME is now earlier than TIME (TIME - 15 min.)',
      ),
    );
    expect(cloudformation?.status).toBe(403);
    expect(s3?.status).toBe(403);
    expectXml(
      s3?.body.replace(/(?<=<RequestTime>)\d{8}T\d{6}Z/, 'TIME'),
      s3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        `<RequestTime>TIME</RequestTime><ServerTime>TIME</ServerTime>
         <MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>`,
      ),
    );
  });

  it('a key that nobody has, and a wrong secret', async () => {
    const { cloud } = await goldenSetUp();
    const { replies, requestHandler } = wire();
    const options = { ...clientOptions(cloud), requestHandler: requestHandler as never };
    const { secretAccessKey } = options.credentials;
    const accessKeyId = 'AKIANOBODYHASTHISKEY';
    const stranger = new CloudFormationClient({ ...options, credentials: { accessKeyId, secretAccessKey } });
    await errorOf(stranger.send(new ListStacksCommand({})));
    expectXml(
      replies[0]?.body,
      queryError(CFN, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    );
    const wrong = { ...options.credentials, secretAccessKey: 'wrong' };
    await errorOf(
      new CloudFormationClient({ ...options, credentials: wrong }).send(new ListStacksCommand({})),
    );
    expectXml(
      replies[1]?.body,
      queryError(
        CFN,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      ),
    );
    expect(replies.map(({ status }) => status)).toEqual([403, 403]);
  });
});
