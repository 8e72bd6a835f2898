import { Box } from 'ink';
import { type deleteMachine, planned } from '../../../machines/delete/machine.ts';
import { plainText } from '../../../src/core/text.ts';
import { stayingInAws } from '../../../src/flows/delete/plan.ts';
import { confirmSentence, pieceLines } from '../../../src/flows/delete/plan-text.ts';
import { StackView } from '../../deployment/stack-view.tsx';
import { useCopy } from '../../deployment/use-copy.ts';
import { WholeStack } from '../../deployment/whole-stack.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Field } from '../../widgets/field.tsx';
import { ProblemView, problemRows } from '../../widgets/problem-view.tsx';
import { pieceRow, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';
import { NameToType, StepOf } from '../removal.tsx';

/** The running `delete` of these panes, with its current context. */
const useDelete = flowHook<typeof deleteMachine>('delete');

/** The wait for AWS's answer, or why nothing can be deleted. */
export function LookingPane({ session, meta }: PaneProps) {
  const { problem, connection } = useDelete(session);
  if (problem && !meta.busy) return <ProblemView problem={problem} />;
  return (
    <Box flexDirection="column">
      <Waiting what={meta.busy ?? 'looking at what is there'} leave="esc leave" />
      <ConnectionLine connection={connection} />
    </Box>
  );
}

/** Every resource with its state; nothing is deleted before the name is typed. */
export function ReviewPane({ session }: PaneProps) {
  const { found, decided } = useDelete(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!found) return null;
  const plan = planned({ found, decided });
  const title =
    plan.steps.length === 0
      ? 'Nothing is left that would be deleted.'
      : `${found.scope === 'project' ? 'The project' : 'The environment'} ${plainText(found.name)} is deleted. Nothing goes before its name is typed.`;
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={pieceLines(plan).map((line) => pieceRow(line, glyphs))}
        rows={rows}
        above={[{ text: title, style: 'dim' }]}
      />
    </Box>
  );
}

/** The folder for the bucket's download. */
export function FolderPane({ session, meta }: PaneProps) {
  const { flow, typedFolder, problem } = useDelete(session);
  const { columns } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  return (
    <Box flexDirection="column">
      <Field
        label="Folder"
        labelWidth={10}
        width={Math.max(20, Math.min(60, columns - 12))}
        value={typedFolder}
        placeholder="no download"
        focused
        hint="A folder that is empty or not there yet, such as ~/backup."
        problem={problem ? `${problem.why} ${problem.next}` : undefined}
        onChange={(folder) => flow.send({ type: 'TYPE_FOLDER', folder })}
      />
    </Box>
  );
}

/** The name of what is deleted, to be typed. */
export function ConfirmPane({ session }: PaneProps) {
  const { flow, typed, found } = useDelete(session);
  if (!found) return null;
  return (
    <NameToType
      label="Name"
      sentence={confirmSentence(found)}
      typed={typed}
      name={found.name}
      hint="Enter deletes it."
      onType={(name) => flow.send({ type: 'TYPE', name })}
    />
  );
}

/** The steps in progress; a stack being deleted is shown like a deployment. */
export function RunningPane({ session, host }: PaneProps) {
  const { plan, step = 0, update, connection, counted } = useDelete(session);
  const copies = useCopy({ session, host });
  const steps = plan?.steps ?? [];
  const what = steps[step]?.text ?? 'deleting';
  const counts = counted ? `: ${counted.done}${counted.all === undefined ? '' : ` of ${counted.all}`}` : '';
  const own =
    connection && connection.kind !== 'ok' && connection !== update?.connection ? connection : undefined;
  return (
    <Box flexDirection="column">
      <StepOf step={step} of={steps.length} after={counts} />
      {update ? (
        <StackView
          update={update}
          learned={host.learned}
          focused
          eventRows={4}
          taken={own ? 4 : 1}
          copies={copies}
        />
      ) : (
        <Waiting key={step} what={plainText(what)} leave="esc stops here" />
      )}
      {own ? <ConnectionLine connection={own} /> : null}
    </Box>
  );
}

/** Why it stopped; what was deleted stays deleted, and trying again continues with the rest. */
export function StoppedPane({ session, host }: PaneProps) {
  const { problem, update } = useDelete(session);
  const { columns } = useSpace();
  const copies = useCopy({ session, host });
  return (
    <Box flexDirection="column">
      {problem ? <ProblemView problem={problem} /> : null}
      {update ? (
        <WholeStack
          update={update}
          learned={host.learned}
          taken={problem ? problemRows(problem, columns) : 0}
          copies={copies}
        />
      ) : null}
    </Box>
  );
}

/** What was deleted, and what stays. */
export function DonePane({ session }: PaneProps) {
  const { plan, found } = useDelete(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!plan || !found) return null;
  // What stays comes first, because the user may still have to deal with it.
  const lines: ReviewLine[] = [
    ...stayingInAws(plan).map((text): ReviewLine => ({ text: `  ${text}`, style: 'dim' })),
    ...found.kept.map(
      ({ label, why }): ReviewLine => ({ text: plainText(`  ${label} stays: ${why}`), style: 'dim' }),
    ),
    ...plan.steps.map(
      ({ text }): ReviewLine => ({ text: `${glyphs.done} ${plainText(text)}`, style: 'text' }),
    ),
  ];
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={lines}
        rows={rows}
        above={[{ text: `${plainText(found.name)} is deleted.`, style: 'good' }]}
      />
    </Box>
  );
}
