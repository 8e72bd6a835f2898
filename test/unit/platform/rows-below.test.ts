import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { freshRow, rowsBelow, rowsKept } from '../../../src/platform/rows-below.ts';

/** A terminal shared by a program and the rows below it. */
function shared(columns = 60, rows = 20) {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 100 });
  const size = { columns, rows };
  const writes: string[] = [];
  let words = 'half';
  const below = rowsBelow(
    {
      size: () => size,
      write: (text) => {
        writes.push(text);
        emulator.write(text);
      },
    },
    ({ rows: kept }) => Array.from({ length: kept }, (_, index) => `${words} ${index}`),
  );
  return {
    ...{ below, writes, emulator },
    says: (text: string) => {
      words = text;
    },
    program: (text: string) => emulator.write(text.replaceAll('\n', '\r\n')),
    resize: (nextColumns: number, nextRows: number) => {
      Object.assign(size, { columns: nextColumns, rows: nextRows });
      emulator.resize(nextColumns, nextRows);
    },
    screen: async () => {
      await new Promise<void>((resolve) => emulator.write('', resolve));
      const { active } = emulator.buffer;
      const rowOf = (row: number) =>
        (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd();
      return Array.from({ length: size.rows }, (_, row) => rowOf(row));
    },
    everything: () => {
      const { active } = emulator.buffer;
      return Array.from({ length: active.length }, (_, row) => active.getLine(row)?.translateToString(true));
    },
  };
}
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);
const foot = (words: string) => Array.from({ length: 8 }, (_, index) => `${words} ${index}`);

describe('rows below a program', () => {
  it.each([
    [{ columns: 60, rows: 20 }, 8],
    [{ columns: 120, rows: 36 }, 12],
    [{ columns: 120, rows: 90 }, 16],
    [{ columns: 59, rows: 40 }, 0],
    [{ columns: 120, rows: 19 }, 0],
    [{}, 0],
  ])('of %j are %i', (size, kept) => {
    expect(rowsKept(size)).toBe(kept);
  });

  it('stay while the program scrolls, and nothing of the program is lost', async () => {
    const { below, program, screen, everything } = shared();
    program(`${lines(1, 18).join('\n')}\n`);
    below.draw();
    program(`${lines(19, 40).join('\n')}\n`);
    below.draw();
    expect(await screen()).toEqual([...lines(30, 40), '', ...foot('half')]);
    expect(everything().slice(0, 40)).toEqual(lines(1, 40));
  });

  it('leave the cursor and its attributes to the program, with one write per draw', async () => {
    const { below, program, screen, says, writes, emulator } = shared();
    program('\u001B[31mred ');
    below.draw();
    says('whole');
    below.draw();
    program('and red');
    expect((await screen())[0]).toBe('red and red');
    expect(writes).toHaveLength(2);
    const line = emulator.buffer.active.getLine(0);
    expect([line?.getCell(0)?.getFgColor(), line?.getCell(5)?.getFgColor()]).toEqual([1, 1]);
    expect(emulator.buffer.active.getLine(12)?.getCell(0)?.isFgDefault()).toBe(true);
  });

  it('come back after the program has cleared the screen or used all of it', async () => {
    const { below, program, screen } = shared();
    below.draw();
    program('\u001B[r\u001B[H\u001B[2Jcleared\n');
    below.draw();
    program(lines(1, 30).join('\n'));
    below.draw();
    expect(await screen()).toEqual([...lines(19, 30), ...foot('half')]);
  });

  it('return to the bottom after a resize, and disappear if there is no room for them', async () => {
    const { below, program, screen, resize, says } = shared(80, 30);
    program(`${lines(1, 40).join('\n')}\n`);
    below.draw();
    resize(80, 20);
    says('small');
    below.draw();
    program('after\n');
    expect((await screen()).slice(-8)).toEqual(foot('small'));
    expect((await screen()).slice(0, 12)).toContain('after');
    resize(80, 12);
    below.draw();
    program(lines(1, 12).join('\n'));
    expect(await screen()).toEqual(lines(1, 12));
  });

  it('are returned empty, and the whole terminal scrolls again', async () => {
    const { below, program, screen } = shared();
    program('a prompt: ');
    below.draw();
    below.giveBack();
    below.giveBack();
    expect(await screen()).toEqual(['a prompt:', ...Array.from({ length: 19 }, () => '')]);
    program(`answer\n${lines(1, 30).join('\n')}`);
    expect(await screen()).toEqual(lines(11, 30));
  });

  it('are followed by a row of its own, also after an unfinished row', async () => {
    const { program, screen } = shared();
    program('ended\n');
    program(`${freshRow({ columns: 60 })}first\nnot ended`);
    program(`${freshRow({ columns: 60 })}second`);
    expect((await screen()).slice(0, 4)).toEqual(['ended', 'first', 'not ended', 'second']);
  });
});
