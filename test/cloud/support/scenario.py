"""The life of a parent stack, by boto3: a client that shares no code with the SDK for JavaScript.

Takes a JSON object on standard input (endpoint, region, key, secret, input: what create_stack is called with) and
prints what it saw as a JSON object.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

given = json.load(sys.stdin)
session = boto3.session.Session(
    aws_access_key_id=given["key"],
    aws_secret_access_key=given["secret"],
    region_name=given["region"],
)
config = Config(retries={"max_attempts": 1}, parameter_validation=True)


def client(name):
    return session.client(name, endpoint_url=given["endpoint"], config=config)


seen = {"account": client("sts").get_caller_identity()["Account"]}
seen["aliases"] = client("iam").list_account_aliases()["AccountAliases"]

cloudformation = client("cloudformation")
stack_id = cloudformation.create_stack(**given["input"])["StackId"]
name = given["input"]["StackName"]
quick = {"Delay": 0.05, "MaxAttempts": 200}
cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig=quick)
stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
seen["status"] = stack["StackStatus"]
seen["outputs"] = sorted(output["OutputKey"] for output in stack["Outputs"])
pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack_id)
seen["events"] = [
    [event["LogicalResourceId"], event["ResourceStatus"]] for page in pages for event in page["StackEvents"]
]

s3 = client("s3")
bucket = f"{name}-deployment"
s3.put_object(Bucket=bucket, Key="dir/a b+c", Body=b"hello", ContentType="text/plain")
seen["object"] = s3.get_object(Bucket=bucket, Key="dir/a b+c")["Body"].read().decode()
seen["keys"] = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
seen["policy"] = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])["Statement"][0]["Effect"]
try:
    s3.delete_bucket(Bucket=bucket)
except ClientError as error:
    seen["full"] = error.response["Error"]["Code"]
s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "dir/a b+c"}]})
trust = client("iam").get_role(RoleName=f"{name}-authRole")["Role"]["AssumeRolePolicyDocument"]
seen["trust"] = trust["Statement"][0]["Effect"]

cloudformation.delete_stack(StackName=name)
cloudformation.get_waiter("stack_delete_complete").wait(StackName=stack_id, WaiterConfig=quick)
seen["after"] = cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0]["StackStatus"]
try:
    cloudformation.describe_stacks(StackName=name)
except ClientError as error:
    seen["gone"] = [error.response["Error"]["Code"], error.response["Error"]["Message"]]
s3.delete_bucket(Bucket=bucket)
seen["buckets"] = [found["Name"] for found in s3.list_buckets()["Buckets"]]
print(json.dumps(seen))
