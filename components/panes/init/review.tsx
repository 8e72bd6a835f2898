import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { lineDiff } from '../../../src/core/line-diff.ts';
import type { PlannedFile } from '../../../src/core/plan.ts';
import { plainText } from '../../../src/core/text.ts';
import type { InitPlan } from '../../../src/flows/init/init-plan.ts';
import { currentFolder } from '../../../src/project/layouts/file-names.ts';
import { cloudWords } from '../../frame/cloud-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../../widgets/columns.ts';
import { FileBrowser, hasRoomToBrowse, type ReviewFile } from '../../widgets/file-browser.tsx';
import { fileRows } from '../../widgets/file-rows.ts';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { changeMark, diffLines, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';

/** The documented layout has only this many files, including .gitignore, so each is shown even if there is little room. */
const documentedCount = 6;

/** Everything that is about to happen; nothing is written before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { plan, problem, note } = useSelector(initOf(session), (snapshot) => snapshot.context);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { rows, columns } = useSpace();
  if (!plan)
    return problem ? (
      <ProblemView problem={problem} />
    ) : (
      <Waiting what={meta.busy ?? meta.title} leave="esc back" />
    );
  const labels = plan.files.map(({ label }) => label);
  const others = plan.notes.length * 2 + (plan.current ? 1 : 0);
  const shown = fileRows(labels, Math.max(documentedCount, rows - 6 - plan.resources.length - others));
  // Without room for headings, each line is still shown: who, what in AWS, which files.
  const compact = rows < 6 + plan.resources.length + shown.length + others;
  const updated = new Set(plan.files.filter(({ change }) => change === 'update').map(({ label }) => label));
  const air = compact ? 0 : 1;
  if (compact && problem) return <ProblemView problem={problem} />;
  const left = rows - 6 - plan.resources.length - others - (problem ? 5 : note ? 2 : 0);
  const hasBrowser = hasRoomToBrowse(columns, left);
  // With room for the files beside their contents, they leave enough for names and notes in full.
  const whole = hasBrowser ? rowsInFull(plan, columns) : 0;
  const spare = hasBrowser && hasRoomToBrowse(columns, left - whole) ? whole : 0;
  if (compact && plan.notes.length > 0)
    return <ReviewList lines={inLines(plan, glyphs, inWords)} rows={rows} />;
  return (
    <Box flexDirection="column">
      <Who plan={plan} />
      <Box marginTop={air} flexDirection="column" flexShrink={0}>
        <Resources
          plan={plan}
          titled={!compact}
          spare={compact ? 0 : hasBrowser ? spare : left - shown.length}
        />
      </Box>
      <Box marginTop={air} flexDirection="column" flexShrink={0}>
        {compact ? null : <Text {...theme.title}>ON DISK</Text>}
        {plan.current ? (
          <Text wrap="truncate-middle">
            <Text {...theme.good}>{` ${glyphs.changed} `}</Text>
            {`${currentFolder}/`}
            <Text {...theme.dim}>{'   as nothing is deployed yet'}</Text>
          </Text>
        ) : null}
        {hasBrowser ? (
          <FileBrowser files={plan.files.map((file) => browsed(file, glyphs))} rows={left - spare} />
        ) : (
          shown.map(({ label, count }) => (
            <Text key={label} wrap="truncate-middle">
              <Text {...theme.good}>{` ${updated.has(label) ? glyphs.changed : glyphs.added} `}</Text>
              {label}
              {count > 1 ? <Text {...theme.dim}>{`   ${count} files`}</Text> : null}
            </Text>
          ))
        )}
      </Box>
      {plan.notes.map((text) => (
        <Paragraph key={text} {...theme.warn} isWhole={!compact}>
          {`${glyphs.warning} ${inWords(text)}`}
        </Paragraph>
      ))}
      {(problem || note) && !compact ? (
        <Box marginTop={1} flexShrink={0}>
          {problem ? (
            <ProblemView problem={problem} />
          ) : (
            <Text {...theme.good}>{`${glyphs.done} ${note}`}</Text>
          )}
        </Box>
      ) : null}
    </Box>
  );
}

/** As whom and where. */
function Who({ plan }: { readonly plan: InitPlan }) {
  return (
    <KeyValue
      labelWidth={5}
      rows={[
        { label: 'as', value: plan.identity.arn, cut: 'middle' },
        {
          label: 'in',
          value: placeOf(plan),
          note: plan.identity.accountAlias,
        },
      ]}
    />
  );
}

const placeOf = ({ identity }: InitPlan) =>
  `account ${identity.account} · ${identity.region} · ${cloudWords(identity.cloud)}`;

/** Everything as a list, for screens that are too small to show it at once: what to know comes first. */
function inLines(plan: InitPlan, glyphs: Glyphs, inWords: (text: string) => string): ReviewLine[] {
  const { identity, notes, resources, current, files } = plan;
  const alias = identity.accountAlias === undefined ? '' : `   ${plainText(identity.accountAlias)}`;
  return [
    { text: `in   ${placeOf(plan)}${alias}`, style: 'text' },
    { text: `as   ${plainText(identity.arn)}`, style: 'text' },
    ...notes.map((text): ReviewLine => ({ text: `${glyphs.warning} ${inWords(text)}`, style: 'warn' })),
    ...resources.map(({ kind, name, note }): ReviewLine => {
      return { text: ` ${glyphs.added} ${kind} ${name}   ${note}`, style: 'text' };
    }),
    ...(current
      ? [
          {
            text: ` ${glyphs.changed} ${currentFolder}/   as nothing is deployed yet`,
            style: 'text' as const,
          },
        ]
      : []),
    ...files.map(({ label, change }): ReviewLine => {
      return { text: ` ${changeMark(change, glyphs)} ${plainText(label)}`, style: 'good' };
    }),
  ];
}

/** The contents of a new file, or the changes of another. */
function browsed({ label, change, before, contents }: PlannedFile, glyphs: Glyphs): ReviewFile {
  if (before !== undefined) return { label, change, lines: diffLines(lineDiff(before, contents), glyphs) };
  const rows = contents.trimEnd().split('\n');
  return { label, change, lines: rows.map((text) => ({ text: plainText(text), style: 'dim' })) };
}

interface ResourcesProps {
  readonly plan: InitPlan;
  readonly titled: boolean;
  /** Rows that nothing else needs. */
  readonly spare: number;
}

/** Columns of the mark and the kind of a resource. */
const kindWidth = 11;
/** Columns between a name and its note. */
const noteGap = 3;

/** A name cut in the middle; of `x-authRole, …-unauthRole` the first name loses its beginning instead, as the second has. */
function cutName(name: string, width: number): string {
  return cutMiddle(name.replace(/^[^,]*(-\w+, …)/, '…$1'), width);
}

/** Columns of a name with its note. */
const noteRoom = (columns: number) => Math.max(20, columns - kindWidth - 1);

const fits = (name: string, note: string, room: number) =>
  columnsOf(name) + noteGap + columnsOf(note) <= room;

/** Rows beyond one each that the resources take with names and notes in full. */
function rowsInFull(plan: InitPlan, columns: number): number {
  const room = noteRoom(columns);
  return plan.resources.reduce(
    (sum, { name, note }) =>
      sum + (fits(name, note, room) ? 0 : textRows(name, room).length + textRows(note, room).length - 1),
    0,
  );
}

/** What is created in AWS, one per row; with spare rows, names are shown in full and long notes below them. */
function Resources({ plan, titled, spare }: ResourcesProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns } = useSpace();
  const room = noteRoom(columns);
  const isWhole = rowsInFull(plan, columns) <= spare;
  return (
    <>
      {titled ? (
        <Text>
          <Text {...theme.title}>IN AWS</Text>
          <Text {...theme.dim}>{'   an empty backend costs nothing by itself'}</Text>
        </Text>
      ) : null}
      {plan.resources.map(({ kind, name, note }) => (
        <Box key={`${kind} ${name}`} {...(isWhole ? {} : { height: 1 })} overflow="hidden">
          <Box width={kindWidth} flexShrink={0}>
            <Text {...theme.good}>{` ${glyphs.added} `}</Text>
            <Text>{kind}</Text>
          </Box>
          {isWhole && !fits(name, note, room) ? (
            <Box flexDirection="column" width={room} flexShrink={0}>
              <Text>{textRows(name, room).join('\n')}</Text>
              <Text {...theme.dim}>{textRows(note, room).join('\n')}</Text>
            </Box>
          ) : (
            <>
              <Box flexShrink={0}>
                <Text wrap="truncate">
                  {fits(name, note, room) ? name : cutName(name, Math.floor(room * 0.6))}
                </Text>
              </Box>
              <Box marginLeft={noteGap} flexShrink={1} minWidth={0}>
                <Text {...theme.dim} wrap="truncate">
                  {note}
                </Text>
              </Box>
            </>
          )}
        </Box>
      ))}
    </>
  );
}
