import { afterEach, describe, expect, it } from 'vitest';
import { startDemo } from '../../../src/app/start-demo.ts';
import { writeOnlyIn } from '../../../src/platform/read-only.ts';

describe('the demo, started from home', () => {
  let lent = 0;
  const lend = <T>(use: () => Promise<T>): Promise<T> => {
    lent += 1;
    return use();
  };
  /** SelectedRows in for this program: exits with a code, or with 9 if it is not started as the demo. */
  const program = (code: number) =>
    [process.execPath, '-e', `process.exit(process.argv[1] === 'demo' ? ${code} : 9)`] as const;
  const start = (command: readonly [string, ...string[]]) =>
    startDemo({ env: process.env, folder: process.cwd() }, lend, command);

  afterEach(() => {
    writeOnlyIn(undefined);
    lent = 0;
  });

  it.each([0, 130])('has the terminal until you leave it, which ends it with %i', async (code) => {
    await start(program(code));
    expect(lent).toBe(1);
  });

  it('reports how it ended if that was a fault, or if it is missing', async () => {
    await expect(start(program(1))).rejects.toMatchObject({ why: 'It ended with code 1.' });
    await expect(start(['/no/such/program'])).rejects.toMatchObject({ what: 'The demo ended by a fault.' });
  });

  it('is not started in a read-only session', async () => {
    writeOnlyIn([]);
    await expect(start(program(0))).rejects.toMatchObject({ code: 'READ_ONLY' });
    expect(lent).toBe(0);
  });
});
