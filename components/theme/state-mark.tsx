import { Text } from 'ink';
import type { Glyphs } from './glyphs.ts';
import type { TextStyle, Theme } from './theme.ts';
import { useGlyphs, useTheme } from './theme-context.tsx';

/** The states that anything on screen can be in. */
export type Tone =
  | 'done'
  | 'failed'
  | 'running'
  | 'waiting'
  | 'settling'
  | 'warning'
  | 'added'
  | 'removed'
  | 'changed'
  | 'none';

interface Mark {
  readonly glyph: keyof Glyphs & string;
  readonly style: keyof Theme & string;
}

const marks: Readonly<Record<Exclude<Tone, 'none'>, Mark>> = {
  done: { glyph: 'done', style: 'good' },
  failed: { glyph: 'failed', style: 'bad' },
  running: { glyph: 'running', style: 'accent' },
  waiting: { glyph: 'waiting', style: 'dim' },
  settling: { glyph: 'settling', style: 'accent' },
  warning: { glyph: 'warning', style: 'warn' },
  added: { glyph: 'added', style: 'good' },
  removed: { glyph: 'removed', style: 'bad' },
  changed: { glyph: 'changed', style: 'warn' },
};

/** The text style of a state, for words next to its mark. */
export function toneStyle(theme: Theme, tone: Tone): TextStyle {
  if (tone === 'none') return theme.text;
  return theme[marks[tone].style] as TextStyle;
}

/** The glyph of a state, one column. */
export function toneGlyph(glyphs: Glyphs, tone: Tone): string {
  if (tone === 'none') return ' ';
  return glyphs[marks[tone].glyph] as string;
}

/** How a bar is drawn: finished ones are light and dim, running and failed ones stand out, and so does what `decides` the end. */
export function barLook(theme: Theme, glyphs: Glyphs, tone: Tone, decides = false) {
  const calm = tone === 'done' || tone === 'none';
  return {
    glyph: decides || !calm ? glyphs.thick : glyphs.thin,
    style: decides ? theme.accent : calm ? theme.dim : toneStyle(theme, tone),
  };
}

/** A state as one column: glyph and colour say the same. */
export function StateMark({ tone }: { readonly tone: Tone }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return <Text {...toneStyle(theme, tone)}>{toneGlyph(glyphs, tone)}</Text>;
}
