import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { bareEnvironment, cpuOf, median, Timed } from './terminal.mjs';
import { cloudAt, countingProxy, program } from './worlds.mjs';

/** Headless init at speed 10,000, beside bare node, rounds interleaved. */
export async function measureHeadless(node, rounds) {
  const cloud = await cloudAt(10_000);
  const times = { init: [], bare: [] };
  for (let round = 0; round < rounds + 1; round += 1) {
    const cwd = cloud.project();
    const started = performance.now();
    const { status, stderr } = spawnSync(node, [program, 'init', '--yes', '--json'], { cwd, env: bareEnvironment(cloud.env) });
    if (status !== 0) throw new Error(`init ended with ${status}: ${stderr}`);
    const done = performance.now();
    spawnSync(node, ['-e', '0'], { env: bareEnvironment() });
    const bare = performance.now() - done;
    if (round === 0) continue;
    times.init.push(done - started);
    times.bare.push(bare);
  }
  cloud.close();
  return { init: median(times.init), bare: median(times.bare) };
}

/** Milliseconds from each stack's own end until it is told, for stacks of several durations at once. */
export async function measureEnd(node, speeds) {
  const late = await Promise.all(
    speeds.map(async (speed) => {
      const cloud = await cloudAt(speed);
      const child = spawn(node, [program, 'init', '--yes', '--json'], {
        cwd: cloud.project(),
        env: bareEnvironment(cloud.env),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let latency;
      for await (const line of createInterface({ input: child.stdout })) {
        const fact = JSON.parse(line);
        if (fact.type === 'event' && fact.logicalId === fact.stackName && fact.status === 'CREATE_COMPLETE') latency = Date.now() - fact.at;
      }
      cloud.close();
      if (latency === undefined) throw new Error(`the stack at speed ${speed} never ended`);
      return latency;
    }),
  );
  return { median: median(late), most: Math.max(...late) };
}

/** A deployment on screen, slower than AWS's own pace, through a proxy that counts: processor time and calls. */
export async function measureWatching(node) {
  const cloud = await cloudAt(0.5);
  const proxy = await countingProxy(cloud.endpoint);
  const env = { ...cloud.env, AWS_ENDPOINT_URL: proxy.endpoint };
  const terminal = new Timed(node, [program, 'init'], { columns: 120, rows: 40, env, cwd: cloud.project() });
  for (const title of ['called?', 'editor', 'kind of app', 'app built?', 'profile?', 'right account?', 'anything is written']) {
    await terminal.until(title);
    terminal.send('\r');
  }
  await terminal.until('DeploymentBucket');
  const callsBefore = proxy.calls.length;
  const started = performance.now();
  const cpuBefore = cpuOf(terminal.pid);
  await terminal.until('is complete');
  const cpu = (cpuOf(terminal.pid) - cpuBefore) / ((performance.now() - started) / 100);
  const calls = proxy.calls.slice(callsBefore);
  const inMinute = calls.map((at) => calls.filter((other) => other >= at && other < at + 60_000).length);
  terminal.kill();
  cloud.close();
  proxy.close();
  return { cpu, calls: Math.max(0, ...inMinute), seconds: (performance.now() - started) / 1000 };
}
