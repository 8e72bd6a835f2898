import { useEffect, useState } from 'react';
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
  const [found, setFound] = useState<PathCompletion & { readonly typed: string }>();
  useEffect(() => {
    if (!path || !completePath) return;
    let isCurrent = true;
    void completePath(path, files).then((completion) => {
      if (isCurrent) setFound({ ...completion, typed: path });
    });
    return () => {
      isCurrent = false;
    };
  }, [path, files, completePath]);
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
