"""Makes AWS calls with boto3, a client that shares no code with the SDK for JavaScript.

The first line of standard input is a JSON object (endpoint, region, key, secret); every further line is a call (service,
operation, input). Answers each with one line: {"output": ...} or {"error": code, "message": text}.
"""

import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

given = json.loads(sys.stdin.readline())
config = Config(retries={"max_attempts": 1}, parameter_validation=True)
clients = {}


def client(service, key, secret, token):
    if (service, key) not in clients:
        session = boto3.session.Session(
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            region_name=given["region"],
        )
        clients[service, key] = session.client(service, endpoint_url=given["endpoint"], config=config)
    return clients[service, key]


for line in iter(sys.stdin.readline, ""):
    call = json.loads(line)
    keys = call.get("keys") or given
    try:
        method = getattr(client(call["service"], keys["key"], keys["secret"], keys.get("token")), xform_name(call["operation"]))
        output = method(**call["input"])
        if "Body" in output:
            output["Body"] = output["Body"].read().decode()
        answer = {"output": output}
    except ClientError as error:
        answer = {"error": error.response["Error"]["Code"], "message": error.response["Error"]["Message"]}
    print(json.dumps(answer, default=str), flush=True)
