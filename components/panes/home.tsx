import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import type { HomeData } from '../../machines/session/types.ts';
import type { ProblemText } from '../../src/core/problem.ts';
import { count, plainText } from '../../src/core/text.ts';
import { tiedKeysProblem } from '../../src/project/tied-keys.ts';
import { StackView } from '../deployment/stack-view.tsx';
import { Pane, Room } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../theme/theme-context.tsx';
import { ConnectionLine } from '../widgets/connection-line.tsx';
import { ProblemView } from '../widgets/problem-view.tsx';
import { Waiting } from '../widgets/waiting.tsx';
import { inKeys, isKnown, missingAccess } from './access-trouble.ts';
import { ActivityLines } from './home/activity-lines.tsx';
import { ProfileLines } from './home/profile-lines.tsx';
import { ProjectLines } from './home/project-lines.tsx';
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
        <Pane title="STACK" press={stack} focused columns={right} rows={stackRows}>
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
      <Pane title="STACK" press={stack} focused columns={columns} rows={rows - projectRows - activity}>
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

const nothing = { update: undefined, problem: undefined };

function StackPart({ session, surface }: PaneProps) {
  const { watch, init, home, identityProblem, access, connection, problem, failed } = useSelector(
    session,
    (snapshot) => snapshot.context,
  );
  const deployment = useSelector(init, (snapshot) => snapshot?.children.deployment);
  const deploying = useSelector(deployment, (snapshot) => snapshot?.context.update);
  const watched = useSelector(watch, (snapshot) => snapshot?.context) ?? nothing;
  const theme = useTheme();
  const space = useSpace();
  const update = deploying ?? watched.update;
  if (failed) return <ProblemView problem={failed} />;
  const trouble = watched.problem ?? identityProblem ?? (update && missingAccess(update));
  if (update && (deploying || isKnown(update))) {
    const missing = deploying || !trouble ? undefined : inKeys(trouble);
    return (
      <Room columns={space.columns} rows={space.rows}>
        {missing ? <LastKnown problem={missing} /> : null}
        <StackView
          update={update}
          learned={surface.learned}
          focused={false}
          eventRows={0}
          taken={missing ? 2 : 0}
        />
      </Room>
    );
  }
  // What is wrong is told beside it, with the project.
  if (!home && problem) return <Text {...theme.dim}>Nothing is known of a stack yet.</Text>;
  if (trouble) return <ProblemView problem={inKeys(trouble)} />;
  if (connection && connection.kind !== 'ok' && home) return <ConnectionLine connection={connection} />;
  if (watch) return <Waiting what="Reading the stack" />;
  if (!home) return <Waiting what="Reading the project and the profiles" />;
  if (home.unfinished) {
    return (
      <Box flexDirection="column">
        <Text wrap="truncate">
          <Text {...theme.warn}>▲</Text>
          {` An init was not finished: ${home.unfinished.stackName}`}
        </Text>
        <Text {...theme.dim} wrap="wrap">
          Press i to go on with it, clean it up or forget it.
        </Text>
      </Box>
    );
  }
  const tied = access ? undefined : tiedKeysProblem(home.found);
  if (tied) return <ProblemView problem={inKeys(tied)} />;
  if (!access) return <NoneChosen home={home} />;
  if (home.found.kind !== 'none') {
    const fault = home.found.kind === 'project' ? home.found.project.faults?.[0] : undefined;
    if (fault) return <ProblemView problem={fault} />;
    const why = home.found.kind === 'project' ? 'No file of the project names its stack.' : undefined;
    return <Text wrap="wrap">{why ?? 'Nothing is known of a stack.'}</Text>;
  }
  return (
    <Box flexDirection="column">
      <Text wrap="wrap">There is no Amplify project in this folder yet.</Text>
      <Text {...theme.dim} wrap="wrap">
        Press i to create one: every step can be taken back, and you see everything before it is written.
      </Text>
    </Box>
  );
}

/** The stack is as it was seen last: why it cannot be seen now, and the key that helps. */
function LastKnown({ problem: { what, next } }: { readonly problem: ProblemText }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text {...theme.warn} wrap="truncate">{`${glyphs.warning} ${plainText(what)}`}</Text>
      <Text {...theme.dim} wrap="truncate">{`  ${plainText(next)} This is what was seen last.`}</Text>
    </Box>
  );
}

/** Nothing says whose access is meant. */
function NoneChosen({ home: { found, profiles } }: { readonly home: HomeData }) {
  const theme = useTheme();
  const usable = profiles.filter((option) => option.usable.ok).length;
  return (
    <Box flexDirection="column">
      {found.kind === 'none' ? (
        <Text wrap="wrap">There is no Amplify project in this folder yet.</Text>
      ) : null}
      <Text {...theme.dim} wrap="wrap">
        {usable > 0
          ? `${count(usable, 'profile')}, none chosen: p chooses.`
          : profiles.length > 0
            ? 'No profile here can be used: p shows why, c sets another one up.'
            : 'No AWS access is set up: press c to set it up.'}
      </Text>
    </Box>
  );
}
