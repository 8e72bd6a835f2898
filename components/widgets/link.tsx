import { Text, Transform } from 'ink';
import { useTheme } from '../theme/theme-context.tsx';

export interface LinkProps {
  /** http or https; shown as it is, so that it can be read and copied if links do not work. */
  readonly url: string;
  /** Whether the terminal supports links (OSC 8). */
  readonly hyperlinks: boolean;
}

/** An address that a terminal opens on a click. If it wraps, each row is a link of its own. */
export function Link({ url, hyperlinks }: LinkProps) {
  const theme = useTheme();
  const linked = (text: string) =>
    hyperlinks && text.trim() !== '' ? `\u001B]8;;${url}\u0007${text}\u001B]8;;\u0007` : text;
  return (
    <Transform transform={linked}>
      <Text {...theme.accent} wrap="wrap">
        {url}
      </Text>
    </Transform>
  );
}
