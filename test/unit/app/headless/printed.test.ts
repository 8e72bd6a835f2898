import { describe, expect, it } from 'vitest';
import { createReport } from '../../../../src/app/headless/report.ts';
import { plainText, printedJson, printedText } from '../../../../src/core/text.ts';

const hostile = [
  '\u001B[31mred\u001B]0;title\u0007\u001B]8;;http://x\u001B\\link\u001Bc',
  '\u009B2J\u009D0;t\u009C\u0090q\u0085',
  '\u0000\u0007\u0008\u000B\u000C\r\u007F',
  '\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u061C\u200E\u200F',
  '\u00AD\u200B\u200C\u200D\u2060\uFEFF\u180E\u{E0001}\u{E0041}\u{E007F}',
].join('a');

/** Everything that controls a terminal or is not drawn, except tabs and line feeds, which may be printed. */
const raw =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the purpose
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;

/** The output of a report on both streams. */
function printed(json: boolean): string {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const report = createReport(json, { out: write, err: write });
  report.say(`said ${hostile}`);
  report.print(`first ${hostile}\n\tsecond`);
  report.tell({ type: 'fact', [hostile]: [hostile] });
  return text;
}

describe('text from outside on its way to the terminal', () => {
  it('has no control sequences, in every line for a user', () => {
    expect(printed(false)).not.toMatch(raw);
    expect(printed(false)).toMatch(/^said red.*\nfirst red.*\n\tsecond\n$/);
  });

  it('is escaped in JSON, and read back unchanged', () => {
    const text = printed(true);
    expect(text).not.toMatch(raw);
    expect(JSON.parse(text)).toEqual({ type: 'fact', [hostile]: [hostile] });
  });

  it('has no control sequences left where it is shown on one line', () => {
    expect(plainText(hostile)).not.toMatch(raw);
    expect(printedText(plainText('Zürich 東京 👍🏽'))).toBe('Zürich 東京 👍🏽');
    expect(printedJson('👍')).toBe('"👍"');
  });
});
