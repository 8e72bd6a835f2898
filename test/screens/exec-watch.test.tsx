import { describe, expect, it } from 'vitest';
import { unicodeGlyphs } from '../../components/theme/glyphs.ts';
import { dark } from '../../components/theme/theme.ts';
import { lastLines, timelineRows } from '../../src/app/exec-watch.tsx';
import { plainText } from '../../src/core/text.ts';
import { created } from '../unit/aws/support/events.ts';
import { expected, progressAfter } from '../unit/aws/support/progress.ts';

const problem = {
  code: 'ACCESS_DENIED',
  what: 'The stack cannot be read.',
  why: 'It is not allowed.',
  next: '',
} as const;
const followed = (count: number) => ({
  stack: 'amplify-shop',
  update: {
    progress: progressAfter(created.slice(0, count), expected),
    connection: { kind: 'ok' },
    clockOffset: 0,
    callsLastMinute: 1,
  } as const,
});
const rowsOf = (of: Parameters<typeof timelineRows>[0], columns = 80, rows = 8) =>
  timelineRows(of, {
    ...{ columns, rows, learned: () => undefined },
    look: { theme: dark, glyphs: unicodeGlyphs },
  });

describe('the time line below a command', () => {
  it('is a line, the stack and its resources, in the available rows', () => {
    const rows = rowsOf(followed(5));
    expect(rows).toHaveLength(8);
    expect(plainText(rows[0] ?? '')).toBe('─'.repeat(80));
    expect(plainText(rows.join('\n'))).toMatch(/amplify-.*so far/);
    expect(plainText(rows.join('\n'))).toContain('Bucket');
  });

  it('says what is followed before AWS has answered, and why it cannot be read', () => {
    expect(rowsOf({ stack: 'amplify-shop' })[1]).toContain('following amplify-shop');
    expect(rowsOf({ ...followed(5), problem })[1]).toContain('The stack cannot be read. It is not allowed.');
  });

  it('leaves the state: in progress, complete, not read, or nothing', () => {
    expect(lastLines(followed(5)).join('\n')).toMatch(/^● .*CREATE_IN_PROGRESS\n {2}It continues in AWS/);
    expect(lastLines(followed(created.length))).toEqual([expect.stringMatching(/^✔ .*CREATE_COMPLETE$/)]);
    expect(lastLines({ stack: 'amplify-shop', problem })).toEqual([
      '▲ The stack cannot be read. It is not allowed.',
    ]);
    expect(lastLines({ stack: 'amplify-shop' })).toEqual([]);
  });
});
