import { spawnSync } from 'node:child_process';
import { bareEnvironment, median, Timed } from './terminal.mjs';
import { homeWith, program } from './worlds.mjs';

function whole(node, args, env) {
  const started = performance.now();
  const { status, stderr } = spawnSync(node, args, { env: bareEnvironment(env), cwd: env.HOME, maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - started;
}

async function screen(node, args, marker, env, cwd) {
  const terminal = new Timed(node, args, { columns: 120, rows: 40, env, cwd });
  const paint = await terminal.until(marker);
  const frame = await terminal.until('quit');
  await terminal.quit();
  return { paint, frame };
}

/** Start-up: first paint, first frame, and the commands that must answer at once; rounds interleaved. */
export async function measureStartUp(node, plainInk, rounds) {
  const { env, project } = homeWith(5);
  const big = homeWith(10_000);
  const times = { bare: [], version: [], help: [], list: [], bigList: [], paint: [], frame: [], plainFrame: [] };
  for (let round = 0; round < rounds + 1; round += 1) {
    const now = {
      bare: whole(node, ['-e', '0'], env),
      version: whole(node, [program, '--version'], env),
      help: whole(node, [program, '--help'], env),
      list: whole(node, [program, 'profiles', 'list', '--json'], env),
      bigList: whole(node, [program, 'profiles', 'list', '--json'], big.env),
    };
    const ours = await screen(node, [program], 'amplify-tui', env, project);
    const plain = await screen(node, [plainInk], 'plain', env, project);
    // The first round warms the file cache.
    if (round === 0) continue;
    for (const [name, ms] of Object.entries({ ...now, paint: ours.paint, frame: ours.frame, plainFrame: plain.frame })) times[name].push(ms);
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}
