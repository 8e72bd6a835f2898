import { useCallback, useEffect, useRef, useState } from 'react';
import type { PathCompletion } from '../../src/platform/complete-path.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import type { Host } from './pane-props.ts';

export interface PathToComplete {
  readonly host: Host;
  /** The text of the focused field; absent if that is not for a path. */
  readonly path: string | undefined;
  /** Whether it is for the path of a file instead of a folder. */
  readonly files?: boolean;
  readonly onChange: (path: string) => void;
}

interface FoundPaths extends PathCompletion {
  readonly typed: string;
}

/** What was found for a path: valid for it and for its completion, so that further typing forgets it. */
export function useFoundPaths(
  completePath: Host['completePath'],
  path: string | undefined,
  files = false,
): { readonly found: FoundPaths | undefined; readonly look: () => Promise<FoundPaths | undefined> } {
  const [found, setFound] = useState<FoundPaths>();
  const latest = useRef(path);
  latest.current = path;
  const look = useCallback(async () => {
    const typed = latest.current;
    if (typed === undefined || !completePath) return undefined;
    const completion = { ...(await completePath(typed, files)), typed };
    // Keeps what was typed meanwhile.
    if (latest.current !== typed) return undefined;
    setFound(completion);
    return completion;
  }, [completePath, files]);
  return { found: found && (found.typed === path || found.text === path) ? found : undefined, look };
}

/** The key that completes a path. */
export const complete: Command = {
  id: 'path.complete',
  label: 'complete',
  help: 'Completes the name of the folder or file, or lists those that begin like this.',
  keys: ['tab'],
  group: 'Form',
  footer: 2,
  palette: false,
};

/**
 * In a form of several fields, Tab completes a path that is not finished yet; it goes to the next field otherwise.
 *
 * @returns the names with which an unfinished path can go on, if there are several
 */
export function usePathCompletion({
  host: { completePath },
  path,
  files = false,
  onChange,
}: PathToComplete): string | undefined {
  const { found, look } = useFoundPaths(completePath, path, files);
  useEffect(() => {
    if (path) void look();
  }, [path, look]);
  const open = path && found?.typed === path && isUnfinished(found, files) ? found : undefined;
  useKeyLayer({
    commands: open ? [complete] : [],
    // The next Tab leaves a folder that is complete; a file in it is still to be named.
    onCommand: () => open && onChange(files ? open.text : open.text.replace(/[\\/]$/, '')),
  });
  return open && open.names.length > 1 ? open.names.join('  ') : undefined;
}

/** Whether names begin with what was typed last, and none of them is that. */
function isUnfinished(
  { typed, names }: PathCompletion & { readonly typed: string },
  files: boolean,
): boolean {
  const last = typed.split(/[\\/]/).at(-1) ?? '';
  if (files) return names.length > 0 && !names.includes(last);
  return last !== '' && names.length > 0 && !names.some((name) => name.replace(/[\\/]$/, '') === last);
}
