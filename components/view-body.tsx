import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { ActiveState } from '../machines/commands.ts';
import type { PaneId } from '../machines/flows.ts';
import { FlowBody, type FlowSteps } from './flow-body.tsx';
import { Room } from './frame/pane.tsx';
import { useSpace } from './frame/screen-size.ts';
import { CoveredContext } from './keys/contexts.ts';
import { KeyLevel } from './keys/key-context.tsx';
import type { Pane, PaneProps } from './panes/pane-props.ts';

export interface ViewBodyProps extends Omit<PaneProps, 'meta'> {
  readonly paneOf: (id: PaneId) => Pane;
  /** The meta of the view. */
  readonly meta: ActiveState['meta'];
  /** That of the pane in front of it. */
  readonly front: ActiveState['meta'] | undefined;
  /** The steps of the flow, if it has any. */
  readonly steps: FlowSteps | undefined;
}

/** The pane of the view, and the one in front of it; the covered one keeps what was typed and its position. */
export function ViewBody({ session, host, paneOf, meta, front, steps }: ViewBodyProps) {
  const View = paneOf(meta.pane);
  const Front = front && paneOf(front.pane);
  const view = <View session={session} meta={meta} host={host} />;
  return (
    <>
      <Covered when={front !== undefined}>
        {steps ? (
          <FlowBody {...steps} meta={meta}>
            {view}
          </FlowBody>
        ) : (
          <Body title={meta.pane === 'home' ? undefined : meta.title}>{view}</Body>
        )}
      </Covered>
      {front && Front ? (
        <KeyLevel>
          <Body title={front.title}>
            <Front session={session} meta={front} host={host} />
          </Body>
        </KeyLevel>
      ) : null}
    </>
  );
}

/** Hides its contents and disables their keys while they are covered; they stay mounted. */
function Covered({ when, children }: { readonly when: boolean; readonly children: ReactNode }) {
  return (
    <CoveredContext value={when}>
      <Box flexDirection="column" display={when ? 'none' : 'flex'}>
        {children}
      </Box>
    </CoveredContext>
  );
}

/** A pane outside a flow: one column of padding on both sides, a title if it needs one. */
function Body({ title, children }: { readonly title: string | undefined; readonly children: ReactNode }) {
  const { columns, rows } = useSpace();
  const head = title === undefined ? 0 : 2;
  return (
    <Box flexDirection="column" paddingX={1}>
      {title === undefined ? null : (
        <Box height={2}>
          <Text bold>{title}</Text>
        </Box>
      )}
      <Room columns={columns - 2} rows={rows - head}>
        {/* What does not fit is cut at the bottom; without this Yoga would squeeze rows over each other. */}
        <Box flexDirection="column" flexShrink={0}>
          {children}
        </Box>
      </Room>
    </Box>
  );
}
