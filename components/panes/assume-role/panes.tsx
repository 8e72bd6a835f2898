import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { parts, partWords } from '../../../src/flows/assume-role/answers.ts';
import { madeLines } from '../../../src/flows/assume-role/made.ts';
import { assumePlanText } from '../../../src/flows/assume-role/plan-text.ts';
import { stepsOf, stepWords } from '../../../src/flows/assume-role/steps.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Choice } from '../../widgets/choice.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { PlanLines } from '../../widgets/plan-lines.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Steps } from '../../widgets/steps.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useAssume } from './use-assume-role.ts';

/** The wait for the profiles, or why they cannot be read. */
export const LookingPane = lookingPane(useAssume);

/** The choice among the three parts of the guide. */
export function PartPane({ session }: PaneProps) {
  const { flow, chosen, cleaned } = useAssume(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column">
      {cleaned ? (
        <Box marginBottom={1}>
          <Text {...theme.good}>{`${glyphs.done} What was made is deleted.`}</Text>
        </Box>
      ) : null}
      <Choice
        options={parts.map((part) => ({ value: part, ...partWords[part] }))}
        value={chosen}
        focused
        onChange={(part) => flow.send({ type: 'CHOOSE', part })}
      />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          For working in the account of another company. Their administrator creates the role and sends a
          note; you create a user that can assume it, and choose its profile in init.
        </Paragraph>
      </Box>
    </Box>
  );
}

/** What an interrupted run has created, and what can be done with it. */
export function UnfinishedPane({ session, meta }: PaneProps) {
  const { localState, problem } = useAssume(session);
  const theme = useTheme();
  const note = localState?.unfinished;
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!note) return null;
  const made = madeLines(note);
  return (
    <Box flexDirection="column">
      <Paragraph>{`The part "${partWords[note.part].label}" was started and did not finish.`}</Paragraph>
      <Box marginTop={1} flexDirection="column">
        <Text {...theme.dim}>
          {made.length > 0
            ? `Made, or perhaps made, in account ${note.account}:`
            : 'Nothing was made in AWS yet.'}
        </Text>
        {made.map((line) => (
          <Text key={line} wrap="truncate-middle">{`  ${plainText(line)}`}</Text>
        ))}
      </Box>
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>Resuming looks first and creates only what is missing.</Paragraph>
      </Box>
    </Box>
  );
}

/** Everything that will be created and written; nothing is before the confirmation here. */
export function ReviewPane({ session, host, meta }: PaneProps) {
  const { plan, problem, script } = useAssume(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan) return null;
  return (
    <Box flexDirection="column">
      {script ? (
        <Text wrap="truncate-middle">
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {`Written for an administrator: ${host.showPath(script)}`}
        </Text>
      ) : null}
      <PlanLines lines={assumePlanText(plan)} />
    </Box>
  );
}

/** The steps with their progress, and the problem, if any. */
export function WorkingPane({ session, meta }: PaneProps) {
  const { plan, step, problem } = useAssume(session);
  const { rows } = useSpace();
  if (!plan) return null;
  const steps = stepsOf(plan);
  const at = step ? steps.indexOf(step) : 0;
  const failed = problem !== undefined && meta.busy === undefined;
  return (
    <Box flexDirection="column">
      {failed && rows < 16 ? null : (
        <Box marginBottom={1}>
          <Steps
            steps={steps.map((id, index) => ({
              id,
              label: stepWords[id],
              state: index < at ? 'done' : index > at ? 'to-come' : failed ? 'failed' : 'now',
            }))}
          />
        </Box>
      )}
      {failed ? <ProblemView problem={problem} /> : <Waiting what={meta.busy ?? 'working'} />}
    </Box>
  );
}

/** What is set up now, and what comes next. */
export function DonePane({ session, host }: PaneProps) {
  const { plan, proved } = useAssume(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { roleWork, userWork } = plan ?? {};
  const rows = roleWork
    ? [
        { label: 'Role', value: roleWork.arn, cut: 'middle' as const },
        { label: 'External id', value: roleWork.note.externalId || 'none' },
        { label: 'MFA', value: roleWork.note.mfaRequired ? 'required' : 'not required' },
        ...roleWork.noteFiles.map(({ path }, index) => ({
          label: index === 0 ? 'Note' : 'As text',
          value: host.showPath(path),
          cut: 'middle' as const,
        })),
      ]
    : [
        { label: 'Profile', value: plainText(userWork?.roleProfile ?? '') },
        ...(proved
          ? [
              { label: 'Account', value: [proved.account, proved.accountAlias].filter(Boolean).join('   ') },
              { label: 'As', value: proved.arn, cut: 'middle' as const },
            ]
          : []),
        { label: 'Region', value: userWork?.region ?? '' },
      ];
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text {...theme.good}>{`${glyphs.done} `}</Text>
        {roleWork ? 'The role can be assumed.' : 'The role works with its profile.'}
      </Text>
      <Box marginTop={1} flexDirection="column">
        <KeyValue rows={rows} />
      </Box>
      <Box marginTop={1} flexDirection="column">
        <Text {...theme.dim}>{roleWork ? 'Next' : 'Use it'}</Text>
        <Text wrap="truncate">
          {roleWork
            ? '  Send the note to the other side: "The user" asks for it.'
            : '  i on home creates a project with it.'}
        </Text>
      </Box>
    </Box>
  );
}
