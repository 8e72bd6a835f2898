import { Box, Text } from 'ink';
import { holderOf } from '../../../machines/configure/answers.ts';
import type { AccessKeyRecord } from '../../../src/aws/iam/access-keys.ts';
import { plainText } from '../../../src/core/text.ts';
import { keyWords } from '../../../src/flows/configure/key-words.ts';
import { maskedKey } from '../../../src/flows/configure/keys.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { useClock } from '../../widgets/clock.tsx';
import { List } from '../../widgets/list.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The keys of the IAM user: there is room for one more, or one has to be removed. */
export function KeysPane({ session, meta }: PaneProps) {
  const { flow, answers, localState, user, problem, chosenKey } = useConfigure(session);
  const theme = useTheme();
  const now = useClock()();
  const { columns } = useSpace();
  const keys = user?.keys ?? [];
  if (meta.busy) return <Waiting what={meta.busy} />;
  const name = plainText(answers?.userName ?? '');
  const choosing = flow.getSnapshot().matches({ keys: 'choosing' });
  const confirming = flow.getSnapshot().matches({ keys: 'confirming' });
  const shown = confirming ? keys.filter(({ id }) => id === chosenKey) : keys;
  return (
    <Box flexDirection="column">
      <Paragraph>
        {confirming
          ? `Whatever still signs with this key of ${name} stops working at once. This cannot be undone.`
          : choosing
            ? `AWS allows ${name} no third key. Delete one that is not used any more.`
            : `${name} is an IAM user of this account. ${keys.length === 0 ? 'Its keys are not known or there are none.' : 'It has:'}`}
      </Paragraph>
      <Box marginTop={1} flexDirection="column">
        {choosing ? (
          <List
            items={keys}
            keyOf={({ id }) => id}
            focused
            rows={2}
            initialKey={chosenKey}
            onHighlight={(key) => key && flow.send({ type: 'CHOOSE_KEY', id: key.id })}
            renderRow={(key, { selected, width }) => (
              <KeyRow
                record={key}
                holder={holderOf(localState, key.id)}
                selected={selected}
                now={now}
                width={width}
              />
            )}
          />
        ) : (
          shown.map((key) => (
            <Box key={key.id} marginLeft={2}>
              <KeyRow record={key} holder={holderOf(localState, key.id)} now={now} width={columns - 2} />
            </Box>
          ))
        )}
      </Box>
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : choosing ? (
          <Paragraph {...theme.dim}>
            {flow.getSnapshot().can({ type: 'DELETE' })
              ? 'Switched off, a key still counts, but you see what stops working before it is gone.'
              : 'You act with this key right now, so it is another one that has to go.'}
          </Paragraph>
        ) : null}
      </Box>
    </Box>
  );
}

interface KeyRowProps {
  readonly record: AccessKeyRecord;
  /** The local profile that has it. */
  readonly holder: string | undefined;
  /** For a row of a list, which has one line; absent for a row that may take several. */
  readonly selected?: boolean;
  readonly now: number;
  /** Columns of the row. */
  readonly width: number;
}

function KeyRow({ record, holder, selected, now, width }: KeyRowProps) {
  const theme = useTheme();
  return (
    <Box width={width} flexShrink={0}>
      <Box width={23} flexShrink={0}>
        <Text {...(selected ? theme.selection : theme.text)}>{maskedKey(plainText(record.id))}</Text>
      </Box>
      <Paragraph {...theme.dim} indent={25} isWhole={selected === undefined}>
        {holder === undefined ? '' : `profile ${plainText(holder)}, `}
        {keyWords(record, now)}
      </Paragraph>
    </Box>
  );
}
