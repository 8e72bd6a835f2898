import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useState } from 'react';
import { type accessMachine, planned } from '../../../machines/access/machine.ts';
import { plainText } from '../../../src/core/text.ts';
import { type AccessPiece, goes, pieceKey } from '../../../src/flows/access/plan.ts';
import {
  confirmSentence,
  type PieceLine,
  pieceLines,
  usedKeySentences,
} from '../../../src/flows/access/plan-text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import type { Glyphs } from '../../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { List } from '../../widgets/list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { pieceRow, type ReviewLine } from '../configure-project/file-lines.ts';
import { flowOf } from '../flow-of.ts';
import type { PaneProps } from '../pane-props.ts';

/** The running `access`, which these panes are only shown for, and what it knows now. */
function useAccess(session: PaneProps['session']) {
  const flow = flowOf<typeof accessMachine>(session, 'access');
  const context = useSelector(flow, (snapshot) => snapshot.context);
  return { flow, ...context };
}

/** AWS is being asked what it has, or what keeps it from being looked at. */
export function LookingPane({ session, meta }: PaneProps) {
  const { problem } = useAccess(session);
  if (problem && !meta.busy) return <ProblemView problem={problem} />;
  return <Waiting what={meta.busy ?? 'looking at what AWS has of it'} leave="esc leave" />;
}

/** A row of a list that is scrolled through; the rows of a piece have its key. */
interface Row extends ReviewLine {
  readonly id: string;
  readonly piece?: string | undefined;
}

/** Every piece with its state; each can be taken, too, or kept. */
export function ReviewPane({ session }: PaneProps) {
  const { flow, found, decided, profile } = useAccess(session);
  const [at, setAt] = useState<string | undefined>(undefined);
  const theme = useTheme();
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
      <Text {...theme.dim} wrap="truncate">
        {title}
      </Text>
      <Rows lines={pieceLines(plan)} glyphs={glyphs} rows={rows - 1} onHighlight={setAt} />
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

interface RowsProps {
  readonly lines: readonly PieceLine[];
  readonly glyphs: Glyphs;
  readonly rows: number;
  /** Told the key of the piece that the list stands on. */
  readonly onHighlight?: (piece: AccessPiece['id'] | undefined) => void;
}

/** What goes for good is shown whole, in as many rows as it takes. */
function Rows({ lines, glyphs, rows, onHighlight }: RowsProps) {
  const theme = useTheme();
  // The pointer of the list, and the room of the rows that go on.
  const width = Math.max(20, useSpace().columns - 8);
  const items = lines.flatMap((line, index): Row[] => {
    const { text, style } = pieceRow(line, glyphs);
    return textRows(text, width).map((row, part) => ({
      ...{ id: `${line.key ?? index} ${part}`, piece: line.key, style },
      text: part === 0 ? row : `     ${row}`,
    }));
  });
  return (
    <List
      items={items}
      keyOf={({ id }) => id}
      focused
      rows={Math.max(3, rows)}
      noun="lines"
      onHighlight={(row) => onHighlight?.(row?.piece)}
      renderRow={({ text, style }, { width: room }) => (
        <Box width={room} flexShrink={0}>
          <Text wrap="truncate" {...theme[style]}>
            {text || ' '}
          </Text>
        </Box>
      )}
    />
  );
}

/** The name of the profile, typed by the person; the keys that something may still use are named. */
export function ConfirmPane({ session }: PaneProps) {
  const { flow, typed, found, decided, profile } = useAccess(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  if (!found) return null;
  return (
    <Box flexDirection="column">
      {usedKeySentences({ found, decided }).map((text) => (
        <Text key={text} {...theme.bad} wrap="wrap">{`${glyphs.warning} ${text}`}</Text>
      ))}
      <Text {...theme.warn} wrap="wrap">
        {confirmSentence(found)}
      </Text>
      <Box marginTop={1}>
        <Field
          label="Profile"
          labelWidth={10}
          width={Math.max(20, Math.min(60, columns - 12))}
          value={typed}
          focused
          hint={typed.trim() === profile ? 'Enter takes it away.' : undefined}
          onChange={(name) => flow.send({ type: 'TYPE', name })}
        />
      </Box>
    </Box>
  );
}

/** The steps while they are done. */
export function RunningPane({ session }: PaneProps) {
  const { plan, step = 0 } = useAccess(session);
  const theme = useTheme();
  const steps = plan?.steps ?? [];
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">{`Step ${step + 1} of ${Math.max(1, steps.length)}`}</Text>
      <Waiting key={step} what={steps[step]?.text ?? 'taking the access away'} leave="esc stops here" />
    </Box>
  );
}

/** Why it stopped; what is gone is gone, and trying again goes on with the rest. */
export function StoppedPane({ session }: PaneProps) {
  const { problem } = useAccess(session);
  return problem ? <ProblemView problem={problem} /> : null;
}

/** What was taken away, and what stays. */
export function DonePane({ session }: PaneProps) {
  const { plan, profile } = useAccess(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!plan) return null;
  // What stays is what a person may still have to see to.
  const lines: PieceLine[] = [
    ...plan.stays.map((text): PieceLine => ({ fate: 'note', text })),
    ...plan.steps.map(({ text }): PieceLine => ({ fate: 'goes', text })),
  ];
  return (
    <Box flexDirection="column">
      <Text {...theme.good} wrap="truncate">{`The access of ${plainText(profile)} is taken away.`}</Text>
      <Rows lines={lines} glyphs={glyphs} rows={rows - 1} />
    </Box>
  );
}
