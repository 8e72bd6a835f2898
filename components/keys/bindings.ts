import type { Command, CommandId } from './commands.ts';
import { isPrintable, type KeyName } from './keys.ts';

/** The keys that a person has chosen, by the id of the command. */
export type Bindings = ReadonlyMap<CommandId, readonly KeyName[]>;

/** A letter that ran a command before the person gave it other keys. */
export interface MovedKey {
  readonly was: KeyName;
  readonly now: KeyName;
  /** The panes on which that was so. */
  readonly panes: ReadonlySet<string> | 'all';
}

/** The keys of a command for which a person has chosen some: where these are characters alone, a key that is none stays. */
export function boundKeys(chosen: readonly KeyName[], before: readonly KeyName[]): readonly KeyName[] {
  // Letters alone would be out of reach where text is typed.
  return chosen.every(isPrintable) ? [...chosen, ...before.filter((key) => !isPrintable(key))] : chosen;
}

/** The commands with the keys that a person has chosen for them. */
export function withBindings(
  commands: readonly Command[],
  bindings: Bindings | undefined,
): readonly Command[] {
  if (!bindings || bindings.size === 0) return commands;
  return commands.map((command) => {
    const keys = bindings.get(command.binds ?? command.id);
    if (!keys) return command;
    const { footerKey: _, ...rest } = command;
    return { ...rest, keys: boundKeys(keys, command.keys) };
  });
}
