import { Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import type { TextStyle } from '../theme/theme.ts';
import { textRows } from './text-rows.ts';

export interface ParagraphProps extends TextStyle {
  /** Columns of the row that the text does not have: its indentation and what is beside it. */
  readonly indent?: number;
  /** False: only the first row of it is shown, cut. */
  readonly isWhole?: boolean;
  readonly children: string | readonly string[];
}

/**
 * A text of several rows, made safe to show. Ink's own wrapping begins a row with the blank for which the row before
 * had no room.
 */
export function Paragraph({ indent = 0, isWhole = true, children, ...style }: ParagraphProps) {
  const { columns } = useSpace();
  const text = [children].flat().join('');
  if (!isWhole)
    return (
      <Text wrap="truncate" {...style}>
        {plainText(text)}
      </Text>
    );
  return <Text {...style}>{textRows(text, columns - indent).join('\n')}</Text>;
}
