import { Box, Text } from 'ink';
import { plainText } from '../../src/core/text.ts';
import { useSpace } from '../frame/screen-size.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { Field } from '../widgets/field.tsx';
import { Paragraph } from '../widgets/paragraph.tsx';

interface NameToTypeProps {
  /** The label of the field, such as `Profile`. */
  readonly label: string;
  /** What has to be typed and why, in one sentence. */
  readonly sentence: string;
  readonly warnings?: readonly string[];
  readonly typed: string;
  readonly name: string;
  /** Shown when the name is right: what Enter does. */
  readonly hint: string;
  readonly onType: (name: string) => void;
}

/** Says what is missing, as long as the key of the flow cannot work. */
const enter = {
  id: 'name.enter',
  label: 'confirm',
  keys: ['enter'],
  group: 'Moving',
  palette: false,
} as const;

/** The name of what is removed for good, to be typed. */
export function NameToType({ label, sentence, warnings = [], typed, name, hint, onType }: NameToTypeProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const isName = typed.trim() === name;
  useKeyLayer({
    active: !isName,
    commands: isName ? [] : [{ ...enter, enabled: `Enter works once the name is typed: ${plainText(name)}` }],
    onCommand: () => {},
  });
  return (
    <Box flexDirection="column">
      {warnings.map((text) => (
        <Paragraph key={text} {...theme.bad}>{`${glyphs.warning} ${text}`}</Paragraph>
      ))}
      <Paragraph {...theme.warn}>{sentence}</Paragraph>
      <Box marginTop={1}>
        <Field
          label={label}
          labelWidth={10}
          width={Math.max(20, Math.min(60, columns - 12))}
          value={typed}
          focused
          hint={isName ? hint : undefined}
          // Only once the text differs from the name, since it is typed letter by letter.
          problem={name.startsWith(typed.trim()) ? undefined : 'That is another name.'}
          onChange={onType}
        />
      </Box>
    </Box>
  );
}

/** The number of the current step. @param after text after it, such as a count */
export function StepOf({ step, of, after = '' }: { step: number; of: number; after?: string }) {
  const theme = useTheme();
  return (
    <Text {...theme.dim} wrap="truncate">
      {`Step ${step + 1} of ${Math.max(1, of)}${after}`}
    </Text>
  );
}
