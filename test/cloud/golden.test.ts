import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientOptions, cloudForTest, errorOf } from './support/cloud.ts';
import { manualClock } from './support/manual-clock.ts';
import { wire } from './support/wire.ts';

/** Line breaks and the white space around them are layout of this file, not part of the answer. */
function golden(xml: string): string {
  return xml.trim().replace(/\s*\n\s*/g, '');
}

/** Ids and times that differ between runs, at the same place in both texts. */
function steady(xml: string): string {
  return xml
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/<HostId>[^<]+<\/HostId>/, '<HostId>HOST</HostId>');
}

async function setUp() {
  const clock = manualClock();
  const cloud = await cloudForTest({ clock, speed: 1 });
  const { replies, requestHandler } = wire();
  const options = { ...clientOptions(cloud), requestHandler: requestHandler as never };
  return {
    clock,
    replies,
    cloudformation: new CloudFormationClient(options),
    s3: new S3Client(options),
    sts: new STSClient(options),
  };
}

const TemplateBody =
  '{"Description":"One & only","Parameters":{"Name":{"Type":"String"}},"Resources":{"Bucket":{"Type":"AWS::S3::Bucket","Properties":{"BucketName":{"Ref":"Name"}}}},"Outputs":{"Bucket":{"Value":{"Ref":"Bucket"},"Description":"Its name","Export":{"Name":"golden-export"}}}}';
const INPUT = {
  StackName: 'golden',
  TemplateBody,
  Parameters: [{ ParameterKey: 'Name', ParameterValue: 'golden-bucket' }],
  Tags: [{ Key: 'k', Value: 'v' }],
};

describe('answers over the wire, written down by hand from the AWS documentation', () => {
  it('GetCallerIdentity', async () => {
    const { sts, replies } = await setUp();
    await sts.send(new GetCallerIdentityCommand({}));
    expect(replies[0]!.headers).toMatchObject({
      'content-type': 'text/xml',
      'x-amzn-requestid': expect.any(String),
    });
    expect(steady(replies[0]!.body)).toBe(
      golden(`
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>arn:aws:iam::111122223333:user/amplify-dev</Arn>
            <UserId>AIDADEMODEVCORPUSER2A</UserId>
            <Account>111122223333</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>`),
    );
  });

  it('CreateStack', async () => {
    const { cloudformation, replies } = await setUp();
    await cloudformation.send(new CreateStackCommand(INPUT));
    expect(steady(replies[0]!.body)).toBe(
      golden(`
        <CreateStackResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
          <CreateStackResult>
            <StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/golden/UUID</StackId>
            <OperationId>UUID</OperationId>
          </CreateStackResult>
          <ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>
        </CreateStackResponse>`),
    );
  });

  it('DescribeStacks', async () => {
    const { cloudformation, replies, clock } = await setUp();
    await cloudformation.send(new CreateStackCommand(INPUT));
    clock.advance(60_000);
    await cloudformation.send(new DescribeStacksCommand({ StackName: 'golden' }));
    expect(steady(replies[1]!.body)).toBe(
      golden(`
        <DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
          <DescribeStacksResult>
            <Stacks>
              <member>
                <StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/golden/UUID</StackId>
                <StackName>golden</StackName>
                <Description>One &amp; only</Description>
                <Parameters>
                  <member>
                    <ParameterKey>Name</ParameterKey>
                    <ParameterValue>golden-bucket</ParameterValue>
                  </member>
                </Parameters>
                <CreationTime>TIME</CreationTime>
                <RollbackConfiguration></RollbackConfiguration>
                <StackStatus>CREATE_COMPLETE</StackStatus>
                <DisableRollback>false</DisableRollback>
                <NotificationARNs/>
                    <Outputs>
                  <member>
                    <OutputKey>Bucket</OutputKey>
                    <OutputValue>golden-bucket</OutputValue>
                    <Description>Its name</Description>
                    <ExportName>golden-export</ExportName>
                  </member>
                </Outputs>
                <Tags><member><Key>k</Key><Value>v</Value></member></Tags>
                <EnableTerminationProtection>false</EnableTerminationProtection>
                <DriftInformation><StackDriftStatus>NOT_CHECKED</StackDriftStatus></DriftInformation>
                
                <LastOperations>
                  <member><OperationType>CREATE_STACK</OperationType><OperationId>UUID</OperationId></member>
                </LastOperations>
              </member>
            </Stacks>
          </DescribeStacksResult>
          <ResponseMetadata><RequestId>UUID</RequestId></ResponseMetadata>
        </DescribeStacksResponse>`),
    );
  });

  it('an error of a Query service', async () => {
    const { cloudformation, replies } = await setUp();
    await errorOf(cloudformation.send(new DescribeStacksCommand({ StackName: 'nobody' })));
    expect(replies[0]!.status).toBe(400);
    expect(steady(replies[0]!.body)).toBe(
      golden(`
        <ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
          <Error>
            <Type>Sender</Type>
            <Code>ValidationError</Code>
            <Message>Stack with id nobody does not exist</Message>
          </Error>
          <RequestId>UUID</RequestId>
        </ErrorResponse>`),
    );
  });

  it('ListObjectsV2', async () => {
    const { s3, replies } = await setUp();
    await s3.send(new CreateBucketCommand({ Bucket: 'golden-bucket' }));
    await s3.send(new PutObjectCommand({ Bucket: 'golden-bucket', Key: 'a & b', Body: 'hello' }));
    await s3.send(new PutObjectCommand({ Bucket: 'golden-bucket', Key: 'dir/c', Body: 'hello' }));
    await s3.send(new ListObjectsV2Command({ Bucket: 'golden-bucket', Delimiter: '/' }));
    // 5d41402abc4b2a76b9719d911017c592 is the MD5 of hello.
    expect(steady(replies[3]!.body)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n${golden(`
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Name>golden-bucket</Name>
          <Prefix></Prefix>
          <Delimiter>/</Delimiter>
          <KeyCount>2</KeyCount>
          <MaxKeys>1000</MaxKeys>
          <IsTruncated>false</IsTruncated>
          <Contents>
            <Key>a &amp; b</Key>
            <LastModified>TIME</LastModified>
            <ETag>&quot;5d41402abc4b2a76b9719d911017c592&quot;</ETag>
            <ChecksumAlgorithm>CRC32</ChecksumAlgorithm>
            <ChecksumType>FULL_OBJECT</ChecksumType>
            <Size>5</Size>
            <StorageClass>STANDARD</StorageClass>
          </Contents>
          <CommonPrefixes><Prefix>dir/</Prefix></CommonPrefixes>
        </ListBucketResult>`)}`,
    );
  });

  it('an error of S3', async () => {
    const { s3, replies } = await setUp();
    await errorOf(s3.send(new ListObjectsV2Command({ Bucket: 'no-bucket' })));
    expect(replies[0]!.status).toBe(404);
    expect(steady(replies[0]!.body)).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n${golden(`
        <Error>
          <Code>NoSuchBucket</Code>
          <Message>The specified bucket does not exist</Message>
          <BucketName>no-bucket</BucketName>
          <RequestId>UUID</RequestId>
          <HostId>HOST</HostId>
        </Error>`)}`,
    );
  });
});
