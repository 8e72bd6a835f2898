import { Box, Text } from 'ink';
import { numeral } from '../../src/core/text.ts';
import type { PathCompletion } from '../../src/platform/complete-path.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf, cutTo } from '../widgets/columns.ts';
import { Field } from '../widgets/field.tsx';
import { Paragraph } from '../widgets/paragraph.tsx';
import type { Host } from './pane-props.ts';
import { complete, useFoundPaths } from './use-path-completion.ts';

export interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly host: Host;
  readonly placeholder?: string;
  readonly suggestion?: string | undefined;
  readonly hint?: string;
  readonly problem?: string | undefined;
  /** Rows for the possible names. Default 4. */
  readonly rows?: number;
}

/** A field for the path of a folder, alone on its pane: Tab completes it, or lists the possibilities. */
export function PathField({ host, rows = 4, ...props }: PathFieldProps) {
  const { columns } = useSpace();
  const { completePath } = host;
  const { found, look } = useFoundPaths(completePath, props.value);
  useKeyLayer({
    commands: completePath ? [complete] : [],
    onCommand: async () => {
      const done = await look();
      if (done && done.text !== done.typed) props.onChange(done.text);
    },
  });
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Field {...props} labelWidth={10} width={Math.max(20, Math.min(60, columns - 12))} focused />
      {found?.text === props.value ? <Names found={found} columns={columns - 10} rows={rows} /> : null}
    </Box>
  );
}

interface NamesProps {
  readonly found: PathCompletion;
  readonly columns: number;
  readonly rows: number;
}

/** The possible names, in the available rows; or that there is none. */
function Names({ found: { names, text, fault }, columns, rows }: NamesProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  // A single one is already in the field.
  if (names.length === 1) return null;
  const nothing =
    fault === 'missing'
      ? 'There is no such folder.'
      : fault === 'unreadable'
        ? 'You may not read this folder.'
        : text === '' || /[\\/]$/.test(text)
          ? 'There is no folder in it.'
          : 'No folder begins like this.';
  if (names.length === 0)
    return (
      <Box marginLeft={10}>
        <Paragraph indent={10} {...theme.warn}>{`${glyphs.warning} ${nothing}`}</Paragraph>
      </Box>
    );
  return (
    <Box marginLeft={10} flexDirection="column">
      {namesIn(names, columns, rows).map((row) => (
        <Text key={row} {...theme.dim}>
          {row}
        </Text>
      ))}
    </Box>
  );
}

const gap = '  ';

/** As many names as fit; if not all do, the last row says how many more there are. */
function namesIn(names: readonly string[], columns: number, rows: number): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < names.length; ) {
    const first = at;
    let line = names[at++] ?? '';
    while (at < names.length && columnsOf(line + gap + names[at]) <= columns) line += gap + names[at++];
    const isLast = lines.length === rows - 1 && at < names.length;
    lines.push(isLast ? `and ${numeral(names.length - first)} more` : cutTo(line, columns));
    if (isLast) break;
  }
  return lines;
}
