import {
  CreateVirtualMFADeviceCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { codeOf, stepAt } from '../../demo/cloud/totp.ts';
import { errorOf } from './support/cloud.ts';
import { control } from './support/control.ts';
import { expectXml, goldenSetUp } from './support/golden.ts';
import { externalId, roleArn, serial } from './support/roles.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const METADATA = '<ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>';
const CREDENTIALS = `
  <Credentials>
    <AccessKeyId>ASIAID</AccessKeyId>
    <SecretAccessKey>SECRET</SecretAccessKey>
    <SessionToken>TOKEN</SessionToken>
    <Expiration>TIME</Expiration>
  </Credentials>`;

async function withRole() {
  const set = await goldenSetUp({ scenario: 'roles' });
  const last = () =>
    set.replies
      .at(-1)
      ?.body.replace(/\bASIA[A-Z0-9]{16}\b/, 'ASIAID')
      .replace(/(?<=<SessionToken>)[A-Za-z0-9/+=]{80,}(?=<)/, 'TOKEN')
      .replace(/(?<=<QRCodePNG>)[A-Za-z0-9/+=]+(?=<)/, 'PNG');
  const phone = await control(set.cloud.endpoint, 'GET', 'phone');
  return { ...set, last, TokenCode: phone.devices[0].code as string };
}

it('AssumeRole, after the API reference of STS', async () => {
  const { sts, last, TokenCode } = await withRole();
  const input = { RoleArn: roleArn, RoleSessionName: 'golden', ExternalId: externalId };
  await sts.send(new AssumeRoleCommand({ ...input, SerialNumber: serial, TokenCode }));
  expectXml(
    last(),
    `<AssumeRoleResponse xmlns="${NAMESPACE}">
      <AssumeRoleResult>
        <AssumedRoleUser>
          <Arn>arn:aws:sts::444455556666:assumed-role/amplify-deploy/golden</Arn>
          <AssumedRoleId>AROAID:golden</AssumedRoleId>
        </AssumedRoleUser>
        ${CREDENTIALS}
      </AssumeRoleResult>
      ${METADATA}
    </AssumeRoleResponse>`,
  );
  await errorOf(sts.send(new AssumeRoleCommand({ ...input, SerialNumber: serial, TokenCode })));
  expectXml(
    last(),
    `<ErrorResponse xmlns="${NAMESPACE}">
      <Error>
        <Type>Sender</Type>
        <Code>AccessDenied</Code>
        <Message>MultiFactorAuthentication failed with invalid MFA one time pass code. </Message>
      </Error>
      <RequestId>UUID</RequestId>
    </ErrorResponse>`,
  );
});

it('GetSessionToken', async () => {
  const { sts, last } = await withRole();
  await sts.send(new GetSessionTokenCommand({}));
  expectXml(
    last(),
    `<GetSessionTokenResponse xmlns="${NAMESPACE}">
      <GetSessionTokenResult>${CREDENTIALS}</GetSessionTokenResult>
      ${METADATA}
    </GetSessionTokenResponse>`,
  );
});

it('CreateVirtualMFADevice and the lists of devices, after the API reference of IAM', async () => {
  const { iam, last, clock } = await withRole();
  const iamNamespace = 'https://iam.amazonaws.com/doc/2010-05-08/';
  const { VirtualMFADevice } = await iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }),
  );
  const seed = Buffer.from(VirtualMFADevice!.Base32StringSeed!);
  expect(codeOf(seed.toString(), stepAt(clock.now()))).toMatch(/^\d{6}$/);
  expectXml(
    last(),
    `<CreateVirtualMFADeviceResponse xmlns="${iamNamespace}">
      <CreateVirtualMFADeviceResult>
        <VirtualMFADevice>
          <SerialNumber>arn:aws:iam::111122223333:mfa/phone</SerialNumber>
          <Base32StringSeed>${seed.toString('base64')}</Base32StringSeed>
          <QRCodePNG>PNG</QRCodePNG>
        </VirtualMFADevice>
      </CreateVirtualMFADeviceResult>
      ${METADATA}
    </CreateVirtualMFADeviceResponse>`,
  );
  await iam.send(new ListMFADevicesCommand({ UserName: 'amplify-dev' }));
  expectXml(
    last(),
    `<ListMFADevicesResponse xmlns="${iamNamespace}">
      <ListMFADevicesResult>
        <MFADevices>
          <member>
            <UserName>amplify-dev</UserName>
            <SerialNumber>${serial}</SerialNumber>
            <EnableDate>TIME</EnableDate>
          </member>
        </MFADevices>
        <IsTruncated>false</IsTruncated>
      </ListMFADevicesResult>
      ${METADATA}
    </ListMFADevicesResponse>`,
  );
  await iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Unassigned' }));
  expectXml(
    last(),
    `<ListVirtualMFADevicesResponse xmlns="${iamNamespace}">
      <ListVirtualMFADevicesResult>
        <VirtualMFADevices>
          <member><SerialNumber>arn:aws:iam::111122223333:mfa/phone</SerialNumber></member>
        </VirtualMFADevices>
        <IsTruncated>false</IsTruncated>
      </ListVirtualMFADevicesResult>
      ${METADATA}
    </ListVirtualMFADevicesResponse>`,
  );
});
