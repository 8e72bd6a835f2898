import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Command } from '../../../../components/keys/commands.ts';
import type { Keystroke } from '../../../../components/keys/keys.ts';
import type { KeyLayer } from '../../../../components/keys/layers.ts';
import { KeyRouter } from '../../../../components/keys/router.ts';
import { readingTime, Sight } from '../../../../components/keys/sight.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const create: Command = { id: 'create', label: 'create', keys: ['enter'], group: 'Test', decides: 'review' };
/** A deciding key acts one turn later. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
const enter: Keystroke = { key: 'enter' };
const digits = (text: string) => [...text].map((key) => ({ key, text: key }));

/** A router that handles each key immediately, and its effects. */
function routerOf(commands: readonly Command[]) {
  const done: string[] = [];
  const router = new KeyRouter({ afterDrawing: (then) => then() });
  const show = (now: readonly Command[]) => {
    router.configure({ commands: now, onCommand: (id) => done.push(id), afterDrawing: (then) => then() });
    router.announce();
  };
  show(commands);
  const open = (layer: KeyLayer, level = 1) => {
    const slot = router.open(level);
    slot.mounted = true;
    router.update(slot, layer);
    router.announce();
    return slot;
  };
  const close = (slot: ReturnType<typeof open>) => {
    router.close(slot);
    router.announce();
  };
  const waits = () => router.active().map(({ waits }) => waits);
  return { router, done, show, open, close, waits };
}

describe('a confirming key', () => {
  it('acts only after its question could be read, and the footer knows', async () => {
    const { router, done, waits } = routerOf([create]);
    expect(waits()).toEqual([true]);
    vi.advanceTimersByTime(readingTime - 1);
    expect(waits()).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(waits()).toEqual([false]);
    vi.advanceTimersByTime(400);
    router.take([enter]);
    await turn();
    expect(done).toEqual(['create']);
  });

  it('is also announced to the footer if its time was over between drawing and checking', () => {
    let now = 0;
    let told = 0;
    const sight = new Sight({ readingTime, now: () => now, onReadable: () => told++ });
    const review = new Set(['review']);
    sight.look(review, review);
    now = readingTime;
    sight.look(review, review);
    vi.advanceTimersByTime(1);
    expect(told).toBe(1);
    sight.look(review, review);
    vi.advanceTimersByTime(readingTime);
    expect(told).toBe(1);
  });

  it('never acts for a key that is held down, whatever keyboard repeats it', async () => {
    for (const [delay, gap] of [
      [250, 33],
      [500, 33],
      [660, 40],
    ] as const) {
      const { router, done } = routerOf([create]);
      vi.advanceTimersByTime(delay);
      for (let at = 0; at < 5000; at += gap) {
        router.take([enter]);
        await turn();
        vi.advanceTimersByTime(gap);
      }
      expect(done).toEqual([]);
      vi.advanceTimersByTime(400);
      router.take([enter]);
      await turn();
      expect(done).toEqual(['create']);
    }
  });

  it('never acts for keys that a busy machine has delayed and delivers together', async () => {
    const { router, done } = routerOf([create]);
    vi.advanceTimersByTime(5000);
    for (let burst = 0; burst < 5; burst++) {
      for (let key = 0; key < 10; key++) router.take([enter]);
      await turn();
      vi.advanceTimersByTime(500);
    }
    expect(done).toEqual([]);
  });

  it('has to wait again after a key that came too early', async () => {
    const { router, done, waits } = routerOf([create]);
    vi.advanceTimersByTime(readingTime - 1);
    router.take([enter]);
    await turn();
    vi.advanceTimersByTime(299);
    expect(waits()).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(waits()).toEqual([false]);
    router.take([enter]);
    await turn();
    expect(done).toEqual(['create']);
  });

  it('never acts for what the terminal reports as a repetition', async () => {
    const { router, done } = routerOf([create]);
    vi.advanceTimersByTime(readingTime + 1000);
    router.take([{ ...enter, repeated: true }]);
    await turn();
    expect(done).toEqual([]);
  });

  it('counts when a key was pressed, not when it is handled', async () => {
    const done: string[] = [];
    let beReady = () => {};
    const ready = new Promise<void>((resolve) => {
      beReady = resolve;
    });
    const router = new KeyRouter({
      commands: [create],
      onCommand: (id) => done.push(id),
      ready: () => ready,
      afterDrawing: (then) => then(),
    });
    router.announce();
    router.take([enter]);
    vi.advanceTimersByTime(readingTime + 1000);
    beReady();
    await ready;
    await turn();
    expect(done).toEqual([]);
  });

  it('waits again for another question, and for the same one after it was gone', async () => {
    const { router, done, show } = routerOf([create]);
    vi.advanceTimersByTime(readingTime);
    show([{ ...create, decides: 'another' }]);
    router.take([enter]);
    await turn();
    expect(done).toEqual([]);
    vi.advanceTimersByTime(readingTime);
    show([]);
    show([{ ...create, decides: 'another' }]);
    vi.advanceTimersByTime(400);
    router.take([enter]);
    await turn();
    expect(done).toEqual([]);
  });

  it('does not count while something covers the question, but a question that was read stays read', async () => {
    const { router, done, open, close } = routerOf([create]);
    vi.advanceTimersByTime(readingTime - 100);
    const help = open({ modal: true, commands: [] });
    vi.advanceTimersByTime(1000);
    close(help);
    router.take([enter]);
    await turn();
    expect(done).toEqual([]);
    vi.advanceTimersByTime(readingTime);
    const again = open({ modal: true, commands: [] });
    vi.advanceTimersByTime(1000);
    close(again);
    router.take([enter]);
    await turn();
    expect(done).toEqual(['create']);
  });

  it('does not act by name before it could be read either', async () => {
    const { router, done } = routerOf([create]);
    router.active()[0]?.run();
    expect(done).toEqual([]);
    vi.advanceTimersByTime(readingTime);
    router.active()[0]?.run();
    expect(done).toEqual(['create']);
  });
});

describe('Enter out of habit', () => {
  const open: Command = { id: 'open', label: 'open', keys: ['enter'], group: 'Test' };

  function withCode() {
    const routed = routerOf([open]);
    const code: { slot?: ReturnType<typeof routed.open> } = {};
    let typed = '';
    code.slot = routed.open({
      modal: true,
      text: true,
      habit: 'enter',
      commands: [{ id: 'leave', label: 'leave', keys: ['escape'], group: 'Test' }],
      onCommand: () => code.slot && routed.close(code.slot),
      onText: (text) => {
        typed += text;
        if (typed.length === 6 && code.slot) routed.close(code.slot);
      },
    });
    return routed;
  }

  it('belongs to the code that was sent without it, not to what comes next', async () => {
    const { router, done } = withCode();
    router.take(digits('123456'));
    vi.advanceTimersByTime(300);
    router.take([enter]);
    await turn();
    expect(done).toEqual([]);
    vi.advanceTimersByTime(300);
    router.take([enter]);
    await turn();
    expect(done).toEqual(['open']);
  });

  it('confirms what could be read meanwhile, as the footer says', async () => {
    const { router, done, show, waits } = withCode();
    router.take(digits('123456'));
    show([create]);
    vi.advanceTimersByTime(readingTime);
    expect(waits()).toEqual([false]);
    router.take([enter]);
    await turn();
    expect(done).toEqual(['create']);
  });

  it('is a normal key after a second, after another key, and if no code was typed', async () => {
    const late = withCode();
    late.router.take(digits('123456'));
    vi.advanceTimersByTime(1001);
    expect(late.waits()).toEqual([false]);
    late.router.take([enter]);
    await turn();
    expect(late.done).toEqual(['open']);
    const other = withCode();
    other.router.take(digits('123456'));
    other.router.take([{ key: 'down' }]);
    other.router.take([enter]);
    await turn();
    expect(other.done).toEqual(['open']);
    const left = withCode();
    left.router.take(digits('12'));
    left.router.take([{ key: 'escape' }]);
    left.router.take([enter]);
    await turn();
    expect(left.done).toEqual(['open']);
  });
});
