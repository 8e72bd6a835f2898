import { readFileSync } from 'node:fs';
import pty from '@lydell/node-pty';

/** Everything that a measured program may see of this machine. */
export function bareEnvironment(extra = {}) {
  return {
    PATH: process.env.PATH,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...extra,
  };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken out
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007]*\u0007|[@-Z\\-_=>])/g;

/** A program in a pseudo-terminal whose bytes are timed. */
export class Timed {
  #text = '';
  #waiting = [];

  constructor(node, args, { columns = 120, rows = 40, env = {}, cwd } = {}) {
    this.startedAt = performance.now();
    this.child = pty.spawn(node, args, { cols: columns, rows, cwd, env: bareEnvironment(env), name: 'xterm-256color' });
    this.exited = new Promise((resolve) => this.child.onExit(resolve));
    this.child.onData((data) => {
      const at = performance.now();
      this.#text += data.replace(escapes, '');
      this.#waiting = this.#waiting.filter((each) => !each(at));
    });
    this.exited.then(() => this.#waiting.forEach((each) => each(undefined)));
  }

  get pid() {
    return this.child.pid;
  }

  /** Resolves with the milliseconds from the start until the text has been written, counted from a position. */
  until(text, from = 0, patience = 90_000) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`never wrote "${text}": ${this.#text.slice(-600)}`)), patience);
      const look = (at) => {
        if (!this.#text.slice(from).includes(text)) {
          if (at !== undefined) return false;
          reject(new Error(`ended without "${text}": ${this.#text.slice(-600)}`));
        }
        clearTimeout(timer);
        resolve(at - this.startedAt);
        return true;
      };
      if (!look(performance.now())) this.#waiting.push(look);
    });
  }

  /** Where the text that is written next begins. */
  get position() {
    return this.#text.length;
  }

  /** Sends keys and resolves with the milliseconds until the first byte that comes after them. */
  key(bytes) {
    return new Promise((resolve) => {
      const sent = performance.now();
      this.#waiting.push((at) => {
        resolve(at - sent);
        return true;
      });
      this.child.write(bytes);
    });
  }

  send(bytes) {
    this.child.write(bytes);
  }

  async quit() {
    this.child.write('q');
    await this.exited;
  }

  kill() {
    try {
      this.child.kill('SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}

/** Processor time that a process has used, milliseconds (clock ticks of 10 ms). */
export function cpuOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** The most memory that a process has had, MiB. */
export function peakMemoryOf(pid) {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
