import { Box, Text } from 'ink';
import { faultsNow } from '../../../machines/assume-role/setup.ts';
import { count, plainText } from '../../../src/core/text.ts';
import { type FieldId, fieldsOf, fieldWords } from '../../../src/flows/assume-role/answers.ts';
import { canList } from '../../../src/flows/assume-role/listed-fields.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Command } from '../../keys/commands.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { formWindow } from '../../widgets/form-window.ts';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { usePathCompletion } from '../use-path-completion.ts';
import { useAssume } from './use-assume-role.ts';

const labelWidth = 17;

const pathFields: ReadonlySet<FieldId> = new Set(['note', 'noteFile', 'keysFile', 'csvFile']);

const listCommand: Command = {
  id: 'form.list',
  label: 'choose from a list',
  keys: ['ctrl+o'],
  group: 'Form',
  footer: 4,
  help: 'Lists what the field can be filled in with: profiles, roles, MFA devices, policies.',
};

/** Everything that a part needs, in one form, without the fields that come from a note. */
export function FormPane({ session, host }: PaneProps) {
  const { flow, chosen, choosing, values, localState } = useAssume(session);
  const theme = useTheme();
  const { rows, columns } = useSpace();
  const brought: readonly FieldId[] = values.note ? ['roleArn', 'externalId', 'mfa'] : [];
  const fields = fieldsOf[chosen].filter((field) => !brought.includes(field));
  // After a list, its field has the focus.
  const [focus, setFocus] = useFormFields(
    fields.length,
    undefined,
    Math.max(0, choosing ? fields.indexOf(choosing) : 0),
  );
  const at = Math.min(focus, fields.length - 1);
  const focused = fields[at] ?? 'profile';
  useKeyLayer({
    commands: canList(chosen, focused) ? [listCommand] : [],
    onCommand: () => flow.send({ type: 'LIST', field: focused }),
  });
  const names = usePathCompletion({
    host,
    path: pathFields.has(focused) ? values[focused] : undefined,
    files: true,
    onChange: (value) => flow.send({ type: 'EDIT', field: focused, value }),
  });
  const faults = new Map(faultsNow({ chosen, values }).map(({ field, text }) => [field, text]));
  const missing = fields.filter((field) => faults.has(field) && !values[field]);
  // An empty field is not reported as wrong yet.
  const faultOf = (field: FieldId) => (values[field] ? faults.get(field) : undefined);
  const hint = names ?? hintOf(focused, values[focused] ?? '', localState?.profiles ?? []);
  const needed =
    missing.length > 0 ? `Still needed: ${missing.map((field) => fieldWords[field].label).join(', ')}` : '';
  const below = [hint, needed].filter(Boolean).flatMap((text) => textRows(text, columns)).length;
  const heights = fields.map((field) => (faultOf(field) === undefined ? 1 : 2));
  const { first, end, hidden } = formWindow(heights, at, rows - below);
  const isTight = heights.reduce((sum, height) => sum + height, below) >= rows;
  return (
    <Box flexDirection="column">
      {fields.slice(first, end).map((field) => (
        <FocusOnClick key={field} focused={focused === field} onFocus={() => setFocus(fields.indexOf(field))}>
          <Row
            field={field}
            value={values[field] ?? ''}
            suggestion={localState?.values[chosen]?.[field]}
            focused={focused === field}
            fault={faultOf(field)}
            width={Math.max(20, Math.min(64, columns - labelWidth - 2))}
            onEdit={(value) => flow.send({ type: 'EDIT', field, value })}
          />
        </FocusOnClick>
      ))}
      {hidden > 0 ? <Text {...theme.dim}>{`${count(hidden, 'more field')}: Tab goes there`}</Text> : null}
      <Box marginTop={isTight ? 0 : 1} flexDirection="column">
        <Paragraph {...theme.dim}>{hint}</Paragraph>
        {needed === '' ? null : <Paragraph {...theme.dim}>{needed}</Paragraph>}
      </Box>
    </Box>
  );
}

/** The hint of a field; for a profile, those that start with the typed text. */
function hintOf(field: FieldId, value: string, profiles: readonly string[]): string {
  if (field !== 'profile' || profiles.includes(value)) return fieldWords[field].hint;
  const like = profiles.filter((name) => name.toLowerCase().startsWith(value.toLowerCase()));
  return like.length > 0 ? plainText(like.slice(0, 6).join('  ')) : 'No usable profile of that name found.';
}

interface RowProps {
  readonly field: FieldId;
  readonly value: string;
  readonly suggestion: string | undefined;
  readonly focused: boolean;
  readonly fault: string | undefined;
  readonly width: number;
  readonly onEdit: (value: string) => void;
}

function Row({ field, value, suggestion, focused, fault, width, onEdit }: RowProps) {
  const { label } = fieldWords[field];
  if (field === 'mfa')
    return (
      <InlineChoice
        label={label}
        labelWidth={labelWidth}
        options={[
          { value: 'yes', label: 'required' },
          { value: 'no', label: 'not required' },
        ]}
        value={value}
        focused={focused}
        onChange={onEdit}
      />
    );
  return (
    <Field
      label={label}
      labelWidth={labelWidth}
      value={value}
      suggestion={suggestion}
      width={width}
      focused={focused}
      problem={fault}
      onChange={onEdit}
    />
  );
}
