import { Box, Text } from 'ink';
import { placeOf } from '../../src/aws/progress/narration.ts';
import { reasonWords, statusWords } from '../../src/aws/progress/words.ts';
import { plainText, timeOfDay, tookWords } from '../../src/core/text.ts';
import { useTheme } from '../theme/theme-context.tsx';
import { textRows } from '../widgets/text-rows.ts';
import type { FlatResource } from './flatten.ts';

const labelWidth = 14;
/** With at least this many rows, everything is shown in full. */
const roomy = 14;

/** One row of details; without a label it continues the one above. */
export interface DetailLine {
  readonly label: string;
  readonly text: string;
}

/**
 * What AWS says about one resource.
 *
 * @param room rows besides those of the resources; if there are few, the most important facts have one row each
 */
export function detailLines({ resource, path }: FlatResource, width: number, room: number): DetailLine[] {
  const {
    physicalId = 'none yet',
    type,
    status = '',
    state,
    reason,
    startedAt,
    endedAt,
    waitsFor,
  } = resource;
  const facts: [label: string, value: string][] = [
    ...(path.length > 0 ? [['Place', placeOf({ ...resource, path })] as [string, string]] : []),
    ['Physical id', plainText(physicalId)],
    ['Type', `${type}   ${statusWords(status)}`],
  ];
  // A success needs no reason.
  const why = reasonWords(reason) ?? (state === 'failed' ? 'none given' : undefined);
  if (why !== undefined) facts.push(['Reason', why]);
  if (room < roomy) return facts.map(([label, text]) => ({ label, text }));
  const behindType = facts.findIndex(([label]) => label === 'Type') + 1;
  if (startedAt !== undefined) facts.splice(behindType, 0, ['Time', timeWords(startedAt, endedAt)]);
  if (waitsFor.length > 0) facts.splice(behindType, 0, ['Waiting for', waitsFor.map(plainText).join(', ')]);
  return facts.flatMap(([label, value]) =>
    textRows(value, Math.max(16, width - labelWidth)).map((text, row) => ({
      label: row === 0 ? label : '',
      text,
    })),
  );
}

function timeWords(startedAt: number, endedAt: number | undefined): string {
  const from = `began ${timeOfDay(startedAt)}`;
  return endedAt === undefined
    ? from
    : `${from}, ended ${timeOfDay(endedAt)}, took ${tookWords(endedAt - startedAt)}`;
}

/** The details of the selected resource. */
export function Details({ lines }: { readonly lines: readonly DetailLine[] }) {
  const theme = useTheme();
  return (
    <Box flexDirection="column" marginTop={1} flexShrink={0}>
      {lines.map(({ label, text }, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a text have nothing else
        <Box key={row} height={1}>
          <Box width={labelWidth} flexShrink={0}>
            <Text {...theme.dim}>{label}</Text>
          </Box>
          <Text wrap="truncate">{text}</Text>
        </Box>
      ))}
    </Box>
  );
}
