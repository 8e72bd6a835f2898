import { Box, type DOMElement, Text } from 'ink';
import TextInput from 'ink-text-input';
import { type RefObject, useRef, useState } from 'react';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { placeOf } from '../keys/place.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { columnsOf } from './columns.ts';
import { Paragraph } from './paragraph.tsx';
import { type EditKey, edit, firstLine, insert, type TextEdit, windowOf } from './text-edit.ts';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Only the focused field handles keys. */
  readonly focused: boolean;
  /** Columns of the label, so that the values of a form are aligned. Default: as long as the label. */
  readonly labelWidth?: number;
  /** Columns of the value. Default 40. */
  readonly width?: number;
  /** Shown dim while the field is empty. */
  readonly placeholder?: string;
  /**
   * A line below the field while it has the focus: the rule for its value. For a single field;
   * a form of several has a `HintLine` below all of them.
   */
  readonly hint?: string | undefined;
  /** What is wrong with the value; replaces the hint. */
  readonly problem?: string | undefined;
  /** Shows marks instead of the characters. */
  readonly masked?: boolean;
  /**
   * The program's suggestion. While that is the value, typed text replaces it; a key that moves in it or
   * deletes from it makes it the user's own text.
   */
  readonly suggestion?: string | undefined;
  /** Filters what is typed or pasted, for example to digits. */
  readonly clean?: ((typed: string) => string) | undefined;
  readonly maxLength?: number;
}

const editing: readonly (readonly [EditKey, string, readonly string[]])[] = [
  ['left', 'one character left', ['left', 'ctrl+b']],
  ['right', 'one character right', ['right', 'ctrl+f']],
  ['word-left', 'one word left', ['ctrl+left', 'alt+left', 'alt+b']],
  ['word-right', 'one word right', ['ctrl+right', 'alt+right', 'alt+f']],
  ['start', 'to the start', ['home', 'ctrl+a']],
  ['end', 'to the end', ['end', 'ctrl+e']],
  ['backspace', 'delete to the left', ['backspace']],
  ['delete', 'delete to the right', ['delete', 'ctrl+d']],
  ['kill-word', 'delete the word', ['ctrl+w', 'alt+backspace', 'ctrl+backspace']],
  ['kill-word-right', 'delete the word on the right', ['ctrl+delete', 'alt+d', 'alt+delete']],
  ['kill-to-start', 'delete to the start', ['ctrl+u']],
  ['kill-to-end', 'delete to the end', ['ctrl+k']],
];

const editCommands: readonly Command[] = editing.map(([key, label, keys]) => ({
  id: `field.${key}`,
  label,
  keys,
  group: 'Editing text',
  palette: false,
}));

/** At the end of the text Ctrl+K has nothing to delete, and opens the palette as everywhere else. */
const editCommandsAtEnd = editCommands.filter(({ id }) => id !== 'field.kill-to-end');

/**
 * One line of text. Letters are text; Esc, Tab, up, down and Ctrl keys without a meaning here go to the layers
 * below. A paste is cut at its first line end, so a code pasted with its line break is just the code.
 */
export function Field(props: FieldProps) {
  const { label, value, onChange, focused, hint, problem, clean, maxLength } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  // The newest edit, also between two keys that arrive before React has drawn the first.
  const latest = useRef<TextEdit>({ text: value, caret: value.length });
  if (latest.current.text !== value) latest.current = { text: value, caret: value.length };
  const [, drawAgain] = useState(0);
  const caret = useRef<DOMElement>(null);
  const isTouched = useRef(false);
  const isSuggested = !isTouched.current && value !== '' && value === props.suggestion;

  const apply = (next: TextEdit) => {
    const changed = next.text !== latest.current.text;
    latest.current = next;
    if (changed) onChange(next.text);
    else drawAgain((n) => n + 1);
  };
  const put = (typed: string) => {
    const cleaned = clean === undefined ? typed : clean(typed);
    if (!isTouched.current && cleaned !== '' && latest.current.text === props.suggestion)
      latest.current = { text: '', caret: 0 };
    isTouched.current = true;
    const room =
      maxLength === undefined ? cleaned.length : Math.max(0, maxLength - latest.current.text.length);
    apply(insert(latest.current, cleaned.slice(0, room)));
  };

  const atEnd = latest.current.caret === latest.current.text.length;
  useKeyLayer({
    active: focused,
    text: true,
    commands: focused ? (atEnd ? editCommandsAtEnd : editCommands) : [],
    caret: () => placeOf(caret.current),
    onText: put,
    onPaste: (pasted) => put(firstLine(pasted)),
    onCommand: (id) => {
      isTouched.current = true;
      apply(edit(latest.current, id.slice('field.'.length) as EditKey));
    },
  });

  const labelWidth = props.labelWidth ?? columnsOf(label) + (label === '' ? 0 : 2);
  const below = problem ?? (focused ? hint : undefined);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box>
        <Box width={labelWidth} flexShrink={0}>
          <Text wrap="truncate" {...(focused ? theme.selection : theme.dim)} inverse={false} bold={focused}>
            {label}
          </Text>
        </Box>
        <FieldValue {...props} edit={latest.current} caretRef={caret} isSuggested={isSuggested && focused} />
      </Box>
      {below === undefined ? null : (
        <Box marginLeft={labelWidth}>
          <Paragraph indent={labelWidth} {...(problem === undefined ? theme.dim : theme.bad)}>
            {problem === undefined ? below : `${glyphs.failed} ${below}`}
          </Paragraph>
        </Box>
      )}
    </Box>
  );
}

interface FieldValueProps extends FieldProps {
  readonly edit: TextEdit;
  readonly caretRef: RefObject<DOMElement | null>;
  /** Whether it is replaced when something is typed, and looks like that. */
  readonly isSuggested: boolean;
}

function FieldValue(props: FieldValueProps) {
  const { focused, masked = false, placeholder = '', width = 40 } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const shown: TextEdit = masked
    ? { text: glyphs.masked.repeat(props.edit.text.length), caret: props.edit.caret }
    : props.edit;
  const { before, at, after, cutLeft, cutRight } = windowOf(
    focused ? shown : { text: shown.text, caret: 0 },
    Math.max(2, width - 2),
  );
  const empty = shown.text === '';
  return (
    <Box width={width} flexShrink={1} minWidth={0} overflow="hidden">
      <Text {...theme.dim}>{cutLeft ? glyphs.ellipsis : ''}</Text>
      {focused ? (
        <>
          <Shown text={before} isDim={props.isSuggested} />
          <Box ref={props.caretRef} flexShrink={0}>
            <Text {...theme.caret}>{empty && placeholder !== '' ? placeholder.slice(0, 1) : at}</Text>
          </Box>
          {empty ? (
            <Text {...theme.dim} wrap="truncate">
              {placeholder.slice(1)}
            </Text>
          ) : (
            <Shown text={after} />
          )}
        </>
      ) : empty ? (
        <Text {...theme.dim} wrap="truncate">
          {placeholder}
        </Text>
      ) : (
        <Shown text={before + at + after} />
      )}
      <Text {...theme.dim}>{cutRight ? glyphs.ellipsis : ''}</Text>
    </Box>
  );
}

/** Draws a piece of text as ink-text-input does; its own key handling is off, since the router owns the keys. */
function Shown({ text, isDim = false }: { readonly text: string; readonly isDim?: boolean }) {
  const theme = useTheme();
  if (text === '') return null;
  if (isDim) return <Text {...theme.dim}>{text}</Text>;
  return <TextInput value={text} focus={false} showCursor={false} onChange={ignore} />;
}

function ignore(): void {}
