import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { KeyName } from '../keys/keys.ts';
import { useClick } from '../keys/use-click.ts';
import { type Space, SpaceContext, useSpace } from './screen-size.ts';
import { TitledBorder } from './titled-border.tsx';

export interface PaneProps {
  readonly title: string;
  /** Next to the title, on the right, dim. */
  readonly aside?: ReactNode;
  readonly focused: boolean;
  /** The key that a click presses if nothing inside handles it. */
  readonly press?: KeyName | undefined;
  /** Columns and rows, including the border. Default: all available room. */
  readonly columns?: number;
  readonly rows?: number;
  readonly children?: ReactNode;
}

/** The room inside a pane of a given size. */
export function insidePane({ columns, rows }: Space): Space {
  return { columns: Math.max(1, columns - 4), rows: Math.max(1, rows - 2) };
}

/** A part of the screen with a title. Its contents get their room from `useSpace()`, and can never be wider or higher. */
export function Pane({ title, aside, focused, press, columns, rows, children }: PaneProps) {
  const space = useSpace();
  const size = { columns: columns ?? space.columns, rows: rows ?? space.rows };
  const box = useClick(press === undefined ? undefined : (_, type) => type(press));
  return (
    <Box
      ref={box}
      flexDirection="column"
      width={size.columns}
      height={size.rows}
      flexShrink={1}
      minHeight={0}
      overflow="hidden"
    >
      <TitledBorder title={title} focused={focused} {...(aside === undefined ? {} : { aside })}>
        <SpaceContext value={insidePane(size)}>
          <Box
            flexDirection="column"
            flexGrow={1}
            flexShrink={1}
            flexBasis={0}
            minHeight={0}
            overflow="hidden"
          >
            {children}
          </Box>
        </SpaceContext>
      </TitledBorder>
    </Box>
  );
}

export interface RoomProps extends Partial<Space> {
  readonly children?: ReactNode;
}

/** A part of the screen without title or border, of a given size. */
export function Room({ columns, rows, children }: RoomProps) {
  const space = useSpace();
  const size = { columns: columns ?? space.columns, rows: rows ?? space.rows };
  return (
    <SpaceContext value={size}>
      <Box flexDirection="column" width={size.columns} height={size.rows} flexShrink={0} overflow="hidden">
        {children}
      </Box>
    </SpaceContext>
  );
}
