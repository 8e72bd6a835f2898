import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { KeyLevel, useKeyLayer } from '../keys/key-context.tsx';
import { useLeavesAtOnce } from '../keys/leaves-at-once.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Paragraph } from '../widgets/paragraph.tsx';
import { Footer } from './footer.tsx';
import { layoutOf, SpaceContext, useScreenSize, useSpace } from './screen-size.ts';
import { TopLine } from './top-line.tsx';
import type { FrameStatus } from './top-line-parts.ts';

export interface FrameProps {
  readonly status: FrameStatus;
  /** On the right of the footer, if there is room: `step 4 of 7`. */
  readonly aside?: string | undefined;
  /** A result in the last rows above the footer's rule, which the body then lacks. */
  readonly toast?: ReactNode;
  /** How many rows the toast takes in a number of columns. Default 1. */
  readonly toastRows?: ((columns: number) => number) | undefined;
  /** The one dialog, over the body: the account above it is never hidden, and the footer shows its keys. */
  readonly overlay?: ReactNode;
  /** What the dialog asks, for a screen that is too small for it. */
  readonly question?: string | undefined;
  readonly children?: ReactNode;
}

const aboveDialogs = 10;
/** Keys that work on a screen that shows nothing. */
const blindKeys: ReadonlySet<string> = new Set(['ctrl+c', 'ctrl+z']);

/** Rows of the top line, the footer and their rules. */
const chromeRows = 4;

/**
 * The screen: top line, rule, body, rule, footer, exactly as large as the terminal. The body gets its room from
 * `useSpace()`. Below 60x16, one sentence asks for more room; everything stays mounted, so nothing typed is lost.
 */
export function Frame({ status, aside, toast, toastRows, overlay, question, children }: FrameProps) {
  const size = useScreenSize();
  const { columns, rows } = size;
  const tiny = layoutOf(size) === 'tiny';
  const under = toast === undefined || toast === null ? 0 : (toastRows?.(columns) ?? 1);
  const bodyRows = Math.max(1, rows - chromeRows - under);
  return (
    <Box flexDirection="column" width={columns} height={rows} overflow="hidden">
      {tiny ? (
        <KeyLevel by={aboveDialogs}>
          <SpaceContext value={{ columns, rows }}>
            <MoreRoom status={status} question={question} />
          </SpaceContext>
        </KeyLevel>
      ) : null}
      <Box
        flexDirection="column"
        width={columns}
        height={rows}
        display={tiny ? 'none' : 'flex'}
        flexShrink={0}
      >
        <TopLine status={status} columns={columns} />
        <Rule columns={columns} />
        <SpaceContext value={{ columns, rows: bodyRows }}>
          <Box
            flexDirection="column"
            width={columns}
            flexGrow={1}
            flexShrink={1}
            flexBasis={0}
            minHeight={0}
            overflow="hidden"
          >
            {children}
          </Box>
        </SpaceContext>
        {under > 1 ? (
          <Box flexDirection="column" height={Math.min(under, rows - chromeRows - 1)} overflow="hidden">
            {toast}
          </Box>
        ) : (
          toast
        )}
        <Rule columns={columns} />
        {/* Before the footer, so that the footer is drawn with the dialog's keys in the same frame. */}
        {overlay === undefined || overlay === null ? null : (
          <SpaceContext value={{ columns, rows: Math.max(1, rows - chromeRows) }}>
            <Box
              position="absolute"
              top={2}
              left={0}
              width={columns}
              height={Math.max(1, rows - chromeRows)}
              overflow="hidden"
            >
              {overlay}
            </Box>
          </SpaceContext>
        )}
        <Footer columns={columns} aside={aside} />
      </Box>
    </Box>
  );
}

/** A line across the whole width. */
export function Rule({ columns }: { readonly columns: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box width={columns} height={1} flexShrink={0} overflow="hidden">
      <Text {...theme.line}>{glyphs.horizontal.repeat(columns)}</Text>
    </Box>
  );
}

interface MoreRoomProps {
  readonly status: FrameStatus;
  readonly question: string | undefined;
}

/** Shown instead of a screen that is too small. The account is never hidden, not even here. */
function MoreRoom({ status, question }: MoreRoomProps) {
  const { columns, rows } = useSpace();
  const theme = useTheme();
  useKeyLayer({ modal: true, commands: [], onKey: (key) => !blindKeys.has(key) });
  const again = useLeavesAtOnce() ? '^c again leaves at once.' : '';
  return (
    <Box flexDirection="column" width={columns} height={rows} flexShrink={0} overflow="hidden">
      <Paragraph>{`Make the window at least 60 columns by 16 rows. It is ${columns} by ${rows} now.`}</Paragraph>
      <Text wrap="truncate" {...theme.dim}>
        {[status.account, '^c quits'].filter((part) => part !== undefined).join('   ')}
      </Text>
      {question === undefined ? null : <Paragraph>{`${question} ${again}`.trimEnd()}</Paragraph>}
    </Box>
  );
}
