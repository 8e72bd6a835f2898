import { Box, Text } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import type { ConfigurePlan } from '../../../src/flows/configure/plan.ts';
import { keyWarnings, replacedWords } from '../../../src/flows/configure/plan-text.ts';
import type { PlannedProfileFile } from '../../../src/profiles/profile-plan.ts';
import { cloudWords } from '../../frame/cloud-words.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { columnsOf, cutMiddle } from '../../widgets/columns.ts';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { changeMark } from '../../widgets/review-lines.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** Everything that is about to happen; nothing is written before the confirmation here. */
export function ReviewPane({ session, meta }: PaneProps) {
  const { plan, problem } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows, columns } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc back" />;
  if (problem) return <ProblemView problem={problem} />;
  if (!plan) return null;
  const { identity, calls, files } = plan;
  const removed = plan.replaces?.removed ?? [];
  const { detail, left } = detailFor(plan, rows);
  const whole = detail === 'whole';
  const wraps = whole && left >= calls.filter((call) => !fitsBeside(call, columns)).length;
  const air = whole ? 1 : 0;
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={5}
        rows={[
          { label: 'as', value: identity.arn, cut: 'middle' },
          {
            label: 'in',
            value: `account ${identity.account} · ${identity.region} · ${cloudWords(identity.cloud)}`,
            note: identity.accountAlias,
          },
        ]}
      />
      {calls.length > 0 ? (
        <Box marginTop={air} flexDirection="column" flexShrink={0}>
          {whole ? <Text {...theme.title}>IN AWS</Text> : null}
          {calls.map((call) => (
            <CallLine key={call.action} call={call} columns={columns} wraps={wraps} />
          ))}
        </Box>
      ) : null}
      <Box marginTop={air} flexDirection="column" flexShrink={0}>
        <Text wrap="truncate">
          <Text {...theme.title}>PROFILE</Text>
          {` ${plan.profile}${replacedWords(plan)}`}
        </Text>
        {removed.length > 0 ? (
          <Text wrap="truncate" {...theme.warn}>{` ${glyphs.removed} takes out ${removed.join(', ')}`}</Text>
        ) : null}
        {keyWarnings(plan).map((text) => (
          <Paragraph key={text} {...theme.warn}>{` ${glyphs.warning} ${text}`}</Paragraph>
        ))}
        {files.length === 0 ? <Text {...theme.dim}> Both files already say this.</Text> : null}
        {files.map((file) => (
          <FileChange key={file.path} file={file} detail={detail} />
        ))}
      </Box>
    </Box>
  );
}

type Call = ConfigurePlan['calls'][number];

/** Columns of a call's name, including its mark. */
const actionWidth = 21;
/** The gap between a call's target and its purpose. */
const purposeGap = 3;

/** Whether a call's purpose fits next to its target. */
function fitsBeside({ target, purpose }: Call, columns: number): boolean {
  return actionWidth + columnsOf(plainText(target)) + purposeGap + columnsOf(purpose) <= columns;
}

interface CallLineProps {
  readonly call: Call;
  readonly columns: number;
  /** Whether there is a row for a purpose that does not fit. */
  readonly wraps: boolean;
}

/** A call to AWS: its target and its purpose. */
function CallLine({ call, columns, wraps }: CallLineProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { action, target, purpose } = call;
  const fits = fitsBeside(call, columns);
  const isBelow = wraps && !fits;
  return (
    <>
      <Box height={1} overflow="hidden">
        <Box width={actionWidth} flexShrink={0}>
          <Text {...theme.good}>{` ${glyphs.added} `}</Text>
          <Text>{action}</Text>
        </Box>
        <Box flexShrink={0}>
          <Text>{cutMiddle(plainText(target), Math.max(20, columns - actionWidth - 1))}</Text>
        </Box>
        <Box marginLeft={purposeGap} flexShrink={1} minWidth={0}>
          <Text {...theme.dim} wrap="truncate">
            {fits || (columns > 80 && !isBelow) ? purpose : ''}
          </Text>
        </Box>
      </Box>
      {isBelow ? (
        <Box height={1} marginLeft={actionWidth}>
          <Text {...theme.dim} wrap="truncate">
            {purpose}
          </Text>
        </Box>
      ) : null}
    </>
  );
}

/** How much of the files is shown: changes with context, only changed lines, or their number. */
type Detail = 'whole' | 'changes' | 'numbers';

/** The most that fits, so that no change is cut off; and the rows left over. */
function detailFor(plan: ConfigurePlan, rows: number): { readonly detail: Detail; readonly left: number } {
  const { calls, files, replaces } = plan;
  const takenOut = replaces && replaces.removed.length > 0 ? 1 : 0;
  const head = 3 + calls.length + takenOut + 2 * keyWarnings(plan).length;
  const wrapped = files.reduce((sum, { warnings }) => sum + 2 * warnings.length, 0);
  const lines = files.reduce((sum, { diff }) => sum + 1 + diff.length, 0);
  const changed = files.reduce((sum, { diff }) => sum + 1 + changedLines(diff).length, 0);
  const left = rows - (head + 4 + wrapped + lines);
  if (left >= 0) return { detail: 'whole', left };
  return { detail: head + wrapped + changed <= rows ? 'changes' : 'numbers', left: 0 };
}

function changedLines(diff: PlannedProfileFile['diff']) {
  return diff.filter(({ kind, text }) => (kind === 'add' || kind === 'remove') && text !== '');
}

interface FileChangeProps {
  readonly file: PlannedProfileFile;
  readonly detail: Detail;
}

/** One file: removed and added lines, secrets masked. */
function FileChange({ file, detail }: FileChangeProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const changed = changedLines(file.diff);
  const lines = { whole: file.diff, changes: changed, numbers: [] }[detail];
  const numbers = [
    [glyphs.added, changed.filter(({ kind }) => kind === 'add').length],
    [glyphs.removed, changed.filter(({ kind }) => kind === 'remove').length],
  ] as const;
  const marks = {
    add: [glyphs.added, theme.good],
    remove: [glyphs.removed, theme.bad],
    same: [' ', theme.dim],
    gap: [' ', theme.dim],
  } as const;
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text wrap="truncate-middle">
        <Text {...theme.good}>{` ${changeMark(file.change, glyphs)} `}</Text>
        {file.label}
        <Text {...theme.dim}>
          {file.change === 'create' ? '   new' : ''}
          {detail === 'numbers' ? `   ${numberWords(numbers)}` : ''}
        </Text>
      </Text>
      {lines.map((line) => {
        const [mark, style] = marks[line.kind];
        return (
          <Text key={`${line.kind} ${line.line}`} wrap="truncate" {...style}>
            {`   ${mark} ${line.kind === 'gap' ? glyphs.ellipsis : line.text}`}
          </Text>
        );
      })}
      {(detail === 'numbers' ? [] : file.warnings).map((warning) => (
        <Box key={warning} marginLeft={3}>
          <Paragraph indent={3} {...theme.warn}>{`${glyphs.warning} ${warning}`}</Paragraph>
        </Box>
      ))}
    </Box>
  );
}

function numberWords(numbers: readonly (readonly [string, number])[]): string {
  const parts = numbers.filter(([, n]) => n > 0).map(([mark, n]) => `${mark}${n}`);
  return `${parts.join(' ')} lines, d shows them`;
}
