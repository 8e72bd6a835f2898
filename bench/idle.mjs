import { TimedTerminal } from './terminal.mjs';
import { homeWith, program } from './worlds.mjs';

/** Percent of a core that the program uses while nothing happens: home, and the list of profiles. */
export async function measureIdle(node, profiles, seconds) {
  const { env, project } = homeWith(profiles);
  const terminals = [[program], [program, 'profiles']].map(
    (args) => new TimedTerminal(node, args, { env, cwd: project }),
  );
  for (const terminal of terminals) {
    await terminal.until('? help');
    await restful(terminal);
  }
  const before = terminals.map((terminal) => terminal.cpu());
  const started = performance.now();
  await later(seconds * 1000);
  const percent = (terminal, index) =>
    (terminal.cpu() - before[index]) / ((performance.now() - started) / 100);
  const used = terminals.map(percent);
  for (const terminal of terminals) await terminal.close();
  return Math.max(...used);
}

/** Waits until start-up work is over: a second without output and with at most one tick of processor time. */
async function restful(terminal) {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    await terminal.settled();
    const before = terminal.cpu();
    await later(1000);
    if (terminal.cpu() - before < 10) return;
  }
  throw new Error('The program never came to rest');
}

const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
