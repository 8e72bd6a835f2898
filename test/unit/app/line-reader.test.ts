import { describe, expect, it } from 'vitest';
import { createLineReader } from '../../../src/app/line-reader.ts';

/** A reader and everything it reported, in order. */
function reading() {
  const told: unknown[] = [];
  const reader = createLineReader({
    onLine: (line) => told.push({ line }),
    onEnd: () => told.push('end'),
    setEcho: (on) => told.push({ echo: on }),
    endLine: () => told.push('next row'),
    interrupt: () => told.push('interrupt'),
  });
  return { told, reader, type: (text: string) => reader.push(Buffer.from(text)) };
}

describe('visible lines', () => {
  it('arrive whole, however they are split, with any line ending', () => {
    const { told, type } = reading();
    type('fir');
    type('st\r\nsecond\nthi');
    expect(told).toEqual([{ line: 'first' }, { line: 'second' }]);
  });

  it('may be split in the middle of a character', () => {
    const { told, reader } = reading();
    const bytes = Buffer.from('ä\n');
    reader.push(bytes.subarray(0, 1));
    reader.push(bytes.subarray(1));
    expect(told).toEqual([{ line: 'ä' }]);
  });

  it('end with the input, and the last one may have no line ending', () => {
    const { told, type, reader } = reading();
    type('last');
    reader.end();
    reader.end();
    expect(told).toEqual([{ line: 'last' }, 'end']);
  });
});

describe('a hidden line', () => {
  it('is edited without the terminal, which echoes again before the line is passed on', () => {
    const { told, type, reader } = reading();
    reader.hide();
    type('wrong\u0015sec\u001B[Drex\u007Ft\r');
    expect(told).toEqual([{ echo: false }, { echo: true }, 'next row', { line: 'secret' }]);
  });

  it('is a single line: the next line is visible', () => {
    const { told, type, reader } = reading();
    reader.hide();
    type('secret\nnext\n');
    expect(told).toEqual([{ echo: false }, { echo: true }, 'next row', { line: 'secret' }, { line: 'next' }]);
  });

  it('is cancelled by Ctrl+C, and discarded', () => {
    const { told, type, reader } = reading();
    reader.hide();
    type('sec\u0003');
    type('seen\n');
    expect(told).toEqual([{ echo: false }, { echo: true }, 'next row', 'interrupt', { line: 'seen' }]);
  });

  it('ends the input on Ctrl+D if it is empty, and keeps it otherwise', () => {
    const { told, type, reader } = reading();
    reader.hide();
    type('a\u0004');
    type('\u007F\u0004');
    expect(told).toEqual([{ echo: false }, { echo: true }, 'end']);
  });
});
