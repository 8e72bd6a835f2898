import { Box, Text } from 'ink';
import SelectInput from 'ink-select-input';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { useClick } from '../keys/use-click.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';

/** One of a few fixed things to choose from. */
export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** A few words next to it, dim. */
  readonly note?: string | undefined;
}

export interface ChoiceProps<V extends string> {
  readonly options: readonly ChoiceOption<V>[];
  readonly value: V;
  /** Moving is choosing: each move reports the new value. */
  readonly onChange: (value: V) => void;
  readonly focused: boolean;
  /** The most rows; default: all options. */
  readonly rows?: number;
}

const vertical: readonly Command[] = [
  { id: 'choice.previous', label: 'previous', keys: ['up', 'k'], group: 'Choosing', palette: false },
  {
    id: 'choice.next',
    label: 'choose',
    keys: ['down', 'j'],
    footerKey: '↑↓',
    group: 'Choosing',
    footer: 40,
    palette: false,
  },
];

/** The option `by` positions away, wrapping around the ends. */
function moved<V extends string>(options: readonly ChoiceOption<V>[], value: V, by: number): V {
  const found = options.findIndex((option) => option.value === value);
  // From a value that is not an option, such as `not chosen`, the first or the last one is next.
  const at = found === -1 && by > 0 ? -1 : Math.max(0, found);
  return options[(at + by + options.length) % options.length]?.value ?? value;
}

/**
 * A short list of fixed choices, one per row. Drawn by ink-select-input; its own key handling is off, so that the
 * router decides and the footer is right. Enter goes on to the layers below.
 */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { options, value, onChange, focused, rows } = props;
  useKeyLayer({
    active: focused,
    commands: focused ? vertical : [],
    onCommand: (id) => {
      if (options.length > 0) onChange(moved(options, value, id === 'choice.next' ? 1 : -1));
    },
    // Digits choose immediately, as in ink-select-input.
    onKey: (key) => {
      const option = /^[1-9]$/.test(key) ? options[Number(key) - 1] : undefined;
      if (option !== undefined) onChange(option.value);
      return option !== undefined;
    },
  });
  const at = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  const box = useClick(
    focused && rows === undefined
      ? ({ row }) => {
          const option = options[row];
          if (option && option.value !== value) onChange(option.value);
        }
      : undefined,
  );
  const widest = Math.max(0, ...options.map((option) => columnsOf(option.label)));
  return (
    <Box ref={box} flexDirection="column">
      <SelectInput
        // ink-select-input has its selected row as internal state; a new key resets it to ours.
        key={`${at}/${focused}`}
        items={options.map((option) => ({ ...option, key: option.value, widest, focused }))}
        initialIndex={at}
        isFocused={false}
        {...(rows === undefined ? {} : { limit: rows })}
        indicatorComponent={focused ? PointerFocused : PointerIdle}
        itemComponent={ChoiceRow}
      />
    </Box>
  );
}

function PointerFocused({ isSelected = false }: { readonly isSelected?: boolean }) {
  return <Pointer shown={isSelected} focused />;
}

function PointerIdle({ isSelected = false }: { readonly isSelected?: boolean }) {
  return <Pointer shown={isSelected} focused={false} />;
}

function Pointer({ shown, focused }: { readonly shown: boolean; readonly focused: boolean }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return <Text {...(focused ? theme.accent : theme.dim)}>{shown ? `${glyphs.pointer} ` : '  '}</Text>;
}

interface ChoiceRowProps {
  readonly isSelected?: boolean;
  readonly label: string;
  readonly note?: string;
  readonly widest?: number;
  readonly focused?: boolean;
}

function ChoiceRow({ isSelected = false, label, note, widest = 0, focused = true }: ChoiceRowProps) {
  const theme = useTheme();
  const style = isSelected ? (focused ? theme.selection : theme.selectionIdle) : theme.text;
  return (
    <Box>
      <Text wrap="truncate" {...style}>
        {label}
      </Text>
      {note === undefined ? null : (
        <Box marginLeft={widest - columnsOf(label) + 2}>
          <Text wrap="truncate" {...theme.dim}>
            {note}
          </Text>
        </Box>
      )}
    </Box>
  );
}

export interface InlineChoiceProps<V extends string> extends ChoiceProps<V> {
  readonly label: string;
  /** Columns of the label, so that the values of a form are aligned. */
  readonly labelWidth?: number;
}

const sideways: readonly Command[] = [
  { id: 'choice.previous', label: 'previous', keys: ['left', 'h'], group: 'Choosing', palette: false },
  {
    id: 'choice.next',
    label: 'change',
    keys: ['right', 'l', 'space'],
    footerKey: '←→',
    group: 'Choosing',
    footer: 40,
    palette: false,
  },
];

/** A choice in one row of a form: `Framework  ‹ react ›`. */
export function InlineChoice<V extends string>(props: InlineChoiceProps<V>) {
  const { label, labelWidth, options, value, onChange, focused } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  useKeyLayer({
    active: focused,
    commands: focused ? sideways : [],
    onCommand: (id) => {
      if (options.length > 0) onChange(moved(options, value, id === 'choice.next' ? 1 : -1));
    },
  });
  const chosen = options.find((option) => option.value === value);
  const box = useClick(focused ? (_, type) => type('right') : undefined);
  return (
    <Box ref={box} flexShrink={0}>
      <Box width={labelWidth ?? columnsOf(label) + 2} flexShrink={0}>
        <Text wrap="truncate" {...(focused ? theme.selection : theme.dim)} inverse={false} bold={focused}>
          {label}
        </Text>
      </Box>
      <Text {...(focused ? theme.accent : theme.dim)}>{`${glyphs.left} `}</Text>
      <Text wrap="truncate" {...(focused ? theme.selection : theme.text)}>
        {chosen?.label ?? value}
      </Text>
      <Text {...(focused ? theme.accent : theme.dim)}>{` ${glyphs.right}`}</Text>
      {chosen?.note === undefined ? null : (
        <Box marginLeft={2} flexShrink={1} minWidth={0}>
          <Text wrap="truncate" {...theme.dim}>
            {chosen.note}
          </Text>
        </Box>
      )}
    </Box>
  );
}
