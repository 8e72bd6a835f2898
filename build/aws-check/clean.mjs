/** Deletes what a run has made: first what was noted, then anything in the account under the run's names. */

/**
 * @param noted `{ kind, name }` of what was about to be made, oldest first
 * @param tag part of every name of the run
 * @param pause between two looks at a stack that is being deleted, milliseconds
 * @returns what is left, as `kind name`; empty if nothing is
 */
export async function cleanUp(account, noted, tag, accountId, { pause = 3000, say = () => {} } = {}) {
  const deleteOne = deleters(account, accountId, pause);
  const order = ['stack', 'app', 'bucket', 'user', 'role', 'policy'];
  const inOrder = (all) => order.flatMap((kind) => all.filter((each) => each.kind === kind));
  const first = inOrder(
    noted.toReversed().filter((each, at, all) => all.findIndex((other) => same(each, other)) === at),
  );
  await inTurn(first, 8, async ({ kind, name }) => {
    say(`delete ${kind} ${name}`);
    await deleteOne[kind](name).catch((error) => say(`${kind} ${name}: ${error.message}`));
  });
  // The notes may be incomplete: stacks leave things behind, and the program makes some. So the account itself is searched, twice.
  const failures = new Map();
  for (let round = 0; round < 2; round += 1) {
    const { found } = await named(account, tag);
    for (const { kind, name } of inOrder(found)) {
      say(`delete ${kind} ${name}, which the account still has`);
      await deleteOne[kind](name).catch((error) => failures.set(name, error.message));
    }
  }
  const { found: left, unseen } = await named(account, tag);
  const why = (name) => (failures.has(name) ? `: ${failures.get(name)}` : '');
  return [...left.map(({ kind, name }) => `${kind} ${name}${why(name)}`), ...unseen];
}

const same = (one, other) => one.kind === other.kind && one.name === other.name;

/** Deletes one kind after another, some items at a time: whatever must be deleted first is of an earlier kind. */
async function inTurn(items, width, act) {
  for (const kind of new Set(items.map((each) => each.kind))) {
    const waiting = items.filter((each) => each.kind === kind);
    await Promise.all(
      Array.from({ length: width }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) await act(next);
      }),
    );
  }
}

function deleters(account, accountId, pause) {
  const send = (...call) => account.send(...call);
  const ifThere = (call) =>
    call.catch((error) => {
      const gone = ['NoSuchEntity', 'NoSuchBucket', 'NotFound', 'NoSuchUpload', 'NoSuchKey'];
      if (
        gone.some((name) => (error.Code ?? error.name).startsWith(name)) ||
        /does not exist/.test(error.message)
      )
        return {};
      throw error;
    });
  const each = async (call, list, act) => {
    for (const item of (await ifThere(call))[list] ?? []) await ifThere(act(item));
  };
  return {
    async stack(StackName) {
      const found = (await ifThere(send('cloudformation', 'DescribeStacks', { StackName }))).Stacks?.[0];
      if (!found || found.StackStatus === 'DELETE_COMPLETE') return;
      const { StackId } = found;
      if (found.EnableTerminationProtection) {
        const EnableTerminationProtection = false;
        await send('cloudformation', 'UpdateTerminationProtection', {
          StackName,
          EnableTerminationProtection,
        });
      }
      for (let round = 0; round < 2; round += 1) {
        const stuck = round === 0 ? [] : await failedResources(send, StackId);
        await send('cloudformation', 'DeleteStack', {
          StackName: StackId,
          ...(stuck.length > 0 ? { RetainResources: stuck } : {}),
        });
        if ((await atRest(send, StackId, pause)) !== 'DELETE_FAILED') return;
      }
      throw new Error('DELETE_FAILED twice');
    },
    async app(appId) {
      await ifThere(send('amplify', 'DeleteApp', { appId }));
    },
    async bucket(Bucket) {
      await each(send('s3', 'ListMultipartUploads', { Bucket }), 'Uploads', ({ Key, UploadId }) =>
        send('s3', 'AbortMultipartUpload', { Bucket, Key, UploadId }),
      );
      for (let pages = 0; pages < 20; pages += 1) {
        const { Versions = [], DeleteMarkers = [] } = await ifThere(
          send('s3', 'ListObjectVersions', { Bucket }),
        );
        const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
        if (Objects.length === 0) break;
        await send('s3', 'DeleteObjects', { Bucket, Delete: { Objects, Quiet: true } });
      }
      await ifThere(send('s3', 'DeleteBucket', { Bucket }));
    },
    async user(UserName) {
      await each(send('iam', 'ListAccessKeys', { UserName }), 'AccessKeyMetadata', ({ AccessKeyId }) =>
        send('iam', 'DeleteAccessKey', { UserName, AccessKeyId }),
      );
      await each(send('iam', 'ListAttachedUserPolicies', { UserName }), 'AttachedPolicies', ({ PolicyArn }) =>
        send('iam', 'DetachUserPolicy', { UserName, PolicyArn }),
      );
      await each(send('iam', 'ListUserPolicies', { UserName }), 'PolicyNames', (PolicyName) =>
        send('iam', 'DeleteUserPolicy', { UserName, PolicyName }),
      );
      await ifThere(send('iam', 'DeleteUser', { UserName }));
    },
    async role(RoleName) {
      await each(send('iam', 'ListAttachedRolePolicies', { RoleName }), 'AttachedPolicies', ({ PolicyArn }) =>
        send('iam', 'DetachRolePolicy', { RoleName, PolicyArn }),
      );
      await each(send('iam', 'ListRolePolicies', { RoleName }), 'PolicyNames', (PolicyName) =>
        send('iam', 'DeleteRolePolicy', { RoleName, PolicyName }),
      );
      await ifThere(send('iam', 'DeleteRole', { RoleName }));
    },
    /** @param name of a policy, or its ARN if it has a path */
    async policy(name) {
      const PolicyArn = name.startsWith('arn:') ? name : `arn:aws:iam::${accountId}:policy/${name}`;
      await each(send('iam', 'ListPolicyVersions', { PolicyArn }), 'Versions', async (version) => {
        if (version.IsDefaultVersion) return;
        await send('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: version.VersionId });
      });
      await ifThere(send('iam', 'DeletePolicy', { PolicyArn }));
    },
  };
}

async function atRest(send, StackName, pause) {
  for (let looks = 0; looks < 400; looks += 1) {
    const { Stacks } = await send('cloudformation', 'DescribeStacks', { StackName });
    if (!Stacks[0].StackStatus.endsWith('_IN_PROGRESS')) return Stacks[0].StackStatus;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  throw new Error('it does not come to rest');
}

async function failedResources(send, StackName) {
  const { StackResources } = await send('cloudformation', 'DescribeStackResources', { StackName });
  return StackResources.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED').map(
    ({ LogicalResourceId }) => LogicalResourceId,
  );
}

/** What the account has under the names of a run, and which kinds could not be listed. */
async function named(account, tag) {
  const all = async (service, operation, list, input = {}, [given, told] = ['Marker', 'Marker']) => {
    const items = [];
    let token;
    do {
      const answer = await account.send(service, operation, {
        ...input,
        ...(token ? { [given]: token } : {}),
      });
      items.push(...(answer[list] ?? []));
      token = answer[told];
    } while (token);
    return items;
  };
  const next = ['NextToken', 'NextToken'];
  const lists = {
    stack: () => all('cloudformation', 'DescribeStacks', 'Stacks', {}, next),
    app: () => all('amplify', 'ListApps', 'apps', {}, ['nextToken', 'nextToken']),
    bucket: async () => (await account.send('s3', 'ListBuckets')).Buckets ?? [],
    user: () => all('iam', 'ListUsers', 'Users'),
    role: () => all('iam', 'ListRoles', 'Roles'),
    policy: () => all('iam', 'ListPolicies', 'Policies', { Scope: 'Local' }),
  };
  const found = [];
  const unseen = [];
  for (const [kind, list] of Object.entries(lists)) {
    try {
      for (const item of await list()) {
        const isThere = item.StackStatus !== 'DELETE_COMPLETE' && item.ParentId === undefined;
        const name =
          item.StackName ?? item.name ?? item.Name ?? item.UserName ?? item.RoleName ?? item.PolicyName;
        if (isThere && name?.includes(tag))
          found.push({ kind, name: item.appId ?? (kind === 'policy' ? item.Arn : name) });
      }
    } catch (thrown) {
      unseen.push(`what there is of the kind ${kind} is not known: ${thrown.message.split('\n')[0]}`);
    }
  }
  return { found, unseen };
}
