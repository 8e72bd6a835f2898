import type { Command, CommandId } from './commands.ts';
import { isPrintable, type KeyName } from './keys.ts';

/** The keys that the user has chosen, by command id. */
export type Bindings = ReadonlyMap<CommandId, readonly KeyName[]>;

/** A letter that ran a command before the user gave it other keys. */
export interface MovedKey {
  readonly was: KeyName;
  readonly now: KeyName;
  /** The panes on which it did. */
  readonly panes: ReadonlySet<string> | 'all';
}

/** A command's keys after the user's choice: if only characters were chosen, its keys that are not characters stay. */
export function boundKeys(chosen: readonly KeyName[], before: readonly KeyName[]): readonly KeyName[] {
  // Letters alone would not work while text is typed.
  return chosen.every(isPrintable) ? [...chosen, ...before.filter((key) => !isPrintable(key))] : chosen;
}

/** The commands with the keys that the user has chosen for them. */
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
