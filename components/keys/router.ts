import { unstable_LowPriority, unstable_scheduleCallback } from 'scheduler';
import { type Bindings, withBindings } from './bindings.ts';
import type { ActiveCommand, Command, CommandId } from './commands.ts';
import { isPrintable, type KeyName, type Keystroke, type MouseAct, type TerminalInput } from './keys.ts';
import { type KeyLayer, type LayerSlot, reachable, sameCommands, sameLayer } from './layers.ts';
import { type Cell, type ClickTarget, targetAt } from './place.ts';
import { type KeyArrival, readingTime, Sight } from './sight.ts';

export interface RouterOptions {
  /** Commands that are below every layer: help, palette, quit. */
  readonly commands?: readonly Command[];
  readonly onCommand?: (id: CommandId, key?: KeyName) => void;
  /** Called when the key of a disabled command was pressed. */
  readonly onRefused?: (command: Command, why: string) => void;
  /** The keys that the user has chosen, in place of the default ones. */
  readonly bindings?: Bindings | undefined;
  /** Called at the first key, which waits for it, as do all later ones; default: nothing to wait for. */
  readonly ready?: () => Promise<void>;
  /** Whether the target of the keys is still being loaded: keys that nothing handles yet wait for it. */
  readonly opening?: () => boolean;
  /** Runs its argument after React has drawn the last key's effect; default: when its scheduler is idle. */
  readonly afterDrawing?: (then: () => void) => void;
  /** How long a question is on the screen before its key counts, in milliseconds; read once. Default {@link readingTime}. */
  readonly readingTime?: number;
}

type Arrived = TerminalInput & { readonly arrival: KeyArrival };
type Pressed = Keystroke & { readonly arrival: KeyArrival };

/** How long the key that users press after a code is ignored when the code was sent without it, in milliseconds. */
const habitTime = 1000;

/** When React is idle, twice: what it has drawn may have effects that make it draw again. */
const afterReact = (then: () => void) => whenIdle(() => setImmediate(() => whenIdle(then)));
const whenIdle = (then: () => void) => unstable_scheduleCallback(unstable_LowPriority, then);

/** Rows per step of the wheel, as in terminals. */
const linesOfWheel = 3;

/**
 * The only place where keys become actions. Layers are tried from the newest (and innermost) down to the globals; the first
 * that knows the key gets it. Keys are handled one at a time, each after the screen has processed the one before.
 */
export class KeyRouter {
  #options: RouterOptions = {};
  #slots: LayerSlot[] = [];
  #made = 0;
  #version = 0;
  #told = 0;
  #listeners = new Set<() => void>();
  #cache: { version: number; commands: readonly ActiveCommand[] } | undefined;
  #queue: Arrived[] = [];
  #targets = new Set<ClickTarget>();
  #settling = false;
  #isReady = false;
  #sight: Sight;
  #typed = false;
  #habitTimer: NodeJS.Timeout | undefined;
  #habit: { readonly key: KeyName; readonly until: number } | undefined;

  constructor(options: RouterOptions = {}) {
    this.#options = options;
    this.#sight = new Sight({
      readingTime: options.readingTime ?? readingTime,
      now: () => performance.now(),
      onReadable: () => this.#change(),
    });
  }

  /** Replaces the globals and hooks; called at each render of the provider. */
  configure(given: RouterOptions): void {
    const { commands, bindings } = given;
    const options = commands ? { ...given, commands: withBindings(commands, bindings) } : given;
    if (!sameCommands(this.#options.commands, options.commands)) this.#version++;
    this.#options = options;
  }

  /** Creates a slot for a new layer: above all slots of its level, below those of higher levels. */
  open(level: number): LayerSlot {
    const slot: LayerSlot = { order: ++this.#made, level, layer: undefined, mounted: false };
    this.#slots.push(slot);
    this.#slots.sort((a, b) => b.level - a.level || b.order - a.order);
    return slot;
  }

  /** Updates a slot. {@link announce} notifies the listeners. */
  update(slot: LayerSlot, given: KeyLayer): void {
    const layer = { ...given, commands: withBindings(given.commands, this.#options.bindings) };
    if (layer.active === false) this.#expectHabit(slot.layer);
    if (!sameLayer(slot.layer, layer)) this.#version++;
    slot.layer = layer;
    if (!this.#slots.includes(slot)) {
      this.#slots.push(slot);
      this.#slots.sort((a, b) => b.level - a.level || b.order - a.order);
      this.#version++;
    }
  }

  /** Removes the slot of an unmounted component. */
  close(slot: LayerSlot): void {
    this.#expectHabit(slot.layer);
    this.#slots = this.#slots.filter((other) => other !== slot);
    slot.mounted = false;
    this.#version++;
  }

  /** Drops slots whose render never reached the screen. */
  prune(): void {
    if (this.#slots.every((slot) => slot.mounted)) return;
    this.#slots = this.#slots.filter((slot) => slot.mounted);
    this.#change();
  }

  /** Makes a box handle clicks. @returns stops it */
  addTarget(target: ClickTarget): () => void {
    this.#targets.add(target);
    return () => this.#targets.delete(target);
  }

  /** Notifies listeners if the commands have changed since the last time. */
  announce(): void {
    if (this.#told === this.#version) return;
    this.#told = this.#version;
    this.#sight.look(questionsOf(this.active()), questionsOf(this.#all()));
    for (const listener of this.#listeners) listener();
  }

  /** Notifies of a change that no component has drawn. */
  #change(): void {
    this.#version++;
    this.announce();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The commands that keys can reach now, nearest layer first; the same array until something changes. */
  active = (): readonly ActiveCommand[] => {
    if (this.#cache?.version !== this.#version) {
      this.#cache = { version: this.#version, commands: this.#collect(this.#slots, false) };
    }
    return this.#cache.commands;
  };

  /**
   * What could be done without the layers from `slot` upwards: for help and palette, which cover the screen.
   *
   * @param slot the layer of the overlay itself
   * @param byName also includes commands whose letter keys a text field shadows
   */
  beneath(slot: LayerSlot, byName: boolean): readonly ActiveCommand[] {
    const below = this.#slots.filter((other) => other.level < slot.level);
    return this.#collect(below, byName);
  }

  /** Handles keys and pastes in order; a paste is never keys. */
  take(inputs: readonly TerminalInput[]): void {
    for (const input of inputs) this.#queue.push({ ...input, arrival: this.#sight.keyArrived(input) });
    this.#drain();
  }

  /** Where typed text goes; undefined when no text is being typed. */
  caret = (): Cell | undefined =>
    reachable(this.#slots)
      .find(({ text }) => text)
      ?.caret?.();

  /** Continues with waiting keys; called when something was drawn. */
  resume(): void {
    if (this.#queue.length > 0) this.#drain();
  }

  #drain(): void {
    if (this.#settling) return;
    const { ready } = this.#options;
    if (ready && !this.#isReady) {
      this.#settling = true;
      // If it never becomes ready, the program ends, and nothing needs the keys.
      void ready().then(() => {
        this.#isReady = true;
        this.#settling = false;
        this.#drain();
      });
      return;
    }
    const next = this.#next();
    if (next === undefined) return;
    this.#settling = true;
    try {
      this.#typed = 'paste' in next || ('key' in next && next.text !== undefined);
      if ('paste' in next) this.#paste(next.paste);
      else if ('mouse' in next) this.#mouse(next.mouse, next.arrival);
      else if (!this.#isHabit(next)) this.#press(next);
    } finally {
      // Scheduled after the key is handled: React's own work for it comes first, and the next key meets the screen that this
      // one has produced.
      (this.#options.afterDrawing ?? afterReact)(() => {
        this.#settling = false;
        this.#drain();
      });
    }
  }

  /** The first input; while it waits for its target to load, the first key that always works. */
  #next(): Arrived | undefined {
    const [first] = this.#queue;
    if (first === undefined || !this.#options.opening?.() || this.#isTaken(first)) return this.#queue.shift();
    const at = this.#queue.findIndex((input) => 'key' in input && this.#isAlways(input.key));
    return at < 0 ? undefined : this.#queue.splice(at, 1)[0];
  }

  #isTaken(input: TerminalInput): boolean {
    if ('mouse' in input) return true;
    const layers = reachable(this.#slots);
    if (layers.some((layer) => layer.modal || layer.text)) return true;
    if ('paste' in input) return false;
    return this.active().some(({ keys }) => keys.includes(input.key));
  }

  #isAlways(key: KeyName): boolean {
    return this.active().some(({ keys, scope }) => scope === 'always' && keys.includes(key));
  }

  /** After a completed layer has closed, the key that is pressed out of habit is for nothing else. */
  #expectHabit(layer: KeyLayer | undefined): void {
    if (!this.#typed || layer?.habit === undefined || layer.active === false) return;
    this.#habit = { key: layer.habit, until: performance.now() + habitTime };
    this.#version++;
    clearTimeout(this.#habitTimer);
    this.#habitTimer = setTimeout(() => this.#endHabit(), habitTime);
    this.#habitTimer.unref();
  }

  #endHabit(): void {
    if (this.#habit === undefined) return;
    this.#habit = undefined;
    this.#change();
  }

  #isHabit({ key, arrival }: Pressed): boolean {
    const habit = this.#habit;
    this.#endHabit();
    if (habit === undefined || habit.key !== key || arrival.at >= habit.until) return false;
    // Commands with a question have a wait of their own.
    return !this.active().some(({ keys, decides }) => keys.includes(key) && decides !== undefined);
  }

  #press(stroke: Pressed): void {
    const layers = reachable(this.#slots);
    const field = layers.find((layer) => layer.text);
    if (field !== undefined && stroke.text !== undefined) {
      field.onText?.(stroke.text + this.#takeTyped());
      return;
    }
    if (!this.#pressIn(layers, stroke, stroke.key) && stroke.also !== undefined)
      this.#pressIn(layers, stroke, stroke.also);
  }

  /** @returns false when nothing handles the key */
  #pressIn(layers: readonly KeyLayer[], stroke: Pressed, key: KeyName): boolean {
    for (const layer of layers) {
      if (layer.onKey?.(key) === true) return true;
      const command = layer.commands.find((each) => each.keys.includes(key));
      if (command !== undefined) {
        this.#run(command, layer.onCommand, key, stroke.arrival);
        return true;
      }
    }
    const { commands = [], onCommand } = this.#options;
    const onlyAlways = layers.some((layer) => layer.modal);
    const command = commands.find(
      (each) => each.keys.includes(key) && (!onlyAlways || each.scope === 'always'),
    );
    if (command !== undefined) this.#run(command, onCommand, key, stroke.arrival);
    return command !== undefined;
  }

  /** The characters that wait right after the current one; a field gets them together. */
  #takeTyped(): string {
    let typed = '';
    for (;;) {
      const next = this.#queue[0];
      if (next === undefined || !('key' in next) || next.text === undefined) return typed;
      typed += next.text;
      this.#queue.shift();
    }
  }

  #paste(text: string): void {
    for (const layer of reachable(this.#slots)) {
      if (layer.onPaste !== undefined) {
        layer.onPaste(text);
        return;
      }
      if (layer.text) return;
    }
  }

  /** A click presses what is drawn there; the wheel moves in lists. Both become keys if they can. */
  #mouse({ act, ...cell }: MouseAct, arrival: KeyArrival): void {
    if (act !== 'press') {
      this.#scroll({ key: act === 'wheel-up' ? 'up' : 'down', arrival });
      return;
    }
    const modal = this.#slots.find(({ layer }) => layer?.modal && layer.active !== false);
    const hit = targetAt(this.#targets, cell, modal?.level ?? 0);
    hit?.target.press({ column: cell.column - hit.place.column, row: cell.row - hit.place.row });
  }

  /** In a form, the arrows change the choice, which a wheel should not. */
  #scroll(stroke: Pressed): void {
    const layers = reachable(this.#slots);
    const taking = layers.flatMap(({ commands }) => commands).find(({ keys }) => keys.includes(stroke.key));
    if (taking === undefined || /^(?:form|choice)\./.test(taking.id)) return;
    for (let line = 0; line < linesOfWheel; line++) this.#press(stroke);
  }

  #run(command: Command, onCommand: KeyLayer['onCommand'], key?: KeyName, arrival?: KeyArrival): void {
    const { enabled, decides } = command;
    if (typeof enabled === 'string') this.#options.onRefused?.(command, enabled);
    else if (decides !== undefined) this.#decide(decides, arrival, () => onCommand?.(command.id, key));
    else onCommand?.(command.id, key);
  }

  #decide(question: string, arrival: KeyArrival | undefined, act: () => void): void {
    // Chosen by name or clicked, so no key can be held down.
    if (this.#options.readingTime === 0 || arrival === undefined) {
      if (this.#sight.isReadable(question)) act();
      return;
    }
    // In a later turn: delayed repeats, which show that the key is held down, have arrived by then.
    setImmediate(() => {
      if (this.#sight.mayDecide(question, arrival)) act();
      else this.#change();
    });
  }

  /** All commands, including covered ones. */
  #all(): Command[] {
    const layers = this.#slots.flatMap(({ layer }) => (layer && layer.active !== false ? [layer] : []));
    return [...layers.flatMap(({ commands }) => commands), ...(this.#options.commands ?? [])];
  }

  #collect(slots: readonly LayerSlot[], byName: boolean): ActiveCommand[] {
    const found: ActiveCommand[] = [];
    const taken = new Set<KeyName>();
    const layers = reachable(slots);
    const typing = layers.some((layer) => layer.text);
    const covered = layers.some((layer) => layer.modal);
    const add = (command: Command, onCommand: KeyLayer['onCommand']) => {
      const keys = command.keys.filter((key) => !taken.has(key) && !(typing && isPrintable(key)));
      for (const key of keys) taken.add(key);
      if (keys.length === 0 && command.keys.length > 0 && !byName) return;
      // By its name only the nearest can be meant.
      if (byName && found.some(({ id }) => id === command.id)) return;
      const waits =
        command.decides === undefined
          ? this.#habit !== undefined && keys.includes(this.#habit.key)
          : !this.#sight.isReadable(command.decides);
      found.push({ ...command, keys, waits, run: () => this.#run(command, onCommand) });
    };
    for (const layer of layers) {
      for (const command of layer.commands) add(command, layer.onCommand);
    }
    for (const command of this.#options.commands ?? []) {
      if (!covered || command.scope === 'always') add(command, this.#options.onCommand);
    }
    return found;
  }
}

function questionsOf(commands: readonly Command[]): ReadonlySet<string> {
  return new Set(commands.flatMap(({ decides, keys }) => (decides && keys.length > 0 ? [decides] : [])));
}
