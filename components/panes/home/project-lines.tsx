import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import { count, plainText } from '../../../src/core/text.ts';
import type { AccessChoice } from '../../../src/credentials/access.ts';
import { accountOfStack } from '../../../src/flows/configure-project/facts.ts';
import { driftOf } from '../../../src/flows/status/drift.ts';
import type { Project } from '../../../src/project/project.ts';
import { inKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import type { PaneProps } from '../pane-props.ts';

/** What is wrong with the project, whole, then what it is, as far as there is room. */
export function ProjectLines({ session, surface }: PaneProps) {
  const {
    home,
    folder,
    problem,
    init,
    identity,
    access,
    backendChanges = 0,
  } = useSelector(session, (snapshot) => snapshot.context);
  const deployment = init?.getSnapshot().children.deployment?.getSnapshot();
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (problem) return <ProblemView problem={problem} />;
  const found = home?.found;
  // Once its files are there the project itself is shown.
  const isThere = deployment?.status === 'active' && deployment.matches('done') && found?.kind === 'project';
  if (deployment?.status === 'active' && !isThere) {
    return (
      <Box flexDirection="column">
        <Text bold wrap="truncate">
          {plainText(deployment.context.plan.settings.name)}
        </Text>
        <Text {...theme.dim} wrap="truncate">
          {deployment.matches('done')
            ? 'created; press i to see the files'
            : leafMeta(deployment).busy
              ? 'being created; press i to watch it'
              : 'it needs you; press i to see why'}
        </Text>
      </Box>
    );
  }
  if (found?.kind === 'unreadable') return <ProblemView problem={found.problem} />;
  if (found?.kind !== 'project') {
    return (
      <Box flexDirection="column">
        <Text wrap="truncate-middle">{surface.showPath(folder)}</Text>
        <Text {...theme.dim} wrap="truncate">
          {found?.kind === 'nested'
            ? `inside ${surface.showPath(found.root)}`
            : found
              ? 'no Amplify project yet'
              : ' '}
        </Text>
      </Box>
    );
  }
  const { settings, layout, environment, notes, faults = [] } = found.project;
  const choice = access?.choice;
  const account = accountOfStack(found.project.stack);
  const isElsewhere = account !== undefined && identity !== undefined && account !== identity.account;
  const drift = driftOf({
    project: found.project,
    // That it is another account's is told with the stack.
    identity: isElsewhere ? undefined : identity,
    stackThere: undefined,
    profileThere: home?.profiles.some((option) => isOwn(found.project, option.choice)) ?? false,
    usesOwn: choice !== undefined && isOwn(found.project, choice),
  });
  const { javascript } = settings;
  const lines = [
    isThere ? 'created; press i to see the files' : '',
    [settings.app, settings.framework].filter(Boolean).join(' · '),
    javascript
      ? `${javascript.sourceDir} → ${javascript.distributionDir}   ${javascript.buildCommand}`
      : (settings.resDir ?? ''),
    [`${layout} layout`, environment && `environment ${environment}`, `editor ${settings.editor}`]
      .filter(Boolean)
      .join(', '),
    backendChanges > 0 ? `${count(backendChanges, 'resource')} changed since the last deployment` : '',
  ];
  const wrong = [...faults.map(({ what }) => what), ...drift];
  // Of several, each has a row: none may push another one out.
  const wrap = wrong.length + notes.length > 1 ? 'truncate' : 'wrap';
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text bold wrap="truncate">
        {plainText(settings.name)}
      </Text>
      {wrong.map((sentence) => (
        <Text key={sentence} {...theme.warn} wrap={wrap}>
          {`${glyphs.warning} ${inKeyWords(plainText(sentence))}`}
        </Text>
      ))}
      {notes.map((note) => (
        <Text key={note} {...theme.dim} wrap={wrap}>
          {inKeyWords(plainText(note))}
        </Text>
      ))}
      {lines.filter(Boolean).map((line) => (
        <Text key={line} {...theme.dim} wrap="truncate">
          {plainText(line)}
        </Text>
      ))}
    </Box>
  );
}

/** Whether an access is the one that the project names. */
function isOwn({ access }: Project, choice: AccessChoice): boolean {
  return access?.kind === 'profile' && choice.kind === 'profile' && choice.name === access.name;
}
