import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import type { SnapshotFrom } from 'xstate';
import { failureOf } from '../../../machines/deployment/failure.ts';
import type { deploymentMachine } from '../../../machines/deployment/machine.ts';
import { leafMeta } from '../../../machines/leaf-meta.ts';
import type { HomeData, SessionContext } from '../../../machines/session/types.ts';
import { isBucketOpen } from '../../../machines/watch/machine.ts';
import { begunWords } from '../../../src/core/delete-command.ts';
import { count, plainText } from '../../../src/core/text.ts';
import type { AccessChoice } from '../../../src/credentials/access.ts';
import { optionIn } from '../../../src/credentials/option-rows.ts';
import { accountOfStack } from '../../../src/flows/configure-project/facts.ts';
import { changesIn } from '../../../src/flows/status/changes.ts';
import { driftOf } from '../../../src/flows/status/drift.ts';
import type { LocalResource } from '../../../src/flows/status/local-changes.ts';
import { layoutLabels, type Project } from '../../../src/project/project.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { textRows } from '../../widgets/text-rows.ts';
import type { PartProps } from './part-props.ts';
import { ProjectTree, projectRows } from './project-rows.tsx';

/** Says that an init or a new environment is unfinished, and which key continues it. */
function unfinishedInit(home: HomeData | undefined): string[] {
  const { unfinished } = home ?? {};
  if (!unfinished) return [];
  const what = unfinished.environment === undefined ? 'An init' : `The environment ${unfinished.environment}`;
  return [`${plainText(what)} was started here and did not finish. i resumes it.`];
}

/** What is wrong with the project, in full, then its facts, as far as they fit. */
export function ProjectLines({ session, host, focused, cursor, onOpen }: PartProps) {
  const { home, folder, problem, init, identity, access, backend, files, watch } = useSelector(
    session,
    (snapshot) => snapshot.context,
  );
  const isOpen = useSelector(watch, (snapshot) => snapshot !== undefined && isBucketOpen(snapshot.context));
  const deployment = init?.getSnapshot().children.deployment?.getSnapshot();
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { columns, rows } = useSpace();
  if (problem) return <ProblemView problem={problem} />;
  const found = home?.found;
  // Once its files exist, the project itself is shown.
  const isThere = deployment?.status === 'active' && deployment.matches('done') && found?.kind === 'project';
  if (deployment?.status === 'active' && !isThere) return <BeingMade deployment={deployment} />;
  if (found?.kind === 'unreadable') return <ProblemView problem={found.problem} />;
  const begun = [
    ...(home?.deletion ? [`${begunWords(home.deletion)} x resumes it.`] : []),
    ...(home?.assumeBegun ? ['assume-role did not finish. a resumes it or cleans up.'] : []),
  ].map(inWords);
  if (found?.kind !== 'project') {
    return <NoProject found={found} begun={begun} folder={folder} host={host} />;
  }
  const { settings, notes, faults = [] } = found.project;
  const drift = driftNow(found.project, { home, identity, access }, isOpen);
  const facts = [
    isThere ? inWords('created; press i to see the files') : '',
    ...factLines(found.project, backend),
  ].filter(Boolean);
  const wrong = [...begun, ...unfinishedInit(home).map(inWords), ...faults.map(({ what }) => what), ...drift];
  // Several have one row each, so that none pushes another one out.
  const isWhole = wrong.length + notes.length <= 1;
  const told = [...wrong.map((sentence) => `  ${sentence}`), ...notes];
  const toldRows = told.reduce(
    (sum, text) => sum + (isWhole ? textRows(inWords(plainText(text)), columns).length : 1),
    0,
  );
  const tree = projectRows(backend, files);
  // With the focus, files take precedence over facts if not both have room.
  const least = focused ? Math.min(tree.length, leastOfTree) : 0;
  const shown = least > 0 ? firstFitting(facts, columns, rows - 2 - toldRows - least) : facts;
  const listRows = rows - 2 - toldRows - rowsOf(shown, columns);
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Text bold wrap="truncate">
        {plainText(settings.name)}
      </Text>
      {wrong.map((sentence) => (
        <Paragraph key={sentence} {...theme.warn} isWhole={isWhole}>
          {`${glyphs.warning} ${inWords(plainText(sentence))}`}
        </Paragraph>
      ))}
      {notes.map((note) => (
        <Paragraph key={note} {...theme.dim} isWhole={isWhole}>
          {inWords(plainText(note))}
        </Paragraph>
      ))}
      {shown.map((line) => (
        <Paragraph key={line} {...theme.dim}>
          {plainText(line)}
        </Paragraph>
      ))}
      {listRows > 1 && tree.length > 0 ? (
        <Box marginTop={1}>
          <ProjectTree tree={tree} rows={listRows} focused={focused} cursor={cursor} onOpen={onOpen} />
        </Box>
      ) : null}
    </Box>
  );
}

/** With fewer rows of the tree, focusing it is not worth it. */
const leastOfTree = 4;

/** The first lines that fit completely into some rows. */
function firstFitting(lines: readonly string[], columns: number, rows: number): readonly string[] {
  const over = lines.findIndex((_, at) => rowsOf(lines.slice(0, at + 1), columns) > rows);
  return lines.slice(0, over < 0 ? lines.length : over);
}

function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + textRows(plainText(line), columns).length, 0);
}

/** How the project and the access of the session disagree. */
function driftNow(
  project: Project,
  { home, identity, access }: Pick<SessionContext, 'home' | 'identity' | 'access'>,
  isOpen: boolean,
): string[] {
  const choice = access?.choice;
  const account = accountOfStack(project.stack);
  const isElsewhere = account !== undefined && identity !== undefined && account !== identity.account;
  return driftOf({
    project,
    // Another account is reported with the stack.
    identity: isElsewhere ? undefined : identity,
    stackThere: undefined,
    profileThere: isOwnThere(project, home),
    usesOwn: choice !== undefined && isOwn(project, choice),
    ...(isOpen ? { keepsPublicOut: false } : {}),
  });
}

/** The facts about a project, one per line; empty when there are none. */
function factLines(
  { settings, layout, environment }: Project,
  backend: readonly LocalResource[] | undefined,
): string[] {
  const { javascript } = settings;
  const changes = changesIn(backend);
  return [
    [settings.app, settings.framework].filter(Boolean).join(' · '),
    javascript
      ? `${javascript.sourceDir} → ${javascript.distributionDir}   ${javascript.buildCommand}`
      : (settings.resDir ?? ''),
    environment === undefined ? layoutLabels[layout] : `environment ${environment}`,
    changes > 0 ? `${count(changes, 'resource')} changed since the last deployment` : '',
  ];
}

type DeploymentSnapshot = SnapshotFrom<typeof deploymentMachine>;

/** A project whose stack is being created: its name, and the key that leads there. */
function BeingMade({ deployment }: { readonly deployment: DeploymentSnapshot }) {
  const theme = useTheme();
  const inWords = useKeyWords();
  const failed = deployment.matches('failed') ? failureOf(deployment.context) : undefined;
  return (
    <Box flexDirection="column">
      <Text bold wrap="truncate">
        {plainText(deployment.context.plan.settings.name)}
      </Text>
      <Text {...theme.dim} wrap="truncate">
        {inWords(
          deployment.matches('done')
            ? 'created; press i to see the files'
            : leafMeta(deployment).busy
              ? 'deploying; press i to watch'
              : failed
                ? 'failed; press i to see why'
                : 'it needs you; press i to see why',
        )}
      </Text>
    </Box>
  );
}

interface NoProjectProps extends Pick<PartProps, 'host'> {
  readonly found: HomeData['found'] | undefined;
  /** What is unfinished here. */
  readonly begun: readonly string[];
  readonly folder: string;
}

/** The folder, and why it is not a project; a space while that is unknown, so that no row moves. */
function NoProject({ found, begun, folder, host }: NoProjectProps) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Box flexDirection="column">
      <Text wrap="truncate-middle">{host.showPath(folder)}</Text>
      {begun.map((sentence) => (
        <Paragraph key={sentence} {...theme.warn}>
          {`${glyphs.warning} ${sentence}`}
        </Paragraph>
      ))}
      <Text {...theme.dim} wrap="truncate">
        {found?.kind === 'nested'
          ? `inside ${host.showPath(found.root)}`
          : found
            ? 'no Amplify project yet'
            : ' '}
      </Text>
    </Box>
  );
}

/** Whether an access is the project's own. */
function isOwn({ access }: Project, choice: AccessChoice): boolean {
  return access?.kind === 'profile' && choice.kind === 'profile' && choice.name === access.name;
}

/** Whether this machine has the profile that the project is tied to. */
function isOwnThere({ access }: Project, home: SessionContext['home']): boolean {
  return (
    access?.kind === 'profile' &&
    optionIn(home?.profiles, { kind: 'profile', name: access.name }) !== undefined
  );
}
