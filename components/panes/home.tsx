import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import type { HomeData, SessionContext } from '../../machines/session/types.ts';
import { isBucketOpen } from '../../machines/watch/machine.ts';
import type { FollowUpdate } from '../../src/aws/progress/model.ts';
import type { ActivityEntry } from '../../src/state/activity.ts';
import { Pane } from '../frame/pane.tsx';
import { useSpace } from '../frame/screen-size.ts';
import { opensEntry } from './home/activity-about.ts';
import { DetailPart } from './home/detail-part.tsx';
import { type HomeCursor, useHomeCursor } from './home/home-cursor.ts';
import { opensNow, useHomeKeys, whyMissing } from './home/home-keys.ts';
import { HomePart } from './home/home-part.tsx';
import { homeLayout, type Place } from './home/layout.ts';
import { activityKey, factsOf, type HomeFacts, type PartId, pageOf, parts, profileOf } from './home/parts.ts';
import { projectRows } from './home/project-rows.tsx';
import { useStackAge } from './home/stack-part.tsx';
import type { PaneProps } from './pane-props.ts';
import type { StackReading } from './stack-reading.ts';
import { useStackReading } from './use-stack-reading.ts';

/** Project, stack with its live state, environments, profiles, activity: where everything starts and returns to. */
export function HomePane(props: PaneProps) {
  const { session, host } = props;
  const space = useSpace();
  const [isWhole, setWhole] = useState(false);
  const context = useSelector(session, (snapshot) => snapshot.context);
  const reading = useStackReading(session);
  const age = useStackAge(reading);
  const { home, watch } = context;
  const isOpen = useSelector(watch, (snapshot) => snapshot !== undefined && isBucketOpen(snapshot.context));
  const deployment = useSelector(context.init, (snapshot) => snapshot?.children.deployment);
  const deploying = useSelector(deployment, (snapshot) => snapshot?.context.update);
  // A deployment takes precedence over a followed stack.
  const update = deploying ?? knownOf(reading);
  const kind = kindOfHome(context);
  const room = { space, ...kind, ...sizesOf(context, isOpen, update) };
  // Which parts there are does not depend on the focus; their sizes do, in one column.
  const atStack = homeLayout({ ...room, focus: 'stack' });
  const hasCalls = atStack.flat().some(({ part }) => part === 'calls');
  const there = parts.filter(
    (part) => (part !== 'environments' || room.environments > 0) && (part !== 'calls' || hasCalls),
  );
  const cursor = useHomeCursor(session, home);
  const chosen = useSyncExternalStore(cursor.listen, cursor.focus);
  const focus = there.includes(chosen) ? chosen : 'stack';
  const data = { context, update, calls: host.calls };
  const { copied, path, page, hasCopy, hasPage, profile } = useSelectedRow(focus, cursor, data);
  const open = () => {
    cursor.open(focus);
    const entry = focus === 'activity' ? entryAt(context.activity, cursor.get().activity) : undefined;
    session.send(entry ? opensEntry(entry, session.getSnapshot()).event : opensNow(focus, context, path()));
  };
  const notice = useSyncExternalStore(host.watchNotice, host.notice);
  useHomeKeys({
    there,
    focus,
    opens: focus !== 'stack' || kind.hasStack || kind.isUnfinished,
    hasPage,
    isWhole,
    toggleWhole: () => setWhole(!isWhole),
    profile,
    openAccess: (name) => session.send({ type: 'OPEN_ACCESS', profile: name }),
    copies: hasCopy && notice?.copy === undefined && focus !== 'calls',
    why: (part) => whyMissing(part, home),
    take: cursor.take,
    open,
    copy: () => {
      const text = copied();
      if (text !== undefined) session.send({ type: 'COPY', text });
    },
    openPage: () => {
      const event = page();
      if (event) session.send(event);
    },
  });
  const places = focus === 'stack' && !isWhole ? atStack : homeLayout({ ...room, focus, isWhole });
  const show = (place: Place) => {
    const { part, columns, rows } = place;
    if (part === 'detail')
      return (
        <Pane key={part} title="detail" focused={false} columns={columns} rows={rows}>
          <DetailPart part={focus} cursor={cursor} data={data} isReading={reading.kind === 'reading'} />
        </Pane>
      );
    return (
      <HomePart
        key={part}
        {...props}
        place={{ ...place, part }}
        focused={part === focus}
        cursor={cursor}
        hasDetail={places.flat().some((each) => each.part === 'detail')}
        onOpen={open}
        isFirstRun={kind.isFirstRun}
        age={part === 'stack' ? age : undefined}
        isRead={home !== undefined}
      />
    );
  };
  return <Columns places={places} show={show} />;
}

/** The selected entry of the activity. */
function entryAt(activity: readonly ActivityEntry[], key: string | undefined): ActivityEntry | undefined {
  return activity.findLast((entry) => activityKey(entry) === key);
}

/** The stack as it was last read. */
function knownOf(reading: StackReading): FollowUpdate | undefined {
  return reading.kind === 'known' ? reading.update : reading.kind === 'none' ? undefined : reading.last;
}

/** What can be done with the selected row of a part; recomputed only when the answer changes the footer. */
function useSelectedRow(focus: PartId, cursor: HomeCursor, data: HomeFacts) {
  const copied = () => factsOf(focus, cursor.get()[focus], data)?.copies;
  // In the project, a row's copied text is its path.
  const path = () => (focus === 'project' ? copied() : undefined);
  const page = () => pageOf(focus, cursor.get()[focus], data);
  return {
    copied,
    path,
    page,
    hasCopy: useSyncExternalStore(cursor.listen, () => copied() !== undefined),
    hasPage: useSyncExternalStore(cursor.listen, () => page() !== undefined),
    profile: useSyncExternalStore(cursor.listen, () =>
      profileOf(focus === 'profiles' ? cursor.get().profiles : undefined, data),
    ),
  };
}

interface ColumnsProps {
  readonly places: ReturnType<typeof homeLayout>;
  readonly show: (place: Place) => ReactNode;
}

function Columns({ places, show }: ColumnsProps) {
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

/** What home is about: a stack, a project, or how to get one. */
function kindOfHome({ home, init, watch }: Pick<SessionContext, 'home' | 'init' | 'watch'>) {
  const hasStack = watch !== undefined || init !== undefined;
  const isUnfinished = !hasStack && home?.unfinished !== undefined;
  const isNowhere = home?.found.kind === 'none';
  const isFirstRun = !hasStack && isNowhere && !isUnfinished;
  const hasDetail = home !== undefined && !isFirstRun && !(isUnfinished && isNowhere);
  return { hasStack, isUnfinished, isFirstRun, hasDetail };
}

/** How much each part has to show. */
function sizesOf(
  { home, backend, files, activity }: Pick<SessionContext, 'home' | 'backend' | 'files' | 'activity'>,
  isOpen: boolean,
  update: FollowUpdate | undefined,
) {
  return {
    hasProject: home?.found.kind === 'project',
    environments: home?.environments?.length ?? 0,
    profiles: home?.profiles.length ?? 0,
    tree: projectRows(backend, files).length,
    told: home ? toldOf(home, isOpen) : 0,
    resources: update?.progress.resources.length ?? 0,
    events: update?.progress.events.length ?? 0,
    activity: activity.filter(({ passing }) => !passing).length,
  };
}

/** How many sentences are shown about the project. */
function toldOf({ found }: HomeData, isOpen: boolean): number {
  if (found.kind !== 'project') return 0;
  const { notes, faults = [] } = found.project;
  return notes.length + faults.length + (isOpen ? 1 : 0);
}
