import { dirname, join } from 'node:path';
import { fileCommand } from '../../core/shell.ts';
import { isAlive } from '../../platform/alive.ts';
import { linkTarget, listFolder } from '../../platform/files.ts';
import { leftOverLocks } from '../../platform/lock.ts';
import { leftOversIn } from '../../platform/replace-file.ts';
import { temporariesBeside } from '../../platform/replace-files.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import { currentFolder, projectPath } from '../../project/layouts/file-names.ts';
import { projectLeftOvers } from '../../project/left-overs.ts';
import type { FoundProject } from '../../project/project.ts';
import { leftOverClaim } from '../../state/folder-claim.ts';
import type { Finding } from './report.ts';
import { shellPath } from './safe-text.ts';
import type { Where } from './where.ts';

/** What killed programs left: in the project, beside the AWS files, in our own folders. */
export async function leftOverFindings(
  where: Where,
  { files }: ProfileList,
  found: FoundProject,
): Promise<readonly Finding[]> {
  const targets = await Promise.all(
    [files.config, files.credentials].map((path) => linkTarget(path).catch(() => path)),
  );
  const aws = [...new Set(targets.map((path) => dirname(path)))];
  const state = where.stateFolder;
  const journal = join(state, 'journal');
  const own = [
    state,
    join(state, 'log'),
    join(state, 'backups'),
    join(state, 'changes'),
    journal,
    join(journal, 'configure'),
    join(journal, 'assume-role'),
    join(journal, 'delete'),
    join(where.home, '.amplify', 'awscloudformation'),
  ];
  const root = found.kind === 'none' ? undefined : found.kind === 'project' ? found.project.root : found.root;
  const inProject = root === undefined ? [] : await projectLeftOvers(root);
  const copies = join(state, 'exec');
  const claimed = root ?? where.folder;
  const claim = await leftOverClaim(claimed);
  const [temporaries, unfinished, locks, runs] = await Promise.all([
    Promise.all(targets.map(temporariesBeside)),
    Promise.all(own.map(leftOversIn)),
    Promise.all([...aws, ...own, claimed].map(leftOverLocks)),
    listFolder(copies).catch(() => []),
  ]);
  const put = root === undefined ? undefined : `${projectPath(root, currentFolder)}.old`;
  return [
    ...[...temporaries.flat(), ...unfinished.flat()].map((path) =>
      finding(where, path, 'It may hold secrets; the next write beside it removes it, too.'),
    ),
    ...locks.flat().map((path) => finding(where, path, 'The next write beside it takes it away, too.')),
    // Each folder is named after its process.
    ...runs
      .filter((name) => !isAlive(Number(name)))
      .map((name) =>
        finding(
          where,
          join(copies, name),
          'It may hold keys; the next `exec` of the Amplify CLI removes it, too.',
        ),
      ),
    ...(claim === undefined ? [] : [finding(where, claim, 'The next `init` here removes it, too.')]),
    ...inProject.map((path) =>
      path === put
        ? setAside(where, path)
        : finding(where, path, 'The next command that writes in the project removes it, too.'),
    ),
  ];
}

function finding(where: Where, path: string, otherwise: string): Finding {
  return {
    section: 'unfinished',
    severity: 'warning',
    about: path,
    text: `${path} was left by a run that was cut off.`,
    next: `${fileCommand('remove all', [shellPath(path, where.home)], where.platform)}   ${otherwise}`,
    file: path,
  };
}

/** The finding for the previous deployment that an interrupted change of environments set aside. */
function setAside(where: Where, path: string): Finding {
  return {
    ...finding(where, path, ''),
    text: `${path} was set aside by a change of environments that was cut off.`,
    next: 'Run `amplify-tui env use NAME` with the environment that you want to work with: it ends the change.',
  };
}
