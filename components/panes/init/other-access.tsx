import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { useMemo } from 'react';
import { readOnlyWords } from '../../../machines/commands.ts';
import type { ProblemText } from '../../../src/core/problem.ts';
import type { Rows } from '../../../src/core/rows.ts';
import { plainText } from '../../../src/core/text.ts';
import type { AccessChoice } from '../../../src/credentials/access.ts';
import type { AccessOption } from '../../../src/credentials/access-option.ts';
import { usableIn } from '../../../src/credentials/option-rows.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { FilterList } from '../../widgets/filter-list.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { AccessRow, accessKey, accessText } from '../access-row.tsx';
import { deploymentOf, initOf, type PaneProps } from '../pane-props.ts';

/** The choice of another profile to continue with; it has to be of the same account. */
export function OtherAccessPane(props: PaneProps) {
  const { deployment } = initOf(props.session).getSnapshot().children;
  return deployment ? <OfDeployment {...props} /> : <OfUnfinished {...props} />;
}

/** The other profile works, the confirmed one was denied: asks which one the project's files are to name. */
export function FilesAccessPane({ session }: PaneProps) {
  const { plan, other } = useSelector(deploymentOf(session), ({ context }) => context);
  const theme = useTheme();
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={14}
        rows={[
          { label: 'Continues with', value: plainText(other?.access ?? '') },
          { label: 'Confirmed', value: plainText(plan.identity.access), note: 'was denied' },
        ]}
      />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          The Amplify CLI works with the profile that the files name. Both are of the stack's account.
        </Paragraph>
      </Box>
    </Box>
  );
}

function OfDeployment({ session, meta }: PaneProps) {
  const deployment = deploymentOf(session);
  const { plan, accessOptions, problem, connection, denied } = useSelector(
    deployment,
    ({ context }) => context,
  );
  if (meta.busy) {
    return (
      <Box flexDirection="column">
        <Waiting what={meta.busy} leave="esc back" />
        <ConnectionLine connection={connection} />
      </Box>
    );
  }
  return (
    <Picker
      account={plan.identity.account}
      files={
        denied
          ? 'Which profile the files of the project get is asked next.'
          : 'The files of the project keep the profile that you confirmed.'
      }
      options={accessOptions ?? []}
      problem={problem}
      isReadOnly={session.getSnapshot().context.readOnly === true}
      onChoose={(choice) => deployment.send({ type: 'TAKE_ACCESS', choice })}
    />
  );
}

function OfUnfinished({ session }: PaneProps) {
  const init = initOf(session);
  const { localState, problem } = useSelector(init, ({ context }) => context);
  return (
    <Picker
      account={localState?.unfinished?.account ?? ''}
      files="The files of the project keep the profile that you confirmed."
      options={localState?.accessOptions ?? []}
      problem={problem}
      isReadOnly={session.getSnapshot().context.readOnly === true}
      onChoose={(choice) => init.send({ type: 'TAKE_ACCESS', choice })}
    />
  );
}

interface PickerProps {
  readonly account: string;
  /** Which profile the project's files will name, in a sentence. */
  readonly files: string;
  readonly options: Rows<AccessOption>;
  readonly problem: ProblemText | undefined;
  /** Whether the session is read-only: continuing would change something immediately, without a review. */
  readonly isReadOnly: boolean;
  readonly onChoose: (choice: AccessChoice) => void;
}

function Picker({ account, files, options, problem, isReadOnly, onChoose }: PickerProps) {
  const theme = useTheme();
  const space = useSpace();
  const usable = useMemo(() => usableIn(options), [options]);
  const rows = Math.max(3, Math.min(usable.length + 2, space.rows - (problem ? 7 : 3)));
  return (
    <Box flexDirection="column">
      <FilterList
        items={usable}
        keyOf={accessKey}
        textOf={accessText}
        renderRow={(option, row) => <AccessRow option={option} width={row.width} selected={row.selected} />}
        focused
        rows={rows}
        onSubmit={(option) => onChoose(option.choice)}
        submitLabel={isReadOnly ? 'continue with it (read-only)' : 'continue with it'}
        submitOff={isReadOnly ? readOnlyWords : undefined}
        noun="profiles"
        empty={<Text {...theme.dim}> No other profile can be used.</Text>}
      />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : (
          <Paragraph {...theme.dim}>{`It must belong to account ${account}. ${files}`}</Paragraph>
        )}
      </Box>
    </Box>
  );
}
