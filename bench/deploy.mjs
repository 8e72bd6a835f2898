import {
  CloudFormationClient,
  DescribeStacksCommand,
  paginateDescribeStackEvents,
} from '@aws-sdk/client-cloudformation';
import { deployOnScreen, done } from './init-on-screen.mjs';
import { median, timeOf } from './processes.mjs';
import { cloudAt, countingProxy, program } from './worlds.mjs';

/** Headless init at speed 10,000, beside bare node, rounds interleaved. Milliseconds. */
export async function measureHeadless(node, rounds) {
  const cloud = await cloudAt(10_000);
  const times = { init: [], bare: [] };
  // The first round warms the file cache.
  for (let round = -1; round < rounds; round += 1) {
    const init = timeOf(node, [program, 'init', '--yes', '--json'], { env: cloud.env, cwd: cloud.project() });
    const bare = timeOf(node, ['-e', '0']);
    if (round < 0) continue;
    times.init.push(init);
    times.bare.push(bare);
  }
  cloud.close();
  return { init: median(times.init), bare: median(times.bare) };
}

/**
 * A deployment on screen, slower than AWS's own pace, through a proxy that counts.
 *
 * @returns percent of a core while the stack is made, the most calls in any minute, and how long the stack took, seconds
 */
export async function measureWatching(node, speed) {
  const cloud = await cloudAt(speed);
  const proxy = await countingProxy(cloud.endpoint);
  const terminal = await deployOnScreen(
    node,
    { ...cloud.env, AWS_ENDPOINT_URL: proxy.endpoint },
    cloud.project(),
  );
  await terminal.until('DeploymentBucket');
  const started = performance.now();
  const before = terminal.cpu();
  await terminal.until(done);
  const seconds = (performance.now() - started) / 1000;
  const cpu = (terminal.cpu() - before) / seconds / 10;
  await terminal.close();
  cloud.close();
  proxy.close();
  const created = proxy.calls.findIndex(({ action }) => action === 'CreateStack');
  // Uploads to the bucket have no action; they are not part of watching.
  const watching = proxy.calls.slice(created + 1).filter(({ action }) => action !== '');
  const inMinuteFrom = ({ at: from }) => watching.filter(({ at }) => at >= from && at < from + 60_000).length;
  return { cpu, calls: Math.max(0, ...watching.map(inMinuteFrom)), seconds };
}

/** Milliseconds from each stack's own end until the screen shows it as done; the stacks run at the same time. */
export async function measureEnd(node, speeds) {
  const clouds = await Promise.all(speeds.map(cloudAt));
  const late = await Promise.all(clouds.map((cloud) => lateness(node, cloud)));
  for (const cloud of clouds) cloud.close();
  return { median: median(late), most: Math.max(...late) };
}

async function lateness(node, cloud) {
  const terminal = await deployOnScreen(node, cloud.env, cloud.project());
  const started = performance.timeOrigin + terminal.startedAt;
  const shown = started + (await terminal.until(done));
  await terminal.close();
  return shown - (await endOfOnlyStack(cloud));
}

/** When the only stack of a cloud ended according to its own events, milliseconds since 1970. */
async function endOfOnlyStack({ endpoint, region, user }) {
  const { accessKeyId, secretAccessKey } = user;
  // Otherwise the SDK warns about Node 20 in the middle of the report.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const client = new CloudFormationClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  const { Stacks } = await client.send(new DescribeStacksCommand({}));
  const [{ StackName }] = Stacks;
  for await (const { StackEvents } of paginateDescribeStackEvents({ client }, { StackName })) {
    const end = StackEvents.find(
      (event) => event.LogicalResourceId === StackName && event.ResourceStatus === 'CREATE_COMPLETE',
    );
    if (end) return end.Timestamp.getTime();
  }
  throw new Error(`The stack ${StackName} has no end`);
}
