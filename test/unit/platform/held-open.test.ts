import { describe, expect, it } from 'vitest';
import { fileFault, fileRemedy } from '../../../src/platform/file-faults.ts';
import { whileHeldOpen } from '../../../src/platform/held-open.ts';

const failure = (code: string) => Object.assign(new Error(code), { code });

/** A clock that advances by the time waited. */
function waiting() {
  const waits: number[] = [];
  let time = 0;
  return {
    waits,
    now: () => time,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}

describe('a file that another program has open', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])(
    'is tried again on Windows after %s, until it is closed',
    async (code) => {
      const { wait, waits, now } = waiting();
      let tries = 0;
      const act = async () => {
        tries += 1;
        if (tries < 4) throw failure(code);
        return 'done';
      };
      expect(await whileHeldOpen(act, { platform: 'win32', wait, now })).toBe('done');
      expect(waits).toEqual([5, 10, 20]);
    },
  );

  it("is abandoned after three seconds, with the system's last message", async () => {
    const { wait, waits, now } = waiting();
    let tries = 0;
    const act = () => {
      tries += 1;
      return Promise.reject(failure('EPERM'));
    };
    await expect(whileHeldOpen(act, { platform: 'win32', wait, now })).rejects.toMatchObject({
      code: 'EPERM',
    });
    expect(now()).toBeGreaterThanOrEqual(3_000);
    expect(now()).toBeLessThan(3_200);
    expect(tries).toBe(waits.length + 1);
    expect(Math.max(...waits)).toBe(100);
  });

  it('is no longer tried if what was known of it is no longer true', async () => {
    const { wait, now } = waiting();
    const again = () => Promise.reject(new Error('changed'));
    const work = whileHeldOpen(() => Promise.reject(failure('EBUSY')), {
      platform: 'win32',
      wait,
      now,
      again,
    });
    await expect(work).rejects.toThrow('changed');
  });

  it.each([
    ['linux', 'EPERM'],
    ['linux', 'EBUSY'],
    ['darwin', 'EACCES'],
    ['win32', 'ENOSPC'],
    ['win32', 'ENOENT'],
  ] as const)('is not waited for on %s after %s', async (platform, code) => {
    const { wait, waits, now } = waiting();
    const work = whileHeldOpen(() => Promise.reject(failure(code)), { platform, wait, now });
    await expect(work).rejects.toMatchObject({ code });
    expect(waits).toEqual([]);
  });

  it('is reported with the possible cause, and what to do', () => {
    expect(fileFault(failure('EPERM'), 'win32')).toBe(
      'Another program has it open, or you may not change it.',
    );
    expect(fileRemedy(failure('EBUSY'), 'C:\\shop', 'win32')).toBe(
      'Close what has the file open, or make C:\\shop writable for you, then try again',
    );
    expect(fileFault(failure('ENOSPC'), 'win32')).toBe('The disk is full.');
    expect(fileFault(failure('EPERM'), 'linux')).toBe('The system does not permit it.');
  });
});
