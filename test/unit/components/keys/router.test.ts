import { unstable_NormalPriority, unstable_scheduleCallback } from 'scheduler';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../../components/keys/commands.ts';
import { createInputParser } from '../../../../components/keys/input-parser.ts';
import { keyLabel } from '../../../../components/keys/keys.ts';
import type { KeyLayer } from '../../../../components/keys/layers.ts';
import { KeyRouter } from '../../../../components/keys/router.ts';
import { unicodeGlyphs } from '../../../../components/theme/glyphs.ts';
import { eventually } from '../../../support/eventually.ts';

const command = (id: string, keys: string[], more: Partial<Command> = {}): Command => ({
  id,
  label: id,
  keys,
  group: 'Test',
  ...more,
});

/** The keys of bytes that arrive together. */
const keysOf = (bytes: string) => createInputParser().push(bytes, 0);

/** A router whose keys are all handled before `press` returns. */
function routerWith(globals: readonly Command[] = []) {
  const log: string[] = [];
  const router = new KeyRouter({
    commands: globals,
    onCommand: (id) => log.push(`global ${id}`),
    onRefused: ({ id }, why) => log.push(`refused ${id}: ${why}`),
    afterDrawing: (then) => waiting.push(then),
  });
  const waiting: (() => void)[] = [];
  const finish = () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
  };
  const add = (name: string, layer: Partial<KeyLayer>, level = 0) => {
    const slot = router.open(level);
    slot.mounted = true;
    const whole: KeyLayer = { commands: [], onCommand: (id) => log.push(`${name} ${id}`), ...layer };
    router.update(slot, whole);
    return slot;
  };
  const press = (input: string) => {
    router.take(keysOf(input));
    finish();
  };
  return { router, log, add, press, finish, waiting };
}

describe('keys that arrive together', () => {
  it('are handled one at a time, each after the render that the one before causes', async () => {
    let drawn = 0;
    const met: number[] = [];
    const router = new KeyRouter();
    const slot = router.open(0);
    slot.mounted = true;
    router.update(slot, {
      commands: [command('next', ['j'])],
      onCommand: () => {
        met.push(drawn);
        // Like React on a busy machine: a slow render, then its effects, which cause another.
        const draw = (steps: number) => {
          for (const begun = performance.now(); performance.now() - begun < 10; );
          if (steps > 0) unstable_scheduleCallback(unstable_NormalPriority, () => draw(steps - 1));
          else queueMicrotask(() => drawn++);
        };
        unstable_scheduleCallback(unstable_NormalPriority, () => draw(2));
      },
    });
    router.take(keysOf('jjj'));
    await eventually(() => expect(met).toEqual([0, 1, 2]));
  });
});

describe('key names', () => {
  it('writes keys as the footer shows them', () => {
    expect(
      ['ctrl+k', 'enter', 'escape', 'i', 'alt+b'].map((key) => keyLabel(key, unicodeGlyphs.keys)),
    ).toEqual(['^k', '⏎', 'esc', 'i', 'alt-b']);
  });
});

describe('layers', () => {
  it('ask the newest first and stop where a key is known', () => {
    const { add, press, log } = routerWith([command('quit', ['q'])]);
    add('lower', { commands: [command('a', ['x']), command('b', ['y'])] });
    add('upper', { commands: [command('c', ['x'])] });
    press('xyqz');
    expect(log).toEqual(['upper c', 'lower b', 'global quit']);
  });

  it('skip inactive layers', () => {
    const { add, press, log } = routerWith();
    add('lower', { commands: [command('a', ['x'])] });
    add('upper', { commands: [command('c', ['x'])], active: false });
    press('x');
    expect(log).toEqual(['lower a']);
  });

  it('let nothing under a modal layer act, except what always does', () => {
    const { add, press, log, router } = routerWith([
      command('quit', ['q']),
      command('safely', ['ctrl+c'], { scope: 'always' }),
    ]);
    add('dialog', { commands: [command('leave', ['escape'])], modal: true }, 1);
    // Registered later, but on the lower level, so still below the dialog.
    add('pane', { commands: [command('a', ['x'])] });
    press('xq\u0003');
    expect(log).toEqual(['global safely']);
    expect(router.active().map(({ id }) => id)).toEqual(['leave', 'safely']);
  });

  it('keep what is inside a dialog above it', () => {
    const { add, press, log } = routerWith();
    add('dialog', { commands: [command('leave', ['escape', 'x'])], modal: true }, 1);
    add('field', { commands: [command('inner', ['x'])] }, 1);
    press('x');
    expect(log).toEqual(['field inner']);
  });

  it('treat letters as letters while text is typed, wherever the field is', () => {
    const { add, press, log, router } = routerWith([command('help', ['?', 'ctrl+g'])]);
    add('field', { text: true, onText: (chunk) => log.push(`typed ${chunk}`) });
    add('list', { commands: [command('down', ['down', 'j'])] });
    press('jq?\u0007');
    expect(log).toEqual(['typed jq?', 'global help']);
    expect(router.active().map(({ id, keys }) => [id, keys])).toEqual([
      ['down', ['down']],
      ['help', ['ctrl+g']],
    ]);
  });

  it('pass a paste to the field as text and never as keys', () => {
    const { add, router, log, finish } = routerWith([command('quit', ['q'])]);
    router.take([{ paste: 'q' }]);
    finish();
    add('field', {
      text: true,
      onPaste: (text) => log.push(`pasted ${text}`),
      onText: () => log.push('typed'),
    });
    router.take([{ paste: 'q\nq' }]);
    finish();
    expect(log).toEqual(['pasted q\nq']);
  });

  it('say why a disabled command does nothing, and do not pass its key on', () => {
    const { add, press, log, router } = routerWith([command('other', ['w'])]);
    add('pane', { commands: [command('watch', ['w'], { enabled: 'There is no stack.' })] });
    press('w');
    router.active()[0]!.run();
    expect(log).toEqual(['refused watch: There is no stack.', 'refused watch: There is no stack.']);
  });

  it('handle one key at a time, the next after the screen has been updated', () => {
    const { add, router, log, waiting, finish } = routerWith();
    const slot = add('first', { commands: [command('open', ['a'])] });
    router.take(keysOf('ab'));
    expect(log).toEqual(['first open']);
    expect(waiting).toHaveLength(1);
    router.close(slot);
    add('second', { commands: [command('go', ['b'])] });
    finish();
    expect(log).toEqual(['first open', 'second go']);
  });

  it('keep keys that are typed ahead for a pane that is still loading', () => {
    const log: string[] = [];
    let opening = true;
    const router = new KeyRouter({
      commands: [command('help', ['?']), command('stop', ['ctrl+c'], { scope: 'always' })],
      onCommand: (id) => log.push(id),
      opening: () => opening,
      afterDrawing: (then) => then(),
    });
    router.take(keysOf('?ij?\u0003?'));
    // Known keys already act, but not before what was typed earlier.
    expect(log).toEqual(['help', 'stop']);
    const slot = router.open(0);
    slot.mounted = true;
    router.update(slot, { commands: [command('init', ['i'])], onCommand: (id) => log.push(id) });
    opening = false;
    router.resume();
    expect(log).toEqual(['help', 'stop', 'init', 'help', 'help']);
  });

  it('accept the alternative name of a key if nothing uses its own name', () => {
    const { add, press, log } = routerWith([command('quit', ['q'])]);
    add('list', { commands: [command('left', ['left']), command('back', ['shift+tab'])] });
    press('\u001B[1;2D\u001B[Zй');
    expect(log).toEqual(['list left', 'list back', 'global quit']);
    add('field', { text: true, onText: (text) => log.push(`typed ${text}`) });
    press('й');
    expect(log.at(-1)).toBe('typed й');
  });

  it('continue after a handler has thrown', () => {
    const { add, router, log, finish } = routerWith();
    add('pane', {
      commands: [command('break', ['a']), command('go', ['b'])],
      onCommand: (id) => {
        if (id === 'break') throw new Error('broken');
        log.push(id);
      },
    });
    expect(() => router.take(keysOf('ab'))).toThrow('broken');
    finish();
    expect(log).toEqual(['go']);
  });

  it('know what is beneath an overlay, by key and by name', () => {
    const { add, router } = routerWith([command('quit', ['q']), command('theme', [])]);
    add('field', { text: true });
    const palette = add('palette', { modal: true }, 1);
    expect(router.beneath(palette, false).map(({ id }) => id)).toEqual(['theme']);
    expect(router.beneath(palette, true).map(({ id }) => id)).toEqual(['quit', 'theme']);
  });

  it('return the same list until something changes, and notify once', () => {
    const { add, router } = routerWith();
    const slot = add('pane', { commands: [command('a', ['x'])] });
    router.announce();
    let told = 0;
    router.subscribe(() => told++);
    const before = router.active();
    router.update(slot, { commands: [command('a', ['x'])] });
    router.announce();
    expect(router.active()).toBe(before);
    router.update(slot, { commands: [command('a', ['x'], { label: 'other' })] });
    router.announce();
    expect(router.active()).not.toBe(before);
    expect(told).toBe(1);
  });
});

describe('the mouse', () => {
  const target = (level: number, column: number, columns: number, pressed: string[], name: string) => ({
    level,
    place: () => ({ column, row: 2, columns, rows: 3 }),
    press: (cell: { column: number; row: number }) => pressed.push(`${name} ${cell.column},${cell.row}`),
  });
  const click = (column: number, row: number) => `\u001B[<0;${column + 1};${row + 1}M`;

  it('clicks the innermost box, and under a dialog only what is above everything', () => {
    const { add, press, router } = routerWith();
    const pressed: string[] = [];
    const gone = router.addTarget(target(0, 0, 50, pressed, 'pane'));
    router.addTarget(target(0, 10, 5, pressed, 'row'));
    router.addTarget(target(Number.POSITIVE_INFINITY, 40, 5, pressed, 'footer'));
    router.addTarget({ ...target(0, 0, 80, pressed, 'hidden'), place: () => undefined });
    press(click(12, 3) + click(0, 2) + click(50, 2) + click(0, 5) + click(41, 4));
    expect(pressed).toEqual(['row 2,1', 'pane 0,0', 'footer 1,2']);
    pressed.length = 0;
    add('dialog', { modal: true }, 1);
    router.addTarget(target(1, 11, 9, pressed, 'button'));
    press(click(12, 3) + click(10, 3) + click(41, 4));
    expect(pressed).toEqual(['button 1,1', 'footer 1,2']);
    gone();
    press(click(30, 2));
    expect(pressed).toHaveLength(2);
  });

  it('turns its wheel into the keys of a list, but not of a form', () => {
    const { add, press, log } = routerWith();
    add('list', { commands: [command('list.up', ['up']), command('list.down', ['down'])] });
    press('\u001B[<65;1;1M\u001B[<64;1;1M');
    expect(log).toEqual([...Array(3).fill('list list.down'), ...Array(3).fill('list list.up')]);
    add('form', { commands: [command('form.next', ['down']), command('form.previous', ['up'])] });
    press('\u001B[<65;1;1M');
    expect(log).toHaveLength(6);
  });
});
