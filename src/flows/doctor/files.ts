import { fileCommand } from '../../core/shell.ts';
import { creationFault, type FileFacts, fileFacts } from '../../platform/file-facts.ts';
import type { ExpectedFile } from './paths.ts';
import type { Examined, ExaminedFile, Finding } from './report.ts';
import { shellPath } from './safe-text.ts';
import type { Where } from './where.ts';

/** Checks each file: does it exist, of the right kind, readable, the user's own, and closed to others? */
export async function examineFiles(
  expected: readonly ExpectedFile[],
  where: Where,
): Promise<Examined<readonly ExaminedFile[]>> {
  const looked = await Promise.all(
    expected.map(async (wanted) => ({ wanted, facts: await fileFacts(wanted.path) })),
  );
  const listed = looked.filter(({ wanted, facts }) => facts.kind !== 'missing' || wanted.listedWhenMissing);
  const findings = listed.flatMap(({ wanted, facts }) => [
    ...stateFindings(wanted, facts, where),
    ...guardFindings(wanted, facts, where),
  ]);
  const write = await creationFault(where.stateFolder);
  if (write && !findings.some(({ severity, file }) => severity === 'error' && file === where.stateFolder)) {
    findings.push({
      section: 'files',
      severity: 'error',
      about: where.stateFolder,
      text: `${where.stateFolder} cannot be written, so no init can be started. ${write.folder}: ${write.why}`,
      next: `Make ${write.folder} writable for you, or set AMPLIFY_TUI_HOME to a folder that is.`,
      file: where.stateFolder,
    });
  }
  return { facts: listed.map(({ wanted, facts }) => examined(wanted, facts, where)), findings };
}

function examined({ path, role }: ExpectedFile, facts: FileFacts, where: Where): ExaminedFile {
  return {
    path,
    role,
    kind: facts.kind,
    mode: facts.mode === undefined ? null : facts.mode.toString(8).padStart(3, '0'),
    owner: facts.owner === undefined ? null : ownerWord(facts.owner, where),
    size: facts.size ?? null,
    target: facts.target ?? null,
  };
}

function ownerWord(owner: number, { user }: Where): string {
  if (owner === user) return 'you';
  return owner === 0 ? 'root' : `user ${owner}`;
}

/** Findings about whether a file can be used at all. */
function stateFindings({ path, role, kind }: ExpectedFile, facts: FileFacts, where: Where): Finding[] {
  const broken = (text: string, next: string): Finding[] => [
    { section: 'files', severity: 'error', about: path, text, next, file: path },
  ];
  const word = shellPath(path, where.home);
  if (facts.kind === 'broken link') {
    return broken(
      `${path} is a link to ${facts.target}, which is not there.`,
      `Make the target, or remove the link: ${fileCommand('remove', [word], where.platform)}`,
    );
  }
  if (facts.kind === 'unknown')
    return broken(
      `${path} cannot be looked at. ${facts.fault}`,
      'Check the permissions of the folders above it.',
    );
  if (facts.kind === 'missing') {
    return role === 'home'
      ? broken(
          `The home folder ${path} is not there.`,
          `Set ${where.platform === 'win32' ? 'USERPROFILE' : 'HOME'} to your home folder; the AWS files and the notes of this program are in it.`,
        )
      : [];
  }
  if (facts.kind !== kind) {
    const what = facts.kind === 'folder' ? 'a folder' : facts.kind === 'file' ? 'a file' : 'a device or pipe';
    return broken(
      `${path} is ${what}, and should be a ${kind}.`,
      `Move it away: ${fileCommand('move', [word, shellPath(`${path}.aside`, where.home)], where.platform)}`,
    );
  }
  if (!facts.fault) return [];
  const look = fileCommand('list', [word], where.platform);
  return broken(
    `${path} cannot be read. ${facts.fault}`,
    where.platform === 'win32'
      ? `See whose it is: ${look}, then give yourself the right to read it.`
      : `Make it yours and readable: ${look}, then chmod u+r${kind === 'folder' ? 'wx' : 'w'} ${word}`,
  );
}

/** Findings about what others can read or change, and about another owner. */
function guardFindings({ path, kind, guard, role }: ExpectedFile, facts: FileFacts, where: Where): Finding[] {
  const findings: Finding[] = [];
  const warn = (text: string, next: string) =>
    findings.push({ section: 'files', severity: 'warning', about: path, text, next, file: path });
  if (facts.kind !== kind || facts.mode === undefined || facts.owner === undefined) return findings;
  const word = shellPath(path, where.home);
  const others = facts.mode & 0o077;
  if (guard === 'private' && others !== 0) {
    const verb = (others & 0o022) !== 0 ? 'read or change' : 'read';
    warn(
      `Other users of this machine may be able to ${verb} ${path} (mode ${octal(facts.mode)}).`,
      `chmod ${kind === 'folder' ? '700' : '600'} ${word}`,
    );
  } else if (guard === 'own' && (others & 0o022) !== 0 && role !== 'home') {
    warn(
      `Other users of this machine may be able to change ${path} (mode ${octal(facts.mode)}).`,
      `chmod go-w ${word}`,
    );
  }
  if (where.user !== undefined && where.user !== 0 && facts.owner !== where.user && role !== 'home') {
    warn(
      `${path} belongs to ${ownerWord(facts.owner, where)}, maybe from a command that was run with sudo.`,
      `sudo chown "$(id -un)" ${word}`,
    );
  }
  return findings;
}

function octal(mode: number): string {
  return mode.toString(8).padStart(3, '0');
}
