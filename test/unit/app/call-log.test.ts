import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCallLog } from '../../../src/app/call-log.ts';
import { exitCodeOf } from '../../../src/app/exit-codes.ts';
import { lineFault } from '../../../src/app/headless/json-lines-schema.ts';
import { openTrace } from '../../../src/app/trace-file.ts';
import type { CallRecord } from '../../../src/aws/calls/record.ts';
import { asProblem } from '../../../src/core/problem.ts';
import { folderOfTest } from '../../support/folders.ts';

const call = (action: string): CallRecord => ({
  ...{
    at: 1_800_000_000_000,
    service: 'sts',
    action,
    why: 'tell who you are',
    ms: 41,
    attempts: 1,
    status: 200,
  },
  given: [{ name: 'RoleArn', value: 'arn:aws:iam::1:role/a' }, { name: 'ExternalId' }],
});

describe('the calls of a run', () => {
  it('are kept whether or not anybody looks at them, the newest thousand', () => {
    const log = createCallLog();
    for (let at = 1; at <= 2_500; at += 1) log.record(call(`Call${at}`));
    const calls = log.calls();
    expect(calls).toHaveLength(1_000);
    expect(calls[0]).toMatchObject({ id: 1_501, action: 'Call1501' });
    expect(calls.at(-1)).toMatchObject({ id: 2_500 });
    // The screen compares lists by identity.
    expect(log.calls()).toBe(calls);
  });

  it('are reported until nobody listens any more', () => {
    const log = createCallLog();
    let told = 0;
    const stop = log.watch(() => {
      told += 1;
    });
    log.record(call('One'));
    stop();
    log.record(call('Two'));
    expect(told).toBe(1);
  });
});

describe('the file of --trace', () => {
  let folder = '';
  beforeEach(async () => {
    folder = folderOfTest();
  });
  const lost = (why: string) => expect.fail(why);

  it('is readable only by its owner, has one line per call as in the schema, and is appended to', async () => {
    const path = join(folder, 'trace.json');
    openTrace(path, lost)(call('GetCallerIdentity'));
    openTrace(path, lost)(call('AssumeRole'));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const lines = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(lineFault)).toEqual([undefined, undefined]);
    expect(lines[1]).toMatchObject({
      ...{ type: 'call', service: 'sts', action: 'AssumeRole', ms: 41, status: 200 },
      parameters: { RoleArn: 'arn:aws:iam::1:role/a', ExternalId: '[not recorded]' },
    });
  });

  it('is refused if it cannot be written, and never written into another kind of file', async () => {
    const other = join(folder, 'package.json');
    await writeFile(other, '{"name":"shop"}');
    const locked = join(folder, 'locked.json');
    await writeFile(locked, '');
    await chmod(locked, 0o400);
    const paths = [other, folder, join(folder, 'none', 'trace.json')];
    // The administrator may do everything.
    if (process.getuid?.() !== 0) paths.push(locked);
    for (const path of paths) {
      let thrown: unknown;
      try {
        openTrace(path, lost);
      } catch (error) {
        thrown = error;
      }
      const problem = asProblem(thrown);
      expect(problem.what, path).toContain('The trace cannot be written to');
      expect(exitCodeOf(problem)).toBe(2);
    }
    expect(await readFile(other, 'utf8')).toBe('{"name":"shop"}');
  });
});
