import { Box, Text } from 'ink';
import { useState } from 'react';
import { Secret } from '../../../src/core/secret.ts';
import { keyFaults, type TypedKeys } from '../../../src/flows/configure/keys.ts';
import { looksLikeCsvPath } from '../../../src/flows/configure/keys-csv.ts';
import { cleanKeyText, pastedKeys } from '../../../src/flows/configure/pasted-keys.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Command } from '../../keys/commands.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { HintLine } from '../../widgets/hint-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { usePathCompletion } from '../use-path-completion.ts';
import { useConfigure } from './use-configure.ts';

const parts = ['accessKeyId', 'secretAccessKey', 'sessionToken'] as const;
type Part = (typeof parts)[number];

const labels: Readonly<Record<Part, string>> = {
  accessKeyId: 'Access key ID',
  secretAccessKey: 'Secret access key',
  sessionToken: 'Session token',
};

const labelWidth = 20;

const hints: Readonly<Record<Part, string>> = {
  accessKeyId: 'paste both at once, or give the path of the .csv',
  secretAccessKey: '40 characters',
  sessionToken: 'only for keys that begin with ASIA; else leave it empty',
};

/** The user's keys: typed, pasted one by one or both at once, or read from the console's .csv. */
export function TypedPane({ session, host, meta }: PaneProps) {
  const { flow, answers, localState } = useConfigure(session);
  const [revealed, setRevealed] = useState(false);
  const isHidden =
    answers !== undefined &&
    (answers.keys.secretAccessKey.reveal() !== '' || answers.keys.sessionToken.reveal() !== '');
  const [focus, setFocus] = useFormFields(parts.length, {
    commands: isHidden ? [revealCommand(revealed)] : [],
    onCommand: () => setRevealed(!revealed),
  });
  const csv = focus === 0 ? answers?.keys.accessKeyId : undefined;
  const names = usePathCompletion({
    host,
    path: csv && /[~/\\]/.test(csv) ? csv : undefined,
    files: true,
    onChange: (typed) =>
      answers && flow.send({ type: 'EDIT', answers: { keys: withPart(answers.keys, 'accessKeyId', typed) } }),
  });
  if (!answers) return null;
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  const { keys } = answers;
  const values = valuesOf(keys);
  const part = parts[focus] ?? 'accessKeyId';
  const faults = faultsOf(keys, localState?.strictKeys !== false);
  const put = (part: Part, typed: string) =>
    flow.send({ type: 'EDIT', answers: { keys: withPart(keys, part, typed) } });
  const paste = (text: string) => {
    const found = pastedKeys(text);
    if (found) {
      flow.send({ type: 'PASTED', keys: found });
      return setFocus(1);
    }
    const cleaned = looksLikeCsvPath(text) ? text.trim() : cleanKeyText(text);
    // A complete value replaces the old one; a fragment is appended.
    put(part, cleaned.length >= 16 ? cleaned : values[part] + cleaned);
  };
  return (
    <Box flexDirection="column">
      {parts.map((each, index) => (
        <FocusOnClick key={each} focused={focus === index} onFocus={() => setFocus(index)}>
          <KeyField
            part={each}
            value={values[each]}
            fault={faults.get(each)}
            focused={focus === index}
            revealed={revealed}
            onChange={(typed) => put(each, typed)}
          />
        </FocusOnClick>
      ))}
      <HintLine
        text={names ?? (values[part] === '' || isOptional(part) ? hints[part] : undefined)}
        indent={labelWidth}
      />
      <PasteOfBoth onPaste={paste} />
      <Box marginTop={1}>
        <Outcome session={session} />
      </Box>
    </Box>
  );
}

function revealCommand(revealed: boolean): Command {
  return {
    id: 'keys.reveal',
    label: revealed ? 'hide' : 'show',
    help: 'Shows what was typed, or hides it again.',
    keys: ['ctrl+t'],
    group: 'Form',
    footer: 4,
  };
}

function valuesOf(keys: TypedKeys): Readonly<Record<Part, string>> {
  return {
    accessKeyId: keys.accessKeyId,
    secretAccessKey: keys.secretAccessKey.reveal(),
    sessionToken: keys.sessionToken.reveal(),
  };
}

/** What is wrong with each part; nothing when a file is to give them. */
function faultsOf(keys: TypedKeys, strict: boolean): ReadonlyMap<string, string> {
  if (looksLikeCsvPath(keys.accessKeyId)) return new Map();
  return new Map(keyFaults(keys, strict).map(({ answer, text }) => [answer, text]));
}

const isOptional = (part: Part) => part === 'sessionToken';

interface KeyFieldProps {
  readonly part: Part;
  readonly value: string;
  readonly fault: string | undefined;
  readonly focused: boolean;
  readonly revealed: boolean;
  readonly onChange: (typed: string) => void;
}

function KeyField({ part, value, fault, focused, revealed, onChange }: KeyFieldProps) {
  const { columns } = useSpace();
  return (
    <Field
      label={labels[part]}
      labelWidth={labelWidth}
      value={value}
      focused={focused}
      masked={part !== 'accessKeyId' && !revealed}
      width={Math.max(20, Math.min(46, columns - labelWidth - 1))}
      maxLength={4096}
      problem={value === '' && !isOptional(part) ? undefined : fault}
      onChange={onChange}
      {...(part === 'accessKeyId' ? {} : { clean: cleanKeyText })}
    />
  );
}

/** What AWS said about the keys, or that it will be asked. */
function Outcome({ session }: Pick<PaneProps, 'session'>) {
  const { problem, confirmation } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (problem) return <ProblemView problem={problem} />;
  if (confirmation) return <Text {...theme.good}>{`${glyphs.done} ${confirmation}`}</Text>;
  return (
    <Paragraph {...theme.dim}>
      We check whose they are before anything is saved. They are sent only to AWS.
    </Paragraph>
  );
}

function withPart(keys: TypedKeys, part: Part, typed: string): TypedKeys {
  return part === 'accessKeyId'
    ? { ...keys, accessKeyId: looksLikeCsvPath(typed) || /[/\\~'" ]/.test(typed) ? typed : typed.trim() }
    : { ...keys, [part]: new Secret(typed) };
}

/** Above the focused field, because a paste may have all parts, in any order. */
function PasteOfBoth({ onPaste }: { readonly onPaste: (text: string) => void }) {
  useKeyLayer({ commands: [], onPaste });
  return null;
}
