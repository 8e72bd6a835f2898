import { expect, test } from 'vitest';
import { logLinesOf } from '../../../src/app/log-lines.ts';
import { createLog } from '../../../src/state/log.ts';
import { folderOfTest } from '../../support/folders.ts';

test('has what was logged before anybody looked, and each later line', async () => {
  const folder = folderOfTest();
  const log = createLog({ folder, now: () => Date.UTC(2026, 10, 23, 9, 45, 10) });
  const { logLines, watchLog } = logLinesOf(log);
  log.info('first');
  log.warn('second');
  const before = logLines();
  expect(before).toEqual(['09:45:10  info   first', '09:45:10  warn   second']);
  expect(logLines()).toBe(before);
  let calls = 0;
  const stop = watchLog(() => {
    calls += 1;
  });
  log.error('third');
  expect(calls).toBe(1);
  expect(logLines().at(-1)).toBe('09:45:10  error  third');
  stop();
  log.info('fourth');
  expect(logLines()).toHaveLength(4);
  await log.flush();
});
