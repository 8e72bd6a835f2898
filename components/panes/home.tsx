import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { HomeData, SessionEvent } from '../../machines/session/types.ts';
import { isBucketOpen } from '../../machines/watch/machine.ts';
import { Pane } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { ActivityLines } from './home/activity-lines.tsx';
import { DetailPart } from './home/detail-part.tsx';
import { EnvironmentLines } from './home/environment-lines.tsx';
import { homeLayout, type LayoutInput, type Place } from './home/layout.ts';
import { factsOf, opens, type PartId, parts, titles } from './home/parts.ts';
import { ProfileLines } from './home/profile-lines.tsx';
import { ProjectLines } from './home/project-lines.tsx';
import { StackPart, useStackAge } from './home/stack-part.tsx';
import { standsOf } from './home/stands.ts';
import type { PaneProps } from './pane-props.ts';
import { useStackReading } from './use-stack-reading.ts';

/** Not needed for the first frame, and only shown where there is room. */
const CallsPart = lazy(async () => ({ default: (await import('./home/calls-part.tsx')).CallsPart }));

const views = {
  project: ProjectLines,
  stack: StackPart,
  environments: EnvironmentLines,
  profiles: ProfileLines,
  activity: ActivityLines,
  calls: CallsPart,
} as const;

/** Project, stack with its live state, environments, profiles, activity: where everything starts and comes back to. */
export function HomePane(props: PaneProps) {
  const { session } = props;
  const space = useSpace();
  const context = useSelector(session, (snapshot) => snapshot.context);
  const reading = useStackReading(session);
  const age = useStackAge(reading);
  const { home, init, watch } = context;
  const isOpen = useSelector(watch, (snapshot) => snapshot !== undefined && isBucketOpen(snapshot.context));
  const environments = home?.environments ?? [];
  const hasStack = watch !== undefined || init !== undefined;
  const isFirstRun = !hasStack && home?.found.kind === 'none' && home.unfinished === undefined;
  const isUnfinished = !hasStack && home?.unfinished !== undefined;
  const hasDetail = home !== undefined && !isFirstRun && !(isUnfinished && home.found.kind === 'none');
  const update =
    reading.kind === 'known' ? reading.update : reading.kind === 'none' ? undefined : reading.last;
  const room: Omit<LayoutInput, 'focus'> = {
    space,
    hasProject: home?.found.kind === 'project',
    hasStack,
    hasDetail,
    isFirstRun,
    environments: environments.length,
    profiles: home?.profiles.length ?? 0,
    backend: context.backend?.length ?? 0,
    told: home ? toldOf(home, isOpen) : 0,
    resources: update?.progress.resources.length ?? 0,
    events: update?.progress.events.length ?? 0,
    activity: context.activity.length,
  };
  const hasCalls = homeLayout({ ...room, focus: 'stack' })
    .flat()
    .some(({ part }) => part === 'calls');
  const there = parts.filter(
    (part) => (part !== 'environments' || environments.length > 0) && (part !== 'calls' || hasCalls),
  );
  const stands = standsOf(session);
  if (home) stands.restore(home.place);
  const chosen = useSyncExternalStore(stands.listen, stands.focus);
  const focus = there.includes(chosen) ? chosen : 'stack';
  const data = { context, update, calls: props.surface.calls };
  const { take } = stands;
  const open = () => session.send({ type: opensNow(focus, context) } as SessionEvent);
  const copies = useSyncExternalStore(
    stands.listen,
    () => factsOf(focus, stands.get()[focus], data)?.copies !== undefined,
  );
  const notice = useSyncExternalStore(props.surface.watchNotice, props.surface.notice);
  useKeyLayer({
    commands: commandsOf(
      there,
      focus,
      hasStack || isUnfinished,
      copies && notice?.copy === undefined && focus !== 'calls',
      (part) => whyMissing(part, home),
    ),
    onCommand: (id) => {
      const at = there.indexOf(focus);
      if (id === 'home.next') take(there[(at + 1) % there.length] ?? focus);
      else if (id === 'home.before') take(there[(at + there.length - 1) % there.length] ?? focus);
      else if (id === 'home.open') open();
      else if (id === 'home.copy') {
        const text = factsOf(focus, stands.get()[focus], data)?.copies;
        if (text !== undefined) session.send({ type: 'COPY', text });
      } else {
        const part = parts.find((each) => id === `home.${each}`);
        if (part) take(part);
      }
    },
  });
  const places = homeLayout({ ...room, focus });
  const show = ({ part, columns, rows }: Place) => {
    if (part === 'detail')
      return (
        <Pane key={part} title="detail" focused={false} columns={columns} rows={rows}>
          <DetailPart part={focus} stands={stands} data={data} />
        </Pane>
      );
    const View = views[part];
    const number = parts.indexOf(part) + 1;
    const title = part === 'stack' && isFirstRun ? 'get started' : titles[part];
    return (
      <Pane
        key={part}
        title={`${number} ${title}`}
        {...(part === 'stack' && age !== undefined ? { aside: age } : {})}
        press={part === focus ? undefined : String(number)}
        focused={part === focus}
        columns={columns}
        rows={rows}
      >
        <Suspense>
          {/* What was read says where the person was: the lists begin there. */}
          <View
            key={home ? 'read' : 'reading'}
            {...props}
            focused={part === focus}
            stands={stands}
            onOpen={open}
          />
        </Suspense>
      </Pane>
    );
  };
  return (
    <Box>
      {places.map((column, at) => (
        <Box
          key={column[0]?.part}
          flexDirection="column"
          marginLeft={at > 0 ? 1 : 0}
          width={column[0]?.columns}
          flexShrink={0}
        >
          {column.map(show)}
        </Box>
      ))}
    </Box>
  );
}

/** What Enter opens: a deployment under way, or an init that was not finished, comes before what is there. */
function opensNow(
  part: PartId,
  {
    home,
    init,
    watch,
  }: Pick<ReturnType<PaneProps['session']['getSnapshot']>['context'], 'home' | 'init' | 'watch'>,
): SessionEvent['type'] {
  const isInit = init !== undefined || home?.unfinished !== undefined;
  if (part === 'stack' && (isInit || !watch)) return 'OPEN_INIT';
  if (part === 'project' && (isInit || home?.found.kind !== 'project')) return 'OPEN_INIT';
  return opens[part];
}

const group = 'Home';

/** How many sentences are told of the project. */
function toldOf({ found }: HomeData, isOpen: boolean): number {
  if (found.kind !== 'project') return 0;
  const { notes, faults = [] } = found.project;
  return notes.length + faults.length + (isOpen ? 1 : 0);
}

/** Why a part is not there, for one that cannot be gone to. */
function whyMissing(part: PartId, home: HomeData | undefined): string {
  if (part === 'calls') return 'There is no room for it here; L shows the calls.';
  if (!home) return 'What is in this folder is still being read.';
  if (home.found.kind === 'unreadable') return 'The project of this folder cannot be read.';
  if (home.found.kind === 'nested') return 'This folder is inside of a project; it has none of its own.';
  if (home.found.kind === 'none') return 'There is no project in this folder; press i to create one.';
  return home.found.project.layout === 'multi-env'
    ? 'No file of this project names an environment; press v to look for them.'
    : 'This project has one backend, without environments; press v to have some.';
}

function commandsOf(
  there: readonly PartId[],
  focus: PartId,
  opensStack: boolean,
  copies: boolean,
  why: (part: PartId) => string,
): Command[] {
  return [
    ...(focus !== 'stack' || opensStack
      ? [{ id: 'home.open', label: 'open', keys: ['enter'], group, footer: 1, palette: false }]
      : []),
    {
      id: 'home.next',
      label: 'next pane',
      keys: ['tab'],
      group,
      footer: 5.5,
      help: 'Goes to the next pane.',
    },
    { id: 'home.before', label: 'pane before', keys: ['shift+tab'], group, palette: false },
    // A notice that can be copied has the key as long as it stands; calls are copied as commands.
    ...(copies
      ? [
          {
            id: 'home.copy',
            label: 'copy',
            keys: ['y'],
            group,
            footer: 47,
            help: 'Copies the ARN, id or text of the row.',
          },
        ]
      : []),
    ...parts.map(
      (part, at): Command => ({
        id: `home.${part}`,
        label: titles[part],
        keys: [String(at + 1)],
        group,
        help: `Goes to the pane ${titles[part]}.`,
        palette: false,
        enabled: there.includes(part) || why(part),
      }),
    ),
  ];
}
