import { Box } from 'ink';
import { optionFor, otherPlace } from '../../../machines/configure-project/setup.ts';
import { plainText } from '../../../src/core/text.ts';
import { elsewhereNext } from '../../../src/flows/configure-project/elsewhere.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { AccessList } from '../access-list.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigureProject } from './use-configure-project.ts';

/** Every access of this machine; AWS identifies the chosen one before the project is tied to it. */
export function AccessPane({ session }: PaneProps) {
  const { flow, context, facts, answers, selected } = useConfigureProject(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (!facts || !answers) return null;
  const preselected = optionFor(context, answers.access)?.choice;
  return (
    <Box flexDirection="column">
      <AccessList
        options={facts.accessOptions}
        initial={preselected}
        onHighlight={(option) => {
          if (option !== selected) flow.send({ type: 'SELECT_ROW', option });
        }}
      />
      <Box marginTop={1}>
        {selected && !selected.usable.ok ? (
          <Paragraph {...theme.bad}>{`${glyphs.failed} ${selected.usable.why}`}</Paragraph>
        ) : (
          <Paragraph {...theme.dim}>
            We check who it is. It must belong to the stack's account and region.
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}

/** Who the chosen access is, or the different places of the access and the stack. */
export function AccountPane({ session, meta }: PaneProps) {
  const { context, problem } = useConfigureProject(session);
  const inWords = useKeyWords();
  const theme = useTheme();
  if (meta.busy) {
    return (
      <Box flexDirection="column">
        <Waiting what={meta.busy} leave="esc back" />
        <ConnectionLine connection={context.connection} />
      </Box>
    );
  }
  if (problem) return <ProblemView problem={problem} />;
  const other = otherPlace(context);
  if (!other) return null;
  const { stack, account, identity } = other;
  const layout = context.facts?.project.layout ?? 'documented';
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={12}
        rows={[
          { label: 'Stack', value: plainText(stack.stackName), cut: 'middle' },
          { label: 'is in', value: `account ${account ?? 'not known'} · ${plainText(stack.region)}` },
          { label: 'You chose', value: plainText(identity.access) },
          {
            label: 'is',
            value: `account ${identity.account} · ${identity.region}`,
            note: identity.accountAlias,
          },
        ]}
      />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          {inWords(
            `The next push with it would look for the stack in the wrong place. ${elsewhereNext(other, layout)}`,
          )}
        </Paragraph>
      </Box>
    </Box>
  );
}
