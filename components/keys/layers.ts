import type { Command, CommandId } from './commands.ts';
import type { KeyName } from './keys.ts';
import type { Cell } from './place.ts';

/** What a component handles while it is on screen. */
export interface KeyLayer {
  readonly commands: readonly Command[];
  /** Runs a command; `key` is absent when it was chosen by name. */
  readonly onCommand?: ((id: CommandId, key?: KeyName) => void) | undefined;
  /** Whether nothing below this layer works, except commands of scope `always`. */
  readonly modal?: boolean | undefined;
  /** Whether letters are text: they go to `onText` and are never commands, here or below. */
  readonly text?: boolean | undefined;
  /** Typed characters, several if they arrived together; never control characters. */
  readonly onText?: ((chunk: string) => void) | undefined;
  /** Where on the screen the next character goes; the terminal's own cursor is put there, for input methods and magnifiers. */
  readonly caret?: (() => Cell | undefined) | undefined;
  /** A paste, without the escape sequences in it. */
  readonly onPaste?: ((text: string) => void) | undefined;
  /** The key that people press after what they type here though it is sent without: ignored when it comes late. */
  readonly habit?: KeyName | undefined;
  /** Any key, before commands; returns true when it has handled the key. For widgets whose keys are not commands. */
  readonly onKey?: ((key: KeyName) => boolean | undefined) | undefined;
  /** False: the layer is skipped, as if it were not there. Default true. */
  readonly active?: boolean | undefined;
}

/** The position of a layer in the stack; created once by each component that has one. */
export interface LayerSlot {
  readonly order: number;
  /** Dialogs raise everything inside them by one. */
  readonly level: number;
  layer: KeyLayer | undefined;
  /** Set when React has put the component on screen; slots of abandoned renders are dropped. */
  mounted: boolean;
}

/** The layers that get keys, nearest first: down to and including the first modal one. */
export function reachable(slots: readonly LayerSlot[]): KeyLayer[] {
  const layers: KeyLayer[] = [];
  for (const { layer } of slots) {
    if (layer === undefined || layer.active === false) continue;
    layers.push(layer);
    if (layer.modal) break;
  }
  return layers;
}

/** Whether both the commands and the handling of keys are the same. */
export function sameLayer(a: KeyLayer | undefined, b: KeyLayer): boolean {
  if (a === undefined) return false;
  return (
    a.modal === b.modal && a.text === b.text && a.active === b.active && sameCommands(a.commands, b.commands)
  );
}

/** Whether footer, help and palette would show the same. */
export function sameCommands(a: readonly Command[] | undefined, b: readonly Command[] | undefined): boolean {
  if (a === b) return true;
  if (a?.length !== b?.length) return false;
  return (a ?? []).every((one, at) => {
    const other = b?.[at];
    return (
      other !== undefined &&
      one.id === other.id &&
      one.label === other.label &&
      one.help === other.help &&
      one.footer === other.footer &&
      one.footerKey === other.footerKey &&
      one.enabled === other.enabled &&
      one.decides === other.decides &&
      one.keys.join(' ') === other.keys.join(' ')
    );
  });
}
