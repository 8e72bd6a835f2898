import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** Everything a run writes to disk; removed however the run ends. */
export const workFolder = mkdtempSync(path.join(tmpdir(), 'amplify-tui-bench-'));

const running = new Set();

/** Kills a child when the run ends. Call the returned function once the child has ended by itself. */
export function watchOver(child) {
  running.add(child);
  return () => running.delete(child);
}

process.on('exit', () => {
  for (const child of running) kill(child);
  rmSync(workFolder, { recursive: true, force: true, maxRetries: 3 });
});
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])
  process.on(signal, () => process.exit(code));

/** Kills a child; does nothing if it has already ended. */
export function kill(child) {
  try {
    child.kill('SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** Variables about AWS, colour and CI; proxies; certificates, which slow down a bare Node's start and so flatter every ratio to it. */
const leftOut =
  /^(?:AWS_|AMPLIFY_|CI$|NO_COLOR$|FORCE_COLOR$|npm_|NODE_|SSL_CERT_|(?:REQUESTS|CURL)_CA_BUNDLE$|(?:https?|no|all)_proxy$)/i;

/** The environment of whoever runs the benchmark without {@link leftOut}, the same for every measured program. */
export function bareEnvironment(extra = {}) {
  const own = Object.entries(process.env).filter(([name]) => !leftOut.test(name));
  return {
    ...Object.fromEntries(own),
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...extra,
  };
}

/** Runs a program to its end. @returns milliseconds @throws with its messages if it fails */
export function timeOf(node, args, { env = {}, cwd = workFolder } = {}) {
  const started = performance.now();
  const { status, stderr, error } = spawnSync(node, args, {
    env: bareEnvironment({ HOME: workFolder, ...env }),
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${error?.message ?? stderr}`);
  return took;
}

/** Starts a program that prints one line when it is ready. @returns that line and a function that ends the program */
export async function startService(args, env) {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: bareEnvironment(env),
  });
  const ended = watchOver(child);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4_000);
  });
  const gone = once(child, 'exit').then(([code]) => {
    ended();
    throw new Error(`${args.join(' ')} ended with ${code}: ${said}`);
  });
  // Closing it ends it, too, and nobody awaits this any more by then.
  gone.catch(() => {});
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), gone]);
  return { line, close: () => kill(child) };
}

/** Processor time that all threads of a process have used, milliseconds. */
export function cpuOf(pid) {
  const nanoseconds = readdirSync(`/proc/${pid}/task`)
    .map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]))
    .reduce((sum, each) => sum + each, 0);
  return nanoseconds / 1e6;
}

/** The peak memory of a process so far, MiB. */
export function peakMemoryOf(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** The median of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
