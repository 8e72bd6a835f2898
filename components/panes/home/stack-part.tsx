import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import type { HomeData, SessionContext } from '../../../machines/session/types.ts';
import type { FollowUpdate } from '../../../src/aws/progress/model.ts';
import { stackWords } from '../../../src/aws/progress/narration.ts';
import type { ProblemText } from '../../../src/core/problem.ts';
import { capitalised, count, plainText } from '../../../src/core/text.ts';
import { countUsable } from '../../../src/credentials/option-rows.ts';
import { tiedKeysProblem } from '../../../src/project/tied-keys.ts';
import type { InitJournalEntry } from '../../../src/state/journal-entry.ts';
import { FailureView } from '../../deployment/failure-view.tsx';
import type { FlatResource } from '../../deployment/flatten.ts';
import { StackView, type StackViewProps } from '../../deployment/stack-view.tsx';
import { useBriefFailure } from '../../deployment/use-failure.ts';
import { Room } from '../../frame/pane.tsx';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { StateMark } from '../../theme/state-mark.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { columnsOf } from '../../widgets/columns.ts';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { Hanging } from '../../widgets/hanging.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { firstRows, ProblemView } from '../../widgets/problem-view.tsx';
import { cutByWords, textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { inKeys } from '../access-trouble.ts';
import { ageWords, lastWords, type StackReading } from '../stack-reading.ts';
import { unfinishedFacts } from '../unfinished-facts.ts';
import { useStackReading } from '../use-stack-reading.ts';
import { Checklist } from './checklist.tsx';
import { keptList } from './home-cursor.ts';
import type { PartProps } from './part-props.ts';
import { outputKey } from './parts.ts';

/** From this age, the age of what is shown is displayed, in milliseconds. */
const old = 60_000;

/** The stack as it is, or why that is unknown and how it was; without a stack, what to do. */
export function StackPart(props: PartProps) {
  const { session, host, focused, cursor, hasDetail } = props;
  const context = useSelector(session, (snapshot) => snapshot.context);
  const deployment = useSelector(context.init, (snapshot) => snapshot?.children.deployment);
  const deploying = useSelector(deployment, (snapshot) => snapshot?.context.update);
  // What it does before it has read its stack; empty when it waits for the user.
  const begun = useSelector(deployment, (snapshot) =>
    snapshot?.status === 'active' ? (leafMeta(snapshot).busy ?? '') : undefined,
  );
  const reading = useStackReading(session);
  const theme = useTheme();
  const { home, problem, failed } = context;
  if (failed) return <ProblemView problem={failed} />;
  const view = {
    session,
    learned: host.learned,
    focused,
    kept: keptList(cursor, 'stack'),
    onSelect: (row: FlatResource | undefined) => cursor.put('stack', row?.key),
    outputsToldBeside: hasDetail,
    onOutput: (name: string | undefined) => cursor.put('stack', name && outputKey(name)),
  };
  if (deploying) return <Live {...view} update={deploying} />;
  if (begun !== undefined) return <Begun busy={begun} />;
  // The problem is shown next to it, with the project.
  if (!home && problem) return <Text {...theme.dim}>No stack is known yet.</Text>;
  switch (reading.kind) {
    case 'known':
      return <Live {...view} update={reading.update} />;
    case 'unreadable':
      return <Unreadable {...view} {...reading} remembered={home?.remembered} />;
    case 'away':
      return (
        <Box flexDirection="column">
          <ConnectionLine connection={reading.connection} />
          {reading.last ? (
            <Last update={reading.last} />
          ) : (
            <Remembered stack={home?.remembered} otherwise="The stack has not been read yet." />
          )}
        </Box>
      );
    case 'reading':
      return (
        <Box flexDirection="column">
          <Waiting what="Reading the stack" />
          {reading.last ? <Last update={reading.last} /> : <Remembered stack={home?.remembered} />}
        </Box>
      );
    case 'none':
      return <NoStack {...props} context={context} />;
  }
}

/** A deployment whose stack appears in a moment, or which needs the user first. */
function Begun({ busy }: { readonly busy: string }) {
  const inWords = useKeyWords();
  return busy === '' ? (
    <Paragraph>{inWords('The deployment needs you: press i to see why.')}</Paragraph>
  ) : (
    <Waiting key={busy} what={capitalised(busy)} />
  );
}

type SeenProps = Pick<
  StackViewProps,
  'update' | 'learned' | 'focused' | 'onSelect' | 'onOutput' | 'outputsToldBeside' | 'kept'
> &
  Pick<PartProps, 'session'>;

/** Resources first, then as many of the newest events as fit. */
function Live({ taken = 0, session, ...view }: SeenProps & { readonly taken?: number }) {
  const { columns, rows } = useSpace();
  return (
    <Room columns={columns} rows={rows - taken}>
      <WithFailure session={session} {...view} />
    </Room>
  );
}

/** The failure and the key that leads to its remedies, if there is room; then the stack. */
function WithFailure({ session, ...view }: SeenProps) {
  const { columns, rows } = useSpace();
  const { failure, taken } = useBriefFailure(session, view.update.progress);
  return (
    <Box flexDirection="column" flexShrink={0}>
      {failure ? <FailureView failure={failure} /> : null}
      <Room columns={columns} rows={rows - taken}>
        <StackView {...view} eventRows={rows} />
      </Room>
    </Box>
  );
}

interface UnreadableProps extends Omit<SeenProps, 'update'> {
  readonly problem: ProblemText;
  readonly last: FollowUpdate | undefined;
  readonly isFollowed: boolean;
  readonly remembered: HomeData['remembered'];
}

/** Why the stack cannot be read, and the key that helps; then how it was. */
function Unreadable({ problem, last, isFollowed, remembered, ...view }: UnreadableProps) {
  const theme = useTheme();
  const inWords = useKeyWords();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  if (!last)
    return (
      <Box flexDirection="column">
        <Room columns={columns} rows={rows - (remembered ? 1 : 0)}>
          <ProblemView problem={problem} />
        </Room>
        <Remembered stack={remembered} />
      </Box>
    );
  const next = inWords(plainText(problem.next));
  const nextRows = textRows(next, columns - 2).length;
  // The key matters more than the end of a sentence.
  const what = firstRows(plainText(problem.what), columns - 2, Math.max(1, rows - nextRows));
  // Its problem says how it was.
  const isGone = last.progress.outcome === 'deleted';
  const taken = textRows(what, columns - 2).length + nextRows + (isGone ? 0 : 1);
  // Its progress by now is unknown.
  const isStill = (isFollowed || last.progress.outcome !== 'running') && rows - taken >= 3;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Hanging indent={2} mark={<StateMark tone="failed" />}>
        <Paragraph {...theme.bad} indent={2}>
          {what}
        </Paragraph>
      </Hanging>
      <Hanging indent={2} mark={<Text {...theme.accent}>{glyphs.next}</Text>}>
        <Paragraph indent={2}>{next}</Paragraph>
      </Hanging>
      {isGone ? null : <Last update={last} />}
      {isStill ? <Live {...view} update={last} taken={taken} /> : null}
    </Box>
  );
}

/** The stack as last read. */
function Last({ update }: { readonly update: FollowUpdate }) {
  return <Was name={update.progress.stackName} words={lastWords(update, useNow(old, false))} />;
}

/** How a stack was. Where there is little room its name, which is told elsewhere, goes before any word of that. */
function Was({ name, words }: { readonly name: string; readonly words: string }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const width = columns - 2;
  const whole = `${plainText(name)}: ${words}`;
  const shown = columnsOf(whole) <= width ? whole : cutByWords(words, width, glyphs.ellipsis);
  return <Text {...theme.dim} wrap="truncate">{`  ${shown}`}</Text>;
}

/** The stack as an earlier session read it, until this one has. */
function Remembered({
  stack,
  otherwise,
}: {
  readonly stack: HomeData['remembered'];
  /** The text if nothing is remembered. */
  readonly otherwise?: string;
}) {
  const theme = useTheme();
  const now = useNow(old, false);
  if (stack)
    return (
      <Was name={stack.name} words={`as of ${ageWords(stack.at, now)} it was ${stackWords(stack.status)}`} />
    );
  return otherwise === undefined ? null : <Text {...theme.dim} wrap="truncate">{`  ${otherwise}`}</Text>;
}

/** `as of 15:43`, next to the title, once what is shown is older than a minute. */
export function useStackAge(reading: StackReading): string | undefined {
  const readAt = reading.kind === 'known' ? reading.update.readAt : undefined;
  const now = useNow(old, readAt !== undefined);
  return readAt === undefined || now - readAt < old ? undefined : `as of ${ageWords(readAt, now)}`;
}

/** Why nothing is followed, and what to do. */
function NoStack({ context, ...props }: PartProps & { readonly context: SessionContext }) {
  const { home, identityProblem, access, connection } = context;
  if (identityProblem) return <ProblemView problem={inKeys(identityProblem)} />;
  if (connection && connection.kind !== 'ok' && home) return <ConnectionLine connection={connection} />;
  if (!home) return <Waiting what="Reading the project and the profiles" />;
  if (home.unfinished) return <Unfinished entry={home.unfinished} failed={context.initFailed} />;
  const tied = access ? undefined : tiedKeysProblem(home.found);
  if (tied) return <ProblemView problem={inKeys(tied)} />;
  if (home.found.kind === 'none') return <Checklist {...props} />;
  if (!access) return <NoneChosen home={home} />;
  const fault = home.found.kind === 'project' ? home.found.project.faults?.[0] : undefined;
  if (fault) return <ProblemView problem={fault} />;
  // The project is being read again, after a flow has changed it.
  if (home.found.kind === 'project' && home.found.project.stack)
    return <Waiting what="Reading the project and the profiles" />;
  const why = home.found.kind === 'project' ? 'No file of the project names its stack.' : undefined;
  return <Paragraph>{why ?? 'No stack is known.'}</Paragraph>;
}

/** An unfinished `init` of this folder. */
function Unfinished({
  entry,
  failed,
}: {
  readonly entry: InitJournalEntry;
  readonly failed: SessionContext['initFailed'];
}) {
  // As far as this session knows it.
  const known = failed?.stackName === entry.stackName ? failed.words : undefined;
  const theme = useTheme();
  const { columns, rows } = useSpace();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Hanging indent={2} mark={<Text {...theme.warn}>{glyphs.warning}</Text>}>
        <Paragraph indent={2}>
          {known ? `init failed: its stack ${known}.` : 'An earlier init did not finish.'}
        </Paragraph>
      </Hanging>
      <Hanging indent={2} mark={<Text {...theme.accent}>{glyphs.next}</Text>}>
        <Paragraph indent={2}>{inWords('Press i to resume it, clean it up or forget it.')}</Paragraph>
      </Hanging>
      <Box marginTop={1} marginLeft={2}>
        <Room columns={columns - 2} rows={rows}>
          <KeyValue rows={unfinishedFacts(entry, known)} />
        </Room>
      </Box>
    </Box>
  );
}

/** No access is chosen. */
function NoneChosen({ home: { profiles } }: { readonly home: HomeData }) {
  const theme = useTheme();
  const inWords = useKeyWords();
  const usable = countUsable(profiles);
  return (
    <Paragraph {...theme.dim}>
      {inWords(
        usable > 0
          ? `${count(usable, 'profile')}, none chosen: p chooses.`
          : profiles.length > 0
            ? 'No profile here can be used: p shows why, c sets another one up.'
            : 'No AWS access is set up: press c to set it up.',
      )}
    </Paragraph>
  );
}
