import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import { existingWords } from '../../../machines/init/steps.ts';
import { plainText } from '../../../src/core/text.ts';
import { layoutLabels } from '../../../src/project/project.ts';
import { useKeyWords } from '../../key-words.ts';
import { useTheme } from '../../theme/theme-context.tsx';
import { ConnectionLine } from '../../widgets/connection-line.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { initOf, type PaneProps } from '../pane-props.ts';
import { unfinishedFacts } from '../unfinished-facts.ts';

/** The wait while the folder and this machine are examined. */
export function LookingPane({ meta }: PaneProps) {
  return <Waiting what={meta.busy ?? meta.title} leave="esc leaves" />;
}

/** An existing project: it can be opened, and is never overwritten. */
export function ExistingPane({ session, host }: PaneProps) {
  const { localState } = useSelector(initOf(session), (snapshot) => snapshot.context);
  const theme = useTheme();
  if (localState?.found.kind !== 'project') return null;
  const { project } = localState.found;
  return (
    <Box flexDirection="column">
      <KeyValue
        rows={[
          { label: 'Project', value: plainText(project.settings.name) },
          { label: 'Folder', value: host.showPath(project.root), cut: 'middle' },
          { label: 'Layout', value: layoutLabels[project.layout] },
          ...(project.stack ? [{ label: 'Stack', value: project.stack.stackName }] : []),
        ]}
      />
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>{existingWords(localState)}</Paragraph>
      </Box>
    </Box>
  );
}

/** A folder inside a project cannot be another one. */
export function NestedPane({ session, host }: PaneProps) {
  const { localState, folder } = useSelector(initOf(session), (snapshot) => snapshot.context);
  if (localState?.found.kind !== 'nested') return null;
  return (
    <ProblemView
      problem={{
        code: 'PROJECT_NESTED',
        what: `${host.showPath(folder)} is inside another Amplify project.`,
        why: `The outer project is ${host.showPath(localState.found.root)}; tools would mix the two up.`,
        next: 'Leave, and start again in that folder or outside of it.',
      }}
    />
  );
}

/** Existing files that cannot be read. */
export function UnreadablePane({ session }: PaneProps) {
  const { problem } = useSelector(initOf(session), (snapshot) => snapshot.context);
  return problem ? <ProblemView problem={problem} /> : null;
}

/** An unfinished `init` of this folder. */
export function UnfinishedPane({ session, meta }: PaneProps) {
  const state = useSelector(initOf(session), (snapshot) => snapshot);
  const { localState, problem, connection } = state.context;
  const place = unfinishedPlaces.find((unfinished) => state.matches({ unfinished }));
  const theme = useTheme();
  const inWords = useKeyWords();
  const entry = localState?.unfinished;
  if (!entry) return null;
  const more = localState.moreUnfinished ?? [];
  return (
    <Box flexDirection="column">
      <KeyValue
        rows={[
          ...unfinishedFacts(entry),
          ...(more.length > 0 ? [{ label: 'Then', value: `${more.join(', ')}: not finished either` }] : []),
        ]}
      />
      <Box marginTop={1}>
        {problem ? (
          <ProblemView problem={problem} />
        ) : meta.busy ? (
          <Box flexDirection="column">
            <Waiting what={meta.busy} leave="esc back" />
            <ConnectionLine connection={connection} />
          </Box>
        ) : (
          <Paragraph {...(place === 'sure' || place === 'sureToDelete' ? theme.warn : theme.dim)}>
            {inWords(unfinishedWords(place, plainText(entry.stackName)))}
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}

/** The states with another text than that it can be continued. */
const unfinishedPlaces = ['sure', 'sureToDelete', 'askingCleanUp'] as const;

function unfinishedWords(place: (typeof unfinishedPlaces)[number] | undefined, stackName: string): string {
  if (place === 'sureToDelete')
    return `Deletes the stack ${stackName} with all that it has made, then the note of it. Its deployment bucket is deleted only after a question.`;
  if (place === 'sure')
    return `Press f again to remove the note of it. The stack ${stackName} stays in AWS, if it is there.`;
  if (place === 'askingCleanUp') return 'Its deployment bucket is deleted only after a question.';
  return 'Resuming uses the same stack. No second one is created.';
}
