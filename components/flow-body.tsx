import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { ActorRefFrom } from 'xstate';
import type { assumeMachine } from '../machines/assume-role/machine.ts';
import { flowOf, flowOfPane } from '../machines/flows.ts';
import { newEnvironmentOf } from '../machines/init/steps.ts';
import type { StateMeta } from '../machines/meta.ts';
import { stepsOf } from './flow-steps.ts';
import { Room } from './frame/pane.tsx';
import { useSpace } from './frame/screen-size.ts';
import { assumeFlowSteps } from './panes/assume-role/flow-steps.ts';
import { TitleInside, takesTitle, titleRows } from './panes/assume-role/picture.ts';
import type { PaneProps } from './panes/pane-props.ts';
import { useGlyphs, useTheme } from './theme/theme-context.tsx';
import { columnsOf } from './widgets/columns.ts';
import { type StepItem, Steps, stepLine, stepNumber } from './widgets/steps.tsx';

/** The title of a list of steps, and the steps. */
export interface FlowSteps {
  readonly title: string;
  readonly steps: readonly StepItem[];
}

export interface FlowBodyProps extends FlowSteps {
  readonly meta: StateMeta;
  readonly children: ReactNode;
}

const stepsWidth = 26;
/** From this many columns, the steps are next to the pane. */
const besideFrom = 100;

/** The position in a flow, for the footer of a wide screen: `step 4 of 7`; a narrow one has it next to the title. */
export function stepPlace({ steps }: FlowSteps, columns: number): string | undefined {
  return columns < besideFrom ? undefined : stepNumber(steps);
}

/** A step of a flow: the list of steps on the left if there is room, else one line; the pane next to or below it. */
export function FlowBody({ title, steps, meta, children }: FlowBodyProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  // Before the first question there are no steps; while it is looked for, the column stays free for them.
  const wide = columns >= besideFrom && (steps.length > 0 || meta.busy !== undefined);
  const isTitleInside = takesTitle(meta.pane, rows);
  const left = wide ? stepsWidth + 2 : 1;
  // The question comes first: the rest of the row shows the position, with the step's name if there is room.
  const stepLineBeside = (title: string, row: number): string => {
    const place = stepNumber(steps) ?? '';
    const room = row - columnsOf(title) - 2;
    return [stepLine(steps, glyphs.separator, title), place].find((text) => columnsOf(text) <= room) ?? '';
  };
  return (
    <Box>
      {wide ? (
        <Box flexDirection="column" width={stepsWidth} marginLeft={1} flexShrink={0}>
          <Box height={2}>
            <Text {...theme.title}>{title}</Text>
          </Box>
          <Steps steps={steps} width={stepsWidth} rows={rows - 2} />
        </Box>
      ) : null}
      <Box flexDirection="column" marginLeft={1} flexShrink={0}>
        {isTitleInside ? null : (
          <Box height={2} width={columns - left - 1} justifyContent="space-between">
            <Text bold wrap="truncate">
              {meta.title}
            </Text>
            <Box flexShrink={0}>
              <Text {...theme.dim}>{wide ? '' : stepLineBeside(meta.title, columns - left - 1)}</Text>
            </Box>
          </Box>
        )}
        <Room columns={columns - left - 1} rows={isTitleInside ? rows : rows - titleRows}>
          {/* What does not fit is cut at the bottom; without this Yoga would squeeze rows over each other. */}
          <Box flexDirection="column" flexShrink={0}>
            <TitleInside value={isTitleInside}>{children}</TitleInside>
          </Box>
        </Room>
      </Box>
    </Box>
  );
}

/** The current steps of a pane's flow. */
export function flowSteps(session: PaneProps['session'], meta: StateMeta): FlowSteps {
  const { context, children } = session.getSnapshot();
  const flow = flowOfPane(meta.pane);
  const adds = flow === 'init' && context.init && newEnvironmentOf(context.init.getSnapshot().context);
  const title = adds ? 'NEW ENVIRONMENT' : ((flow && flowOf(flow).steps) ?? '');
  if (flow === 'assumeRole') {
    const snapshot = (children.assumeRole as ActorRefFrom<typeof assumeMachine> | undefined)?.getSnapshot();
    return { title, steps: snapshot ? assumeFlowSteps(snapshot.context, meta.pane) : [] };
  }
  return { title, steps: stepsOf(flow === 'configure' ? context.configure : context.init, meta) };
}
