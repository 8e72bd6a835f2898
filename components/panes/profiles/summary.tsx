import { Box, Text } from 'ink';
import type { StateMeta } from '../../../machines/meta.ts';
import { chosenSession } from '../../../machines/profiles/chosen.ts';
import type { ProfilesContext } from '../../../machines/profiles/types.ts';
import type { Identity } from '../../../src/core/plan.ts';
import { capitalised, count, duration, plainText } from '../../../src/core/text.ts';
import { choiceKey } from '../../../src/credentials/access.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView, problemRows } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { DetailRow, labelWidthOf, useDetailLines, wrapped } from './details.tsx';
import type { DetailLine } from './lines.ts';

interface ProfileSummaryProps {
  readonly context: ProfilesContext;
  readonly host: PaneProps['host'];
  readonly meta: StateMeta;
}

/** The chosen profile next to or below the list: the latest result, faults, what the files say. */
export function ProfileSummary({ context, host, meta }: ProfileSummaryProps) {
  const { chosen, confirmation, problem, tests } = context;
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { columns, rows } = useSpace();
  const whole = useDetailLines(context, host);
  const session = chosenSession(context);
  const now = useNow(1000, session !== undefined);
  if (!chosen) return null;
  const labelWidth = labelWidthOf(whole, columns);
  const tested = tests.get(choiceKey(chosen.choice));
  const failed = problem ?? (tested?.kind === 'fails' ? tested.problem : undefined);
  const works = tested?.kind === 'works' && !problem ? tested.identity : undefined;
  const told = confirmation ? `${glyphs.done} ${confirmation}` : '';
  const news = meta.busy ? 1 : told === '' ? 0 : textRows(told, columns).length;
  const taken = 1 + news + (session ? 1 : 0) + (failed ? problemRows(failed, columns) : 0) + (works ? 3 : 0);
  const room = Math.max(0, rows - taken);
  const all = whole.flatMap((line, index) => wrapped(brief(line), columns, labelWidth, index));
  // Sentences continue in the next row; if not everything fits, values are cut, and shown in full in the details.
  const lines =
    all.length <= room
      ? all
      : whole.flatMap((line, index) =>
          line.sentence
            ? wrapped(brief(line), columns, labelWidth, index)
            : [{ key: String(index), line: brief(line) }],
        );
  const shown = lines.length > room ? lines.slice(0, Math.max(0, room - 1)) : lines;
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text bold>{chosen.label}</Text>
        <Text {...theme.dim}>{`   ${chosen.kind}${chosen.account ? `   ${chosen.account}` : ''}`}</Text>
      </Text>
      {meta.busy ? <Waiting what={capitalised(meta.busy)} /> : null}
      {!meta.busy && told !== '' ? <Paragraph {...theme.good}>{told}</Paragraph> : null}
      {session ? (
        <Text {...theme.dim} wrap="truncate">{`Session  ${duration(session.expiresAt - now)} left`}</Text>
      ) : null}
      {works ? <Works identity={works} /> : null}
      {failed ? <ProblemView problem={failed} /> : null}
      {shown.map(({ key, line }) => (
        <DetailRow key={key} line={line} width={columns} labelWidth={labelWidth} />
      ))}
      {shown.length < lines.length && room > 0 ? (
        <Text {...theme.dim} wrap="truncate">
          {`${count(lines.length - shown.length, 'more line')}: d shows all`}
        </Text>
      ) : null}
    </Box>
  );
}

/** Shortened to the file's name and fewer asterisks, because there is little room next to a list. */
function brief({ place, value, ...line }: DetailLine): DetailLine {
  const short = place?.replace(/^.*\/(?=[^/]*:\d+$)/, '');
  return { ...line, value: value.replace(/^\*{16}/, '****'), ...(short ? { place: short } : {}) };
}

/** Who it is according to AWS. */
function Works({ identity }: { readonly identity: Identity }) {
  const { account, accountAlias, arn, region } = identity;
  return (
    <KeyValue
      labelWidth={10}
      rows={[
        { label: 'Works as', value: plainText(arn), cut: 'middle' },
        { label: 'Account', value: account, note: accountAlias },
        { label: 'Region', value: region },
      ]}
    />
  );
}
