import type { Bindings } from '../../components/keys/bindings.ts';
import type { KeyLine } from '../../components/keys/read-bindings.ts';

/** The keys that a person has chosen, and one sentence for each line that is left out. */
export interface OwnKeys {
  readonly bindings: Bindings | undefined;
  readonly findings: readonly string[];
}

/**
 * Reads the lines of `[keys]`. The table of all commands is loaded only where there are some.
 *
 * @param file settings.ini, as it is shown
 */
export async function ownKeys(lines: readonly KeyLine[], file: string): Promise<OwnKeys> {
  if (lines.length === 0) return { bindings: undefined, findings: [] };
  const [{ knownCommands }, { readBindings }] = await Promise.all([
    import('../../components/keys/key-table.ts'),
    import('../../components/keys/read-bindings.ts'),
  ]);
  return readBindings(lines, knownCommands, file);
}
