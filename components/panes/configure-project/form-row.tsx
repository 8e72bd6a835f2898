import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import {
  fieldText,
  type ProjectChange,
  type ProjectField,
} from '../../../src/flows/configure-project/answers.ts';
import type { ProjectFacts } from '../../../src/flows/configure-project/facts.ts';
import {
  choiceOf,
  fieldLabels,
  isTyped,
  type TypedField,
  typedEdit,
} from '../../../src/flows/configure-project/fields.ts';
import type { ProjectAnswers } from '../../../src/flows/configure-project/project-answers.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';

/** Columns of the marks and the names of a form's rows. */
export const markWidth = 2;
export const labelWidth = 21;

export interface FormRowProps {
  readonly field: ProjectField;
  readonly facts: ProjectFacts;
  readonly answers: ProjectAnswers;
  readonly focused: boolean;
  readonly change: ProjectChange | undefined;
  readonly fault: string | undefined;
  readonly onEdit: (edit: Partial<ProjectAnswers>) => void;
  readonly onChooseAccess: () => void;
}

/** One setting, with its old value if it has changed. */
export function FormRow(props: FormRowProps) {
  const { change, field } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  // An old value that is empty, or that of gitIgnore, says nothing.
  const isTold = change && change.from !== '' && change.field !== 'gitIgnore';
  const was = isTold && columns >= 76 ? `was ${plainText(change.from)}` : '';
  return (
    <Box flexShrink={0}>
      <Box width={markWidth} flexShrink={0}>
        <Text {...theme.accent}>{change ? glyphs.changed : ' '}</Text>
      </Box>
      <Box flexShrink={0}>
        {isTyped(field) ? <TypedRow {...props} field={field} /> : <ChosenRow {...props} />}
      </Box>
      {was ? (
        <Box marginLeft={2} flexShrink={1} minWidth={0}>
          <Text {...theme.dim} wrap="truncate">
            {was}
          </Text>
        </Box>
      ) : null}
    </Box>
  );
}

function TypedRow({
  field,
  facts,
  answers,
  focused,
  fault,
  onEdit,
}: FormRowProps & { readonly field: TypedField }) {
  const { columns } = useSpace();
  return (
    <Field
      label={fieldLabels[field]}
      labelWidth={labelWidth}
      value={fieldText(field, answers, facts)}
      width={Math.max(20, Math.min(40, columns - labelWidth - 4))}
      focused={focused}
      problem={fault}
      onChange={(value) => onEdit(typedEdit(field, value, answers))}
    />
  );
}

function ChosenRow({ field, facts, answers, focused, fault, onEdit, onChooseAccess }: FormRowProps) {
  if (field === 'access') {
    const text = plainText(fieldText('access', answers, facts));
    return <AccessRow text={text} focused={focused} onChoose={onChooseAccess} fault={fault} />;
  }
  const { options, edit } = choiceOf(field, answers, facts);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <InlineChoice
        label={fieldLabels[field]}
        labelWidth={labelWidth}
        options={options}
        value={fieldText(field, answers, facts)}
        focused={focused}
        onChange={(value) => onEdit(edit(value))}
      />
      <Fault text={fault} />
    </Box>
  );
}

/** The fault of a row, below its value. */
function Fault({ text }: { readonly text: string | undefined }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  if (text === undefined) return null;
  return (
    <Box marginLeft={labelWidth}>
      <Text {...theme.bad}>{`${glyphs.failed} ${inWords(plainText(text))}`}</Text>
    </Box>
  );
}

interface AccessRowProps {
  readonly text: string;
  readonly focused: boolean;
  readonly onChoose: () => void;
  readonly fault: string | undefined;
}

/** The profile, chosen in a separate list, since there may be many. */
function AccessRow({ text, focused, onChoose, fault }: AccessRowProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  useKeyLayer({
    active: focused,
    commands: focused
      ? [
          {
            id: 'project.access',
            label: 'choose',
            keys: ['right', 'space', 'l'],
            footerKey: '→',
            group: 'Project',
            footer: 40,
            palette: false,
          },
        ]
      : [],
    onCommand: onChoose,
  });
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Box>
        <Box width={labelWidth} flexShrink={0}>
          <Text wrap="truncate" {...(focused ? theme.selection : theme.dim)} inverse={false} bold={focused}>
            {fieldLabels.access}
          </Text>
        </Box>
        <Text wrap="truncate" {...(focused ? theme.selection : theme.text)}>
          {text}
        </Text>
        <Text {...(focused ? theme.accent : theme.dim)}>{` ${glyphs.right}`}</Text>
      </Box>
      <Fault text={fault} />
    </Box>
  );
}
