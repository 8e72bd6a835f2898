import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actAs } from '../../support/act-as.ts';

const terminal = { room: 0, taken: '', fault: 'EAGAIN', isOne: false, opened: [] as string[] };
vi.mock('node:tty', async (original) => ({
  ...(await original<typeof import('node:tty')>()),
  isatty: () => terminal.isOne,
}));
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  openSync: (path: string) => {
    terminal.opened.push(path);
    throw new Error('none in this test');
  },
  writeSync: (_: number, bytes: Buffer) => {
    if (terminal.room === 0) throw Object.assign(new Error(terminal.fault), { code: terminal.fault });
    const taken = bytes.subarray(0, terminal.room);
    terminal.room -= taken.length;
    terminal.taken += taken;
    return taken.length;
  },
}));

const { openTtyWriter } = await import('../../../src/platform/tty-writer.ts');

beforeEach(() => {
  Object.assign(terminal, { room: 0, taken: '', fault: 'EAGAIN', isOne: false, opened: [] });
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('writing to a terminal', () => {
  it.each([
    ['linux', ['/proc/self/fd/1']],
    ['darwin', ['/dev/tty']],
    ['win32', []],
  ] as const)('opens it once more on %s as %j, and writes like Node if that fails', (system, opened) => {
    actAs(system);
    Object.assign(terminal, { isOne: true, room: 100 });
    openTtyWriter(1).write('abc');
    expect([terminal.opened, terminal.taken]).toEqual([opened, 'abc']);
  });

  it('does not wait, and continues in order as soon as bytes are accepted', () => {
    const { write } = openTtyWriter(1);
    write('abc');
    write('def');
    expect(terminal.taken).toBe('');
    terminal.room = 2;
    vi.advanceTimersByTime(100);
    expect(terminal.taken).toBe('ab');
    terminal.room = 100;
    vi.advanceTimersByTime(100);
    expect(terminal.taken).toBe('abcdef');
    write('g');
    expect(terminal.taken).toBe('abcdefg');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('omits what is above the limit, and reports when the rest is read', () => {
    const onCaughtUp = vi.fn();
    const { write } = openTtyWriter(1, { limit: 3, onCaughtUp });
    for (const text of ['abc', 'd', 'left out', 'left out']) write(text);
    vi.advanceTimersByTime(10_000);
    expect(onCaughtUp).not.toHaveBeenCalled();
    terminal.room = 100;
    vi.advanceTimersByTime(100);
    expect(terminal.taken).toBe('abcd');
    expect(onCaughtUp).toHaveBeenCalledTimes(1);
    write('e');
    expect(terminal.taken).toBe('abcde');
    vi.advanceTimersByTime(10_000);
    expect(onCaughtUp).toHaveBeenCalledTimes(1);
  });

  it('forgets a terminal that is gone', () => {
    terminal.fault = 'EIO';
    const { write, flush } = openTtyWriter(1);
    write('abc');
    terminal.room = 100;
    write('d');
    flush();
    expect(terminal.taken).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });
});
