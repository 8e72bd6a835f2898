import type { Bindings, MovedKey } from '../../components/keys/bindings.ts';
import type { KeyLine } from '../../components/keys/read-bindings.ts';

/** The keys that the user has chosen, and one sentence for each ignored line. */
export interface OwnKeys {
  readonly bindings: Bindings | undefined;
  readonly findings: readonly string[];
  /** Keys to replace in sentences that name one. */
  readonly moved: readonly MovedKey[];
}

/**
 * Reads the lines of `[keys]`. The table of all commands is loaded only if there are any.
 *
 * @param file the path of settings.ini, as shown to the user
 */
export async function ownKeys(lines: readonly KeyLine[], file: string): Promise<OwnKeys> {
  if (lines.length === 0) return { bindings: undefined, findings: [], moved: [] };
  const [{ knownCommands }, { readBindings }] = await Promise.all([
    import('../../components/keys/key-table.ts'),
    import('../../components/keys/read-bindings.ts'),
  ]);
  const { bindings, findings } = readBindings(lines, knownCommands, file);
  const moved = knownCommands.flatMap(({ id, keys, panes }): MovedKey[] => {
    const [now, ...more] = bindings.get(id) ?? [];
    if (now === undefined) return [];
    const gone = keys.filter((key) => key.length === 1 && key !== now && !more.includes(key));
    return gone.map((was) => ({ was, now, panes }));
  });
  return { bindings, findings, moved };
}
