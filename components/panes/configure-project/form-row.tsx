import { Box, Text } from 'ink';
import { fieldText, type ProjectChange, type ProjectField } from '../../../src/configure-project/answers.ts';
import type { ProjectFacts } from '../../../src/configure-project/facts.ts';
import type { ProjectAnswers } from '../../../src/configure-project/project-answers.ts';
import { plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { InlineChoice } from '../../widgets/choice.tsx';
import { Field } from '../../widgets/field.tsx';
import { choiceOf } from './choices.ts';

const labels: Readonly<Record<ProjectField, string>> = {
  projectName: 'Name',
  environment: 'Environment',
  editor: 'Editor',
  app: 'App',
  framework: 'Framework',
  sourceDir: 'Source folder',
  distributionDir: 'Distribution folder',
  buildCommand: 'Build command',
  startCommand: 'Start command',
  resDir: 'Resource folder',
  access: 'AWS profile',
  configFiles: 'Configuration files',
  oldFiles: 'Old ones',
  gitIgnore: '.gitignore',
};

const hints: Partial<Readonly<Record<ProjectField, string>>> = {
  projectName: 'The stack keeps its name.',
  sourceDir: 'Your code. The files that tell it about the backend lie here.',
  distributionDir: 'What gets published: the folder your build writes to.',
  buildCommand: 'Builds the app before it is published.',
  startCommand: 'Runs the app on this machine.',
  resDir: 'Where the files that tell the app about the backend lie.',
};

const labelWidth = 21;

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

/** One setting with what it was, where it is another one now. */
export function FormRow(props: FormRowProps) {
  const { change, field } = props;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const was = change && columns >= 76 && change.from !== '' ? `was ${plainText(change.from)}` : '';
  return (
    <Box flexShrink={0}>
      <Box width={2} flexShrink={0}>
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

const typed = [
  'projectName',
  'sourceDir',
  'distributionDir',
  'buildCommand',
  'startCommand',
  'resDir',
] as const;
type Typed = (typeof typed)[number];

function isTyped(field: ProjectField): field is Typed {
  return typed.some((name) => name === field);
}

function TypedRow({
  field,
  facts,
  answers,
  focused,
  fault,
  onEdit,
}: FormRowProps & { readonly field: Typed }) {
  const { columns } = useSpace();
  return (
    <Field
      label={labels[field]}
      labelWidth={labelWidth}
      value={fieldText(field, answers, facts)}
      width={Math.max(20, Math.min(40, columns - labelWidth - 4))}
      focused={focused}
      hint={hints[field]}
      problem={fault}
      onChange={(value) => onEdit(typedEdit(field, value, answers))}
    />
  );
}

function typedEdit(
  field: Typed,
  value: string,
  { app, resDir, javascript }: ProjectAnswers,
): Partial<ProjectAnswers> {
  if (field === 'projectName') return { name: value };
  if (field === 'resDir') {
    return app === 'android' || app === 'flutter' ? { resDir: { ...resDir, [app]: value } } : {};
  }
  return { javascript: { ...javascript, [field]: value } };
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
        label={labels[field]}
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

/** What is wrong with a row, under its value. */
function Fault({ text }: { readonly text: string | undefined }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (text === undefined) return null;
  return (
    <Box marginLeft={labelWidth}>
      <Text {...theme.bad}>{`${glyphs.failed} ${plainText(text)}`}</Text>
    </Box>
  );
}

interface AccessRowProps {
  readonly text: string;
  readonly focused: boolean;
  readonly onChoose: () => void;
  readonly fault: string | undefined;
}

/** The profile: a list of its own, since there may be many. */
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
            {labels.access}
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
