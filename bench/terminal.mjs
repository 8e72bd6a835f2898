import pty from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { bareEnvironment, cpuOf, kill, peakMemoryOf, watchOver } from './processes.mjs';

/** Ink writes each frame as one synchronised update, which ends with this. */
const frameEnd = '\u001B[?2026l';
/** Milliseconds: the longest that any benchmark waits. */
const patience = 90_000;
/** Milliseconds without output after which drawing is over: more than two of Ink's frames at 15 a second. */
const calm = 160;

/**
 * A program in a pseudo-terminal. Its output is timed as it arrives and then shown on an emulated screen, so the text
 * waited for is what a user sees, and the time is that of the bytes.
 */
export class TimedTerminal {
  #screen;
  #frames = 0;
  #lastAt = performance.now();
  #watchers = new Set();
  #ended = false;

  constructor(node, args, { columns = 120, rows = 40, env = {}, cwd } = {}) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.startedAt = performance.now();
    this.child = pty.spawn(node, args, {
      cols: columns,
      rows,
      cwd,
      env: bareEnvironment(env),
      name: 'xterm-256color',
    });
    const gone = watchOver(this.child);
    this.exited = new Promise((resolve) => {
      this.child.onExit(({ exitCode }) => {
        gone();
        this.#ended = true;
        this.#look(performance.now());
        resolve(exitCode);
      });
    });
    this.#screen.onData((reply) => this.child.write(reply));
    let tail = '';
    this.child.onData((data) => {
      const at = performance.now();
      this.#lastAt = at;
      // The end of a frame may be split between two chunks.
      const frames = (tail + data).split(frameEnd).length - 1;
      tail = data.slice(1 - frameEnd.length);
      this.#screen.write(data, () => {
        this.#frames += frames;
        this.#look(at);
      });
    });
  }

  #look(at) {
    for (const watcher of this.#watchers) watcher(at);
  }

  /** The rows of the screen. */
  text() {
    const { active } = this.#screen.buffer;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    );
  }

  #shows(text) {
    return this.text().some((row) => (text instanceof RegExp ? text.test(row) : row.includes(text)));
  }

  /** Resolves with the time at which the bytes arrived that made a condition true. */
  #when(condition, what) {
    return new Promise((resolve, reject) => {
      const settle = (act) => {
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        act();
      };
      const fail = (why) =>
        settle(() => reject(new Error(`${why} ${what}:\n${this.text().join('\n').trimEnd()}`)));
      const watcher = (at) => {
        if (condition()) settle(() => resolve(at));
        else if (this.#ended) fail('the program ended before it showed');
      };
      const timer = setTimeout(() => fail(`the program did not show within ${patience / 1000} s`), patience);
      this.#watchers.add(watcher);
      watcher(performance.now());
    });
  }

  /** Resolves with the milliseconds from the start until a text is on screen. */
  async until(text) {
    return (await this.#when(() => this.#shows(text), `"${text}"`)) - this.startedAt;
  }

  /** Resolves when nothing has been written for a while, so no frame of an earlier key is still to come. */
  async settled() {
    const rest = () => this.#lastAt + calm - performance.now();
    while (rest() > 0) await new Promise((resolve) => setTimeout(resolve, rest()));
  }

  /**
   * Sends a key to a settled screen and resolves with the milliseconds until the end of the first frame after which a
   * text is on screen.
   */
  async key(bytes, shown) {
    await this.settled();
    const before = this.#frames;
    const sent = performance.now();
    this.child.write(bytes);
    const at = await this.#when(() => this.#frames > before && this.#shows(shown), `a frame with "${shown}"`);
    return at - sent;
  }

  send(bytes) {
    this.child.write(bytes);
  }

  /** Processor time used so far, milliseconds. */
  cpu() {
    return cpuOf(this.child.pid);
  }

  /** The peak memory so far, MiB. */
  peakMemory() {
    return peakMemoryOf(this.child.pid);
  }

  async quit() {
    this.child.write('q');
    const deadline = setTimeout(() => kill(this.child), 10_000);
    await this.exited;
    clearTimeout(deadline);
  }

  async close() {
    kill(this.child);
    await this.exited;
  }
}
