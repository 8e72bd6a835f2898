import { Box } from 'ink';
import type { ReactNode } from 'react';
import { SpaceContext, useSpace } from '../frame/screen-size.ts';
import { TitledBorder } from '../frame/titled-border.tsx';
import type { Command, CommandId } from '../keys/commands.ts';
import { KeyLevel, useKeyLayer } from '../keys/key-context.tsx';
import { Hints } from './hints.tsx';

export interface ModalProps {
  readonly title: string;
  /** Columns, including the border; the whole width where little of the pane would show beside it. Default 60. */
  readonly width?: number;
  /** Rows, border included; default: as many as the content needs. */
  readonly rows?: number;
  /** The commands of the dialog; shown in its last line. Esc must be among them. */
  readonly commands: readonly Command[];
  readonly onCommand: (id: CommandId) => void;
  readonly children?: ReactNode;
}

/**
 * A dialog over everything, in the middle. Nothing under it reacts. The screen has one slot for it: give it to the frame
 * as `overlay`.
 */
export function Modal(props: ModalProps) {
  return (
    <KeyLevel>
      <ModalBody {...props} />
    </KeyLevel>
  );
}

function ModalBody({ title, width = 60, rows, commands, onCommand, children }: ModalProps) {
  const space = useSpace();
  useKeyLayer({ modal: true, commands, onCommand });
  return (
    <Centred>
      <Sheet
        title={title}
        width={sheetColumns(width, space.columns)}
        {...(rows === undefined ? {} : { rows })}
      >
        {children}
        <Box marginTop={1} height={1} flexShrink={0} justifyContent="flex-end">
          <Hints commands={commands} />
        </Box>
      </Sheet>
    </Centred>
  );
}

/** The least that is to be seen of a pane on each side of a dialog: of less one cannot tell what it is. */
const leastBeside = 12;

/** How wide a dialog is: as it wants to be where the pane beside it can be told, else the whole width. */
export function sheetColumns(wanted: number, columns: number): number {
  return columns - wanted < 2 * leastBeside ? columns : wanted;
}

/** Centres its content on the screen, over what is drawn before it. */
export function Centred({ children }: { readonly children?: ReactNode }) {
  const { columns, rows } = useSpace();
  return (
    <Box
      position="absolute"
      top={0}
      left={0}
      width={columns}
      height={rows}
      justifyContent="center"
      alignItems="center"
      overflow="hidden"
    >
      {children}
    </Box>
  );
}

export interface SheetProps {
  readonly title: string;
  /** Columns, including the border. */
  readonly width: number;
  /** Rows, border included; default: as many as the content needs. */
  readonly rows?: number;
  readonly children?: ReactNode;
}

/** A bordered area that hides what is below it. */
export function Sheet({ title, width, rows, children }: SheetProps) {
  const space = useSpace();
  const inner = { columns: width - 4, rows: Math.max(1, Math.min(rows ?? space.rows, space.rows) - 2) };
  return (
    <Box
      flexDirection="column"
      flexShrink={1}
      minHeight={0}
      width={width}
      {...(rows === undefined ? {} : { height: Math.min(rows, space.rows) })}
      overflow="hidden"
      // Any background makes Ink paint the cells; an unknown colour name leaves them in the terminal's own.
      backgroundColor="terminal"
    >
      <TitledBorder title={title} focused>
        <SpaceContext value={inner}>{children}</SpaceContext>
      </TitledBorder>
    </Box>
  );
}
