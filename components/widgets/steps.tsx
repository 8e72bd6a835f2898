import { Box, Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Cell } from './cell.tsx';
import { columnsOf } from './columns.ts';
import { textRows } from './text-rows.ts';

/** A step of a flow. */
export interface StepItem {
  readonly id: string;
  readonly label: string;
  readonly state: 'done' | 'now' | 'to-come' | 'failed';
  /** The answer, in a word. */
  readonly value?: string | undefined;
  /** What the step is about, shown for a step to come if the list has room. */
  readonly says?: string | undefined;
}

export interface StepsProps {
  readonly steps: readonly StepItem[];
  /** Columns. Default: the available room. */
  readonly width?: number;
  /** Rows; if there are enough, no answer is cut, and each step to come says what it is about. Default: one row per step. */
  readonly rows?: number;
}

/** The steps of a flow, done, current and to come, with their answers. */
export function Steps({ steps, width, rows = 0 }: StepsProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const space = useSpace();
  const columns = width ?? space.columns;
  const labels = Math.max(0, ...steps.map((step) => columnsOf(step.label))) + 2;
  const below = answersBelow(steps, columns, rows);
  const answered = [...below.values()].reduce((sum, texts) => sum + texts.length, 0);
  const told = new Map(steps.map(({ id, says = '' }) => [id, textRows(says, columns - 3)]));
  const toCome = steps.filter(({ state, says }) => state === 'to-come' && says !== undefined);
  const saying = toCome.reduce((sum, { id }) => sum + (told.get(id)?.length ?? 0), 0);
  const isRoomy = steps.length + answered + saying <= rows;
  return (
    <Box flexDirection="column" flexShrink={0} width={columns}>
      {steps.flatMap((step) => {
        const beneath = below.get(step.id) ?? [];
        const value = beneath.length > 0 ? undefined : answerOf(step);
        // A value that would be cut starts right after its label, one column to the left if that saves its end.
        const isWide = value !== undefined && columnsOf(value) > columns - 2 - labels;
        const label = columnsOf(step.label);
        const air = columnsOf(value ?? '') > columns - 2 - label - 2 ? 1 : 2;
        const look = {
          done: { glyph: glyphs.done, mark: theme.good, label: theme.text },
          now: { glyph: glyphs.pointer, mark: theme.accent, label: theme.selection },
          failed: { glyph: glyphs.failed, mark: theme.bad, label: theme.text },
          'to-come': { glyph: ' ', mark: theme.dim, label: isRoomy ? theme.text : theme.dim },
        }[step.state];
        const says = isRoomy && toCome.includes(step) ? (told.get(step.id) ?? []) : beneath;
        return [
          <Box key={step.id} height={1} width={columns} flexShrink={0} overflow="hidden">
            <Text {...look.mark}>{`${look.glyph} `}</Text>
            <Box width={isWide ? label + air : labels} flexShrink={0}>
              <Text wrap="truncate" {...look.label}>
                {step.label}
              </Text>
            </Box>
            {value === undefined ? null : <Cell style={theme.dim}>{value}</Cell>}
          </Box>,
          ...says.map((text, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a long value can be alike
            <Text key={`${step.id} ${row}`} wrap="truncate" {...theme.dim}>
              {`   ${text}`}
            </Text>
          )),
        ];
      })}
    </Box>
  );
}

/** The answer of a step; undefined while the step is current. */
function answerOf({ state, value }: StepItem): string | undefined {
  return value === undefined || state === 'now' ? undefined : plainText(value);
}

/**
 * The answers that are too long for the rest of their row, in rows of their own.
 *
 * @returns empty if there is no room for them: then they are cut
 */
export function answersBelow(
  steps: readonly StepItem[],
  columns: number,
  rows: number,
): ReadonlyMap<string, readonly string[]> {
  const below = steps.flatMap((step) => {
    const value = answerOf(step) ?? '';
    // The mark, the label and a blank.
    const isCut = columnsOf(value) > columns - 2 - columnsOf(step.label) - 1;
    return isCut ? [[step.id, textRows(value, columns - 3)] as const] : [];
  });
  const taken = below.reduce((sum, [, texts]) => sum + texts.length, 0);
  return new Map(steps.length + taken <= rows ? below : []);
}

/** The number of the current step: `step 4 of 7`; undefined before the first and after the last. */
export function stepNumber(steps: readonly StepItem[]): string | undefined {
  const at = steps.findIndex(isHere);
  return at < 0 ? undefined : `step ${at + 1} of ${steps.length}`;
}

/**
 * The same with the step's name, for screens without room for a list: `step 4 of 7 · Framework`.
 *
 * @param title the title beside it: a name that says the same is left out
 */
export function stepLine(steps: readonly StepItem[], separator: string, title: string): string {
  const step = steps.find(isHere);
  if (step === undefined) return '';
  const place = stepNumber(steps) ?? '';
  return step.label === title ? place : `${place} ${separator} ${step.label}`;
}

function isHere({ state }: StepItem): boolean {
  return state === 'now' || state === 'failed';
}
