import { Box } from 'ink';
import { Pane } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import { ActivityLines } from './home/activity-lines.tsx';
import { ProfileLines } from './home/profile-lines.tsx';
import { ProjectLines } from './home/project-lines.tsx';
import { StackAge, StackPart } from './home/stack-part.tsx';
import type { PaneProps } from './pane-props.ts';

/** Project, stack with its live state, profiles, activity: where everything starts and comes back to. */
export function HomePane(props: PaneProps) {
  const { columns, rows } = useSpace();
  const left = columns >= 98 ? 40 : columns;
  const right = columns - left - 1;
  const projectRows = 7;
  const { project, stack } = keysOf(props);
  if (right < 50) return <Narrow {...props} />;
  const stackRows = hasStack(props) ? Math.max(8, rows - 10) : 8;
  return (
    <Box>
      <Box flexDirection="column" width={left} flexShrink={0}>
        <Pane title="PROJECT" press={project} focused={false} columns={left} rows={projectRows}>
          <ProjectLines {...props} />
        </Pane>
        <Pane title="PROFILES" press="p" focused={false} columns={left} rows={rows - projectRows}>
          <ProfileLines {...props} />
        </Pane>
      </Box>
      <Box flexDirection="column" width={right} marginLeft={1} flexShrink={0}>
        <Pane
          title="STACK"
          aside={<StackAge {...props} />}
          press={stack}
          focused
          columns={right}
          rows={stackRows}
        >
          <StackPart {...props} />
        </Pane>
        <Pane title="ACTIVITY" press="L" focused={false} columns={right} rows={rows - stackRows}>
          <ActivityLines {...props} />
        </Pane>
      </Box>
    </Box>
  );
}

/** What a click on a part presses: the key that opens what the part tells of. */
function keysOf({ session }: PaneProps) {
  const { home, init, watch } = session.getSnapshot().context;
  const opensInit = init !== undefined || home?.unfinished !== undefined;
  const project = !opensInit && home?.found.kind === 'project' ? 'e' : 'i';
  return { project, stack: !opensInit && watch !== undefined ? 'w' : 'i' };
}

/** Whether there is a stack to show; a sentence needs less room. */
function hasStack({ session }: PaneProps): boolean {
  const { watch, init } = session.getSnapshot().context;
  return watch !== undefined || init !== undefined;
}

/** Under 100 columns one below the other: the stack gets what is left. */
function Narrow(props: PaneProps) {
  const { columns, rows } = useSpace();
  const hasProject = props.session.getSnapshot().context.home?.found.kind === 'project';
  const projectRows = hasProject ? Math.min(6, rows - 8) : 4;
  const { project, stack } = keysOf(props);
  const activity = rows >= 18 ? 5 : 0;
  return (
    <Box flexDirection="column">
      <Pane title="PROJECT" press={project} focused={false} columns={columns} rows={projectRows}>
        <ProjectLines {...props} />
      </Pane>
      <Pane
        title="STACK"
        aside={<StackAge {...props} />}
        press={stack}
        focused
        columns={columns}
        rows={rows - projectRows - activity}
      >
        <StackPart {...props} />
      </Pane>
      {activity > 0 ? (
        <Pane title="ACTIVITY" press="L" focused={false} columns={columns} rows={activity}>
          <ActivityLines {...props} />
        </Pane>
      ) : null}
    </Box>
  );
}
