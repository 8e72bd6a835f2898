import { Box, Text } from 'ink';
import { useState } from 'react';
import { type accessMachine, planned } from '../../../machines/access/machine.ts';
import type { PieceLine } from '../../../src/core/pieces.ts';
import { plainText } from '../../../src/core/text.ts';
import { goes, pieceKey } from '../../../src/flows/access/plan.ts';
import { confirmSentence, pieceLines, usedKeySentences } from '../../../src/flows/access/plan-text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { pieceRow } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { flowHook } from '../flow-of.ts';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { NameToType, StepOf } from '../removal.tsx';

/** The running `access` of these panes, with its current context. */
const useAccess = flowHook<typeof accessMachine>('access');

/** The wait for AWS's answer, or why there is none. */
export const LookingPane = lookingPane(useAccess);

/** Every resource with its state; each can be removed as well, or kept. */
export function ReviewPane({ session }: PaneProps) {
  const { flow, found, decided, profile } = useAccess(session);
  const [at, setAt] = useState<string | undefined>(undefined);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  const piece = found?.pieces.find((each) => pieceKey(each) === at && each.kept === undefined);
  const changes = piece !== undefined && found?.cannot === undefined;
  useKeyLayer({
    active: true,
    commands: changes ? [decideCommand(goes(piece, decided))] : [],
    onCommand: () =>
      piece && flow.send({ type: 'DECIDE', key: pieceKey(piece), taken: !goes(piece, decided) }),
  });
  if (!found) return null;
  const plan = planned({ found, decided });
  const title =
    plan.steps.length === 0
      ? `Nothing of ${plainText(profile)} would be taken away.`
      : `The access of ${plainText(profile)} is taken away. Nothing goes before its name is typed.`;
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={pieceLines(plan).map((line) => pieceRow(line, glyphs))}
        rows={rows}
        above={[{ text: title, style: 'dim' }]}
        onHighlight={setAt}
      />
    </Box>
  );
}

const decideCommand = (taken: boolean) => ({
  id: 'access.decide',
  label: taken ? 'keep it' : 'take it, too',
  keys: ['space'],
  group: 'Access',
  footer: 2,
});

/** The name of the profile, to be typed; names the keys that something may still use. */
export function ConfirmPane({ session }: PaneProps) {
  const { flow, typed, found, decided, profile } = useAccess(session);
  if (!found) return null;
  return (
    <NameToType
      label={found.subject.isRole ? 'Role' : 'Profile'}
      sentence={confirmSentence(found)}
      warnings={usedKeySentences({ found, decided })}
      typed={typed}
      name={profile}
      hint="Enter takes it away."
      onType={(name) => flow.send({ type: 'TYPE', name })}
    />
  );
}

/** The steps in progress. */
export function RunningPane({ session }: PaneProps) {
  const { plan, step = 0 } = useAccess(session);
  const steps = plan?.steps ?? [];
  return (
    <Box flexDirection="column">
      <StepOf step={step} of={steps.length} />
      <Waiting key={step} what={steps[step]?.text ?? 'taking the access away'} leave="esc stops here" />
    </Box>
  );
}

/** Why it stopped; what was removed stays removed, and trying again continues with the rest. */
export function StoppedPane({ session }: PaneProps) {
  const { problem } = useAccess(session);
  return problem ? <ProblemView problem={problem} /> : null;
}

/** What was removed, and what stays. */
export function DonePane({ session }: PaneProps) {
  const { plan, profile } = useAccess(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!plan) return null;
  // What stays comes first, because the user may still have to deal with it.
  const lines: PieceLine[] = [
    ...plan.stays.map((text): PieceLine => ({ fate: 'note', text })),
    ...plan.steps.map(({ text }): PieceLine => ({ fate: 'goes', text })),
  ];
  return (
    <Box flexDirection="column">
      <Text {...theme.good} wrap="truncate">{`The access of ${plainText(profile)} is taken away.`}</Text>
      <ReviewList lines={lines.map((line) => pieceRow(line, glyphs))} rows={rows - 1} />
    </Box>
  );
}
