import { useStdout } from 'ink';
import { createContext, useContext, useLayoutEffect, useState } from 'react';

/** Room to draw in, in columns and rows. */
export interface Space {
  readonly columns: number;
  readonly rows: number;
}

/** Wide screens show two columns of panes; below 60x16 a sentence asks for more room. */
export type Layout = 'two' | 'one' | 'tiny';

/** The layout that fits a screen. */
export function layoutOf({ columns, rows }: Space): Layout {
  if (columns < 60 || rows < 16) return 'tiny';
  return columns >= 100 ? 'two' : 'one';
}

/**
 * The terminal's size, kept up to date. It listens before Ink does, so that a frame of the new size follows a
 * resize in the same turn; Ink's own hook is called after Ink has drawn.
 */
export function useScreenSize(): Space {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => sizeOf(stdout));
  useLayoutEffect(() => {
    const onResize = () =>
      setSize((before) => {
        const now = sizeOf(stdout);
        return now.columns === before.columns && now.rows === before.rows ? before : now;
      });
    stdout.prependListener('resize', onResize);
    onResize();
    return () => {
      stdout.off('resize', onResize);
    };
  }, [stdout]);
  return size;
}

function sizeOf(stdout: NodeJS.WritableStream): Space {
  const { columns, rows } = stdout as NodeJS.WritableStream & { columns?: number; rows?: number };
  return { columns: columns || 80, rows: rows || 24 };
}

export const SpaceContext = createContext<Space>({ columns: 80, rows: 24 });

/** The room that the nearest frame, pane or dialog leaves to its contents. */
export function useSpace(): Space {
  return useContext(SpaceContext);
}
