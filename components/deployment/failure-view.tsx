import { Box, Text } from 'ink';
import { failureHeadline, leftInAws, whyWords } from '../../src/aws/progress/failure-words.ts';
import type { StackProgress } from '../../src/aws/progress/model.ts';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { count, plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { Glyphs } from '../theme/glyphs.ts';
import type { TextStyle, Theme } from '../theme/theme.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from '../widgets/columns.ts';
import { cutRows, textRows } from '../widgets/text-rows.ts';

/** A key that acts on the failure, and what it does. */
export interface Deed {
  readonly key: string;
  readonly label: string;
}

export interface Failure {
  readonly progress: StackProgress;
  /** What else to say about what is left, in one sentence. */
  readonly alsoLeft?: string | undefined;
  /** What can be done, most useful first. */
  readonly deeds: readonly Deed[];
  /** Whether to show AWS's words in full. */
  readonly whole: boolean;
  /** Whether to use few rows, next to other content, where no key shows AWS's words in full. */
  readonly brief?: boolean;
}

interface Line {
  readonly label: string;
  readonly rows: readonly string[];
  readonly tone: 'text' | 'bad' | 'dim' | 'key';
}

const indent = 8;
/** The most rows of AWS's words until the user asks for all. */
const folded = 3;
/** With fewer rows each part takes less, so that the advice stays visible. */
const tight = 14;

/** How many rows a failure takes, including the blank one after it; 0 when nothing has failed. */
export function failureRows(failure: Failure, columns: number, rows: number, glyphs: Glyphs): number {
  const lines = linesOf(failure, columns, rows, glyphs);
  return lines.length === 0 ? 0 : lines.reduce((sum, line) => sum + line.rows.length, 1);
}

/** What failed, why, what is left, what to do; AWS's own words come last. */
export function FailureView({ failure }: { readonly failure: Failure }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const lines = linesOf(failure, columns, rows, glyphs);
  if (lines.length === 0) return null;
  return (
    <Box flexDirection="column" width={columns} flexShrink={0} marginBottom={1}>
      {lines.flatMap(({ label, rows: parts, tone }) =>
        parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text have no other name
          <Box key={`${label}${at}`} height={1} flexShrink={0}>
            {label === '' ? null : (
              <Box width={indent} flexShrink={0}>
                <Text {...theme.dim}>{at === 0 ? label : ''}</Text>
              </Box>
            )}
            <Text {...styleOf(theme, tone)} wrap="truncate">
              {part}
            </Text>
          </Box>
        )),
      )}
    </Box>
  );
}

function styleOf(theme: Theme, tone: Line['tone']): TextStyle {
  if (tone === 'bad') return { ...theme.bad, bold: true };
  return tone === 'key' ? theme.key : tone === 'dim' ? theme.dim : theme.text;
}

function linesOf(
  { progress, alsoLeft, deeds, whole, brief = false }: Failure,
  columns: number,
  rows: number,
  glyphs: Glyphs,
): Line[] {
  const { causes } = progress;
  const back = causes.filter(({ inRollback }) => inRollback);
  const forward = causes.filter(({ inRollback }) => !inRollback);
  const [first, ...others] = forward.length > 0 ? forward : back;
  const stuck = forward.length > 0 ? back[0] : undefined;
  if (!first) return [];
  const width = Math.max(20, columns - indent);
  const small = brief || rows < tight;
  const line = (label: string, text: string, most: number, tone: Line['tone'] = 'text'): Line => ({
    label,
    rows: text === '' ? [] : cutRows(text, most, width),
    tone,
  });
  const left = [leftInAws(progress), alsoLeft].filter(Boolean).join(' ');
  const more = stuck ? back.length - 1 : 0;
  const headline = cutRows(failureHeadline(progress), 2, columns - 2);
  const lines: Line[] = [
    { label: '', rows: headline.map((row, at) => `${at === 0 ? glyphs.failed : ' '} ${row}`), tone: 'bad' },
    line('Why', plainText(whyWords(first)), small ? 3 : 6),
    line(
      'Stuck',
      stuck ? `${plainText(whyWords(stuck))}${more > 0 ? ` (and ${more} more)` : ''}` : '',
      small ? 1 : 3,
    ),
    line('Left', left, small && !alsoLeft ? 1 : 2),
    { label: 'Do', rows: deeds.length > 0 ? [deedsText(deeds, width)] : [], tone: 'key' },
    line('Also', alsoWords(others), 1, 'dim'),
    {
      label: 'AWS',
      rows: whole
        ? textRows(first.reason, width)
        : cutRows(first.reason, small ? 1 : folded, width, brief ? '' : '  d whole text'),
      tone: 'dim',
    },
  ];
  return lines.filter((each) => each.rows.length > 0);
}

/** The keys that fit in one row, those at the end with the first word of what they do. */
function deedsText(deeds: readonly Deed[], width: number): string {
  let text = '';
  for (const { key, label } of deeds) {
    const before = text === '' ? key : `${text}   ${key}`;
    const ways = [label, label.split(' ')[0]].map((words) => `${before} ${words}`);
    text = ways.find((next) => columnsOf(next) <= width) ?? text;
  }
  return text;
}

function alsoWords(others: StackProgress['causes']): string {
  if (others.length === 0) return '';
  return `${count(others.length, 'more failure')}: ${others.map((cause) => plainText(placeOf(cause))).join(' · ')}`;
}
