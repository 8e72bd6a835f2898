import { AmplifyClient, ListAppsCommand } from '@aws-sdk/client-amplify';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientOptions, cloudForTest, errorOf } from './support/cloud.ts';
import { manualClock } from './support/manual-clock.ts';
import { wire } from './support/wire.ts';

const minute = 60_000;
/** A moment of the current hour, so that the signing date and the cloud's clock are nearly always on the same day. */
const now = Math.floor(Date.now() / 1000) * 1000;
const stamp = (moment: number) => new Date(moment).toISOString().replace(/[-:]|\.\d{3}/g, '');

const services = {
  sts: (options: object) => new STSClient(options).send(new GetCallerIdentityCommand({})),
  iam: (options: object) => new IAMClient(options).send(new ListUsersCommand({})),
  cloudformation: (options: object) => new CloudFormationClient(options).send(new ListStacksCommand({})),
  amplify: (options: object) => new AmplifyClient(options).send(new ListAppsCommand({})),
  s3: (options: object) => new S3Client(options).send(new ListBucketsCommand({})),
};

/** A call signed at `sent` to a cloud whose time is `now`. @returns the answer, with its text and the times in it */
async function call(service: keyof typeof services, sent: number) {
  const cloud = await cloudForTest({ clock: manualClock(now), requestMinutes: undefined });
  const options = { ...clientOptions(cloud), systemClockOffset: sent - Date.now() };
  return services[service](options);
}

describe('a wrong clock', () => {
  it.each([
    ['sts', 15, 'SignatureDoesNotMatch'],
    ['iam', 15, 'SignatureDoesNotMatch'],
    ['cloudformation', 5, 'SignatureDoesNotMatch'],
    ['amplify', 5, 'InvalidSignatureException'],
  ] as const)('%s takes %i minutes', async (service, minutes, name) => {
    await call(service, now - (minutes - 1) * minute);
    await call(service, now + (minutes - 1) * minute);
    const early = await errorOf(call(service, now + (minutes + 1) * minute));
    expect(early).toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    expect(early.message).toMatch(
      new RegExp(
        `^Signature not yet current: \\d{8}T\\d{6}Z is still later than ${stamp(now + minutes * minute)} \\(${stamp(now)} \\+ ${minutes} min\\.\\)$`,
      ),
    );
    const late = await errorOf(call(service, now - (minutes + 1) * minute));
    expect(late).toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    expect(late.message).toMatch(
      new RegExp(
        `^Signature expired: \\d{8}T\\d{6}Z is now earlier than ${stamp(now - minutes * minute)} \\(${stamp(now)} - ${minutes} min\\.\\)$`,
      ),
    );
  });

  it.each([-16, 16])('s3 says how late it is there, %i minutes off', async (off) => {
    await call('s3', now + (off - Math.sign(off) * 2) * minute);
    expect(await errorOf(call('s3', now + off * minute))).toMatchObject({
      name: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
      ServerTime: new Date(now).toISOString().replace('.000', ''),
      MaxAllowedSkewMilliseconds: '900000',
    });
  });

  it.each([
    [
      'sts',
      'SignatureDoesNotMatch',
      /^Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '\d{8}' != '20200101', from '20200101T000000Z'\.$/,
    ],
    [
      's3',
      'AuthorizationHeaderMalformed',
      /^The authorization header is malformed; Invalid credential date "\d{8}"\. This date is not the same as X-Amz-Date: "20200101"\.$/,
    ],
  ] as const)('%s reports a date that is not the day of the key', async (service, name, words) => {
    const cloud = await cloudForTest();
    const { requestHandler } = wire((signed) => {
      signed.headers['x-amz-date'] = '20200101T000000Z';
    });
    const error = await errorOf(services[service]({ ...clientOptions(cloud), requestHandler }));
    expect(error.name).toBe(name);
    expect(error.message).toMatch(words);
  });
});
