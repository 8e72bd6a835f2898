import { Box, Text } from 'ink';
import { reachedWords } from '../../../machines/configure/words.ts';
import { count, plainText, timeOfDay } from '../../../src/core/text.ts';
import { keyWords } from '../../../src/flows/configure/key-words.ts';
import { maskedKey } from '../../../src/flows/configure/keys.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { useClock } from '../../widgets/clock.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The wait while this machine is examined. */
export const LookingPane = lookingPane(useConfigure);

/** An unfinished key. */
export function UnfinishedPane({ session, meta }: PaneProps) {
  const { localState, problem } = useConfigure(session);
  const theme = useTheme();
  const note = localState?.unfinished;
  if (!note) return null;
  return (
    <Box flexDirection="column">
      <KeyValue
        rows={[
          { label: 'User', value: plainText(note.userName) },
          { label: 'Account', value: `${note.account} · ${note.region}` },
          { label: 'Profile', value: plainText(note.profile) },
          {
            label: 'Started',
            value: `${new Date(note.startedAt).toDateString()} ${timeOfDay(note.startedAt)}`,
          },
          { label: 'Got as far as', value: reachedWords[note.step] },
        ]}
      />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : meta.busy ? (
          <Waiting what={meta.busy} leave="esc back" />
        ) : (
          <Paragraph {...theme.dim}>
            AWS tells the secret of a key once, so a key that no file holds cannot be used any more. It is
            looked for, and deleted when you say so.
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}

/** Keys that AWS created and nobody can use. */
export function LostPane({ session, meta }: PaneProps) {
  const { lost = [], answers, problem } = useConfigure(session);
  const theme = useTheme();
  const now = useClock()();
  if (meta.busy) return <Waiting what={meta.busy} leave="esc leaves" />;
  return (
    <Box flexDirection="column">
      {lost.length === 0 ? null : (
        <>
          <Paragraph>
            {`The user ${plainText(answers?.userName ?? '')} has ${count(lost.length, 'key')} that no file on this machine holds:`}
          </Paragraph>
          <Box marginTop={1} flexDirection="column">
            {lost.map((key) => (
              <Text key={key.id} wrap="wrap">
                {`  ${maskedKey(plainText(key.id))}   `}
                <Text {...theme.dim}>{keyWords(key, now)}</Text>
              </Text>
            ))}
          </Box>
        </>
      )}
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : (
          <Paragraph {...theme.dim}>
            It was made when the last attempt broke off. Its secret is lost, so deleting it stops nothing.
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
