import { createContext, type ReactNode, useContext } from 'react';
import { type Glyphs, unicodeGlyphs } from './glyphs.ts';
import { dark, type Theme } from './theme.ts';

const ThemeContext = createContext<Theme>(dark);
const GlyphContext = createContext<Glyphs>(unicodeGlyphs);

export interface ThemeProviderProps {
  readonly theme: Theme;
  /** Default: the unicode table. */
  readonly glyphs?: Glyphs;
  readonly children?: ReactNode;
}

/** Gives theme and glyphs to everything inside it. */
export function ThemeProvider({ theme, glyphs = unicodeGlyphs, children }: ThemeProviderProps) {
  return (
    <ThemeContext value={theme}>
      <GlyphContext value={glyphs}>{children}</GlyphContext>
    </ThemeContext>
  );
}

/** The tokens of the current theme. */
export function useTheme(): Theme {
  return useContext(ThemeContext);
}

/** The glyph table that fits the terminal. */
export function useGlyphs(): Glyphs {
  return useContext(GlyphContext);
}
