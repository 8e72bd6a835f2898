import { Box, Text } from 'ink';
import { count, plainText } from '../../../src/core/text.ts';
import {
  configLabels,
  fieldText,
  formNotes,
  leftBehind,
  type ProjectField,
  projectChanges,
  projectFaults,
  shownFields,
  writesConfigFiles,
} from '../../../src/flows/configure-project/answers.ts';
import type { ProjectFacts } from '../../../src/flows/configure-project/facts.ts';
import { fieldHints, typedEdit } from '../../../src/flows/configure-project/fields.ts';
import type { ProjectAnswers } from '../../../src/flows/configure-project/project-answers.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { formWindow } from '../../widgets/form-window.ts';
import { HintLine } from '../../widgets/hint-line.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PaneProps } from '../pane-props.ts';
import { usePathCompletion } from '../use-path-completion.ts';
import { FormRow, labelWidth, markWidth } from './form-row.tsx';
import { useConfigureProject } from './use-configure-project.ts';

/** All settings of the project, in one form; differences from the files are marked. */
export function FormPane({ session, host }: PaneProps) {
  const { flow, context, facts, answers } = useConfigureProject(session);
  const { columns, rows } = useSpace();
  const theme = useTheme();
  const fields: readonly ProjectField[] = facts && answers ? shownFields(answers, facts) : [];
  // After the profiles or the review, the focus is on the last changed field.
  const last = context.undo.at(-1)?.field;
  const [focus, setFocus] = useFormFields(
    fields.length,
    undefined,
    last ? Math.max(0, fields.indexOf(last)) : 0,
  );
  const inWords = useKeyWords();
  const at = Math.min(focus, fields.length - 1);
  const focused = fields[at];
  const isPath = focused === 'sourceDir' || focused === 'distributionDir' || focused === 'resDir';
  const names = usePathCompletion({
    host,
    path: isPath && facts && answers ? fieldText(focused, answers, facts) : undefined,
    onChange: (path) =>
      isPath &&
      answers &&
      flow.send({ type: 'EDIT', field: focused, answers: typedEdit(focused, path, answers) }),
  });
  if (!facts || !answers) return null;
  const changes = new Map(projectChanges(answers, facts).map((change) => [change.field, change]));
  const faults = new Map(projectFaults(answers, facts).map(({ field, text }) => [field, text]));
  const below = belowLines(answers, facts, inWords);
  // If there are few rows, the fields around the focus and their texts come first.
  const hintRows = 1;
  const heights = fields.map((field) => (faults.has(field) ? 2 : 1));
  const { first, end, hidden } = formWindow(heights, at, rows - hintRows);
  const gap = 1;
  const left = Math.max(0, rows - heights.reduce((sum, height) => sum + height, hintRows + gap));
  return (
    <Box flexDirection="column">
      {fields.slice(first, end).map((field) => (
        <FocusOnClick key={field} focused={focused === field} onFocus={() => setFocus(fields.indexOf(field))}>
          <FormRow
            field={field}
            facts={facts}
            answers={answers}
            focused={focused === field}
            change={changes.get(field)}
            fault={faults.get(field)}
            onEdit={(edit) => flow.send({ type: 'EDIT', field, answers: edit })}
            onChooseAccess={() => flow.send({ type: 'CHOOSE_ACCESS' })}
          />
        </FocusOnClick>
      ))}
      <HintLine text={names ?? (focused && fieldHints[focused])} indent={markWidth + labelWidth} />
      {hidden > 0 ? <Text {...theme.dim}>{`  ${count(hidden, 'more field')}: Tab goes there`}</Text> : null}
      <Below lines={wrapped(below, columns - 2, hidden > 0 ? 0 : left)} />
    </Box>
  );
}

interface Line {
  readonly sign: 'add' | 'remove' | 'note' | 'plain';
  readonly text: string;
}

/** The lines wrapped to that many columns if all of them fit; otherwise one row each, as many as there are. */
function wrapped(lines: readonly Line[], columns: number, rows: number): readonly Line[] {
  const whole = lines.flatMap(({ sign, text }) =>
    textRows(text, columns).map((row, at): Line => ({ sign: at === 0 ? sign : 'plain', text: row })),
  );
  return whole.length <= rows ? whole : lines.slice(0, rows);
}

/** What the answers change on disk, and what is odd about the project. */
function belowLines(answers: ProjectAnswers, facts: ProjectFacts, inWords: (text: string) => string): Line[] {
  const old = leftBehind(answers, facts);
  const writes = writesConfigFiles(answers, facts)
    ? configLabels(answers).map((label): Line => ({ sign: 'add', text: `writes ${plainText(label)}` }))
    : [];
  const gone = old.map(({ label, own }): Line => {
    const name = plainText(label);
    if (answers.oldFiles === 'leave') return { sign: 'plain', text: `keeps ${name}` };
    return own
      ? { sign: 'plain', text: `keeps ${name}, which holds settings of your own` }
      : { sign: 'remove', text: `removes ${name}` };
  });
  return [
    ...formNotes(answers, facts).map((text): Line => ({ sign: 'note', text: inWords(plainText(text)) })),
    ...writes,
    ...gone,
  ];
}

function Below({ lines }: { readonly lines: readonly Line[] }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const signs = { add: glyphs.added, remove: glyphs.removed, note: glyphs.warning, plain: ' ' } as const;
  const styles = { add: theme.good, remove: theme.bad, note: theme.warn, plain: theme.dim } as const;
  if (lines.length === 0) return null;
  return (
    <Box marginTop={1} flexDirection="column">
      {lines.map(({ sign, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one text may be the same, and none moves by itself.
        <Text key={at} wrap="truncate">
          <Text {...styles[sign]}>{`${signs[sign]} `}</Text>
          {text}
        </Text>
      ))}
    </Box>
  );
}
