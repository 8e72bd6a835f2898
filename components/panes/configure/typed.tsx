import { Box, Text } from 'ink';
import { useState } from 'react';
import { Secret } from '../../../src/core/secret.ts';
import { keyFaults, type TypedKeys } from '../../../src/flows/configure/keys.ts';
import { looksLikeCsvPath } from '../../../src/flows/configure/keys-csv.ts';
import { cleanKeyText, pastedKeys } from '../../../src/flows/configure/pasted-keys.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './of.ts';

const parts = ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const;
type Part = (typeof parts)[number];

const labels: Readonly<Record<Part, string>> = {
  accessKeyId: 'Access key ID',
  secretAccessKey: 'Secret access key',
  sessionToken: 'Session token',
};

const hints: Readonly<Record<Part, string>> = {
  accessKeyId: 'paste both at once, or give the path of the .csv',
  secretAccessKey: '40 characters',
  sessionToken: 'only for keys that begin with ASIA; else leave it empty',
};

const revealCommand = (revealed: boolean) => ({
  id: 'keys.reveal',
  label: revealed ? 'hide' : 'show',
  help: 'Shows what was typed, or hides it again.',
  keys: ['ctrl+t'],
  group: 'Form',
  footer: 4,
});

/** Keys that a person has: typed, pasted one by one or both at once, or read from the .csv of the console. */
export function TypedPane({ session, meta }: PaneProps) {
  const { configure, answers, surroundings, problem, confirmation } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const [revealed, setRevealed] = useState(false);
  const isHidden =
    answers !== undefined &&
    (answers.keys.secretAccessKey.reveal() !== '' || answers.keys.sessionToken.reveal() !== '');
  const [focus, setFocus] = useFormFields(parts.length, {
    commands: isHidden ? [revealCommand(revealed)] : [],
    onCommand: () => setRevealed(!revealed),
  });
  if (!answers) return null;
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  const { keys } = answers;
  const values: Readonly<Record<Part, string>> = {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey.reveal(),
    sessionToken: keys.sessionToken.reveal(),
  };
  const isPath = looksLikeCsvPath(keys.accessKeyId);
  const faults = new Map(
    isPath
      ? []
      : keyFaults(keys, surroundings?.strictKeys !== false).map(({ answer, text }) => [answer, text]),
  );
  const put = (part: Part, typed: string) =>
    configure.send({ type: 'EDIT', answers: { keys: withPart(keys, part, typed) } });
  const paste = (text: string) => {
    const found = pastedKeys(text);
    if (found) configure.send({ type: 'PASTED', keys: found });
    return found !== undefined;
  };
  return (
    <Box flexDirection="column">
      {parts.map((part, index) => (
        <FocusOnClick key={part} focused={focus === index} onFocus={() => setFocus(index)}>
          <Field
            label={labels[part]}
            labelWidth={20}
            value={values[part]}
            focused={focus === index}
            masked={part !== 'accessKeyId' && !revealed}
            width={Math.max(20, Math.min(46, columns - 21))}
            maxLength={4096}
            hint={values[part] === '' || part === 'sessionToken' ? hints[part] : undefined}
            problem={values[part] === '' && part !== 'sessionToken' ? undefined : faults.get(part)}
            onChange={(typed) => put(part, typed)}
            {...(part === 'accessKeyId' ? {} : { clean: cleanKeyText })}
          />
        </FocusOnClick>
      ))}
      <PasteOfBoth
        onPaste={(text) => {
          const part = parts[focus] ?? 'accessKeyId';
          if (paste(text)) return setFocus(1);
          const cleaned = looksLikeCsvPath(text) ? text.trim() : cleanKeyText(text);
          // A whole value takes the place of what was there; a piece is added.
          put(part, cleaned.length >= 16 ? cleaned : values[part] + cleaned);
        }}
      />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : confirmation ? (
          <Text {...theme.good}>{`${glyphs.done} ${confirmation}`}</Text>
        ) : (
          <Text {...theme.dim} wrap="wrap">
            AWS is asked whose they are before anything is saved. They are sent nowhere else.
          </Text>
        )}
      </Box>
    </Box>
  );
}

function withPart(keys: TypedKeys, part: Part, typed: string): TypedKeys {
  return part === 'accessKeyId'
    ? { ...keys, accessKeyId: looksLikeCsvPath(typed) || /[/\\~'" ]/.test(typed) ? typed : typed.trim() }
    : { ...keys, [part]: new Secret(typed) };
}

/** Stands above the field that has the focus: a paste may hold all parts, in any order. */
function PasteOfBoth({ onPaste }: { readonly onPaste: (text: string) => void }) {
  useKeyLayer({ commands: [], onPaste });
  return null;
}
