import { asProblem } from '../../core/problem.ts';
import { wantsInstance } from '../../credentials/choice.ts';
import type { ProfileList } from '../../profiles/profile.ts';
import { readProfiles } from '../../profiles/store.ts';
import { type NewestVersion, readNewestVersion } from '../../state/newest-version.ts';
import { notedName, type ReadSettings, readSettings, settingsFile } from '../../state/settings.ts';
import { choiceInput, examineAccess, problemFinding } from './access.ts';
import { type AskBucket, bucketFindings } from './bucket.ts';
import { type AskIdentity, askCloud, notAsked } from './cloud.ts';
import { examineFiles } from './files.ts';
import { leftOverFindings } from './left-overs.ts';
import { expectedFiles } from './paths.ts';
import { examineProfiles } from './profiles.ts';
import { examineNewest, examineProgram } from './program.ts';
import { examineProject, projectHere } from './project.ts';
import { type DoctorReport, type Examined, type Finding, type Section, sections } from './report.ts';
import { safeReport } from './safe-text.ts';
import { examineTerminal, type Streams } from './terminal.ts';
import { examineUnfinished, type Journals } from './unfinished.ts';
import type { Where } from './where.ts';

/** What an examination needs from the layers above. */
export interface Tools extends Journals {
  readonly streams: Streams;
  readonly logFile: string;
  /** Absent: the cloud is not called (`--offline`). */
  readonly askIdentity?: AskIdentity;
  /** How much longer than usual to wait for the cloud, milliseconds; 0 if absent. */
  readonly patience?: number;
  /** Whether a bucket blocks public access; undefined if AWS does not say. Absent: not checked. */
  readonly keepsPublicOut?: AskBucket;
  /** What is wrong with the lines of `[keys]`, a sentence each; the commands are known in the layers above. */
  readonly keyFindings?: (lines: ReadSettings['keyLines'], file: string) => Promise<readonly string[]>;
  /** Looks up the newest version and saves it (`--updates`); absent: the saved one is reported. */
  readonly askNewest?: () => Promise<AskedNewest>;
  /** Finds out whether this is an EC2 instance with a role; absent: not checked. */
  readonly lookForInstance?: (env: NodeJS.ProcessEnv, list: ProfileList) => Promise<void>;
}

/** The result of looking up the newest version, and what went wrong. */
export interface AskedNewest {
  readonly newest?: NewestVersion;
  readonly findings: readonly Finding[];
}

/**
 * Examines everything that decides whether the program can work here. Writes nothing, runs no credential_process, and
 * asks the cloud only for its time, the owner of the keys, and whether the project's bucket blocks public access. Never
 * throws: what cannot be examined is a finding.
 */
export async function examine(where: Where, tools: Tools): Promise<DoctorReport> {
  const askedNewest = tools.askNewest?.();
  const list = readProfiles(where.env);
  const [projects, { findings: leftOut, ...settings }] = await Promise.all([
    projectHere(where.folder),
    readSettings(where.stateFolder),
  ]);
  const expected = await expectedFiles(where, list, projects.outer ?? projects.here);
  const program = examineProgram(where);
  const terminal = examineTerminal(where.env, tools.streams);
  const files = await examineFiles(expected, where);
  const profiles = examineProfiles(list, where);
  const folderProfile = settings.folderProfiles[await notedName(settings.folderProfiles, where.folder)];
  const input = choiceInput(where, list, projects.here, folderProfile);
  if (wantsInstance(input)) await tools.lookForInstance?.(where.env, list);
  const { access, cloud, chosen } = examineAccess(where, input, projects.here);
  const project = examineProject(where, projects);
  const unfinished = await examineUnfinished(tools, where).catch((thrown: unknown) => ({
    facts: [],
    findings: [problemFinding('unfinished', asProblem(thrown))],
  }));
  const badKeys = (await tools.keyFindings?.(settings.keyLines, settingsFile(where.stateFolder))) ?? [];
  const leftOvers = await leftOverFindings(where, list, projects.outer ?? projects.here);
  const badEndpoint = cloud.findings.length > 0;
  const asked =
    tools.askIdentity && !badEndpoint
      ? await askCloud(chosen, tools.askIdentity, where.now, tools.patience)
      : notAsked;
  const bucket = await bucketFindings(
    chosen,
    projects.outer ?? projects.here,
    asked.identity.facts.account,
    tools,
  );
  const newest = newestOf(where, await askedNewest);
  // An invalid proxy is already reported for its variable; the cloud's finding would repeat it.
  const told = new Set(access.findings.map(({ next }) => next));
  const askedCloud = { ...asked.cloud, findings: asked.cloud.findings.filter(({ next }) => !told.has(next)) };
  const all: readonly Examined<unknown>[] = [
    program,
    newest,
    terminal,
    files,
    profiles,
    access,
    cloud,
    project,
    unfinished,
    askedCloud,
    asked.identity,
    { facts: undefined, findings: bucket },
    { facts: undefined, findings: leftOvers },
    { facts: undefined, findings: settingsFindings(leftOut, badKeys, where) },
  ];
  const findings = inOrder(withoutEchoes(all.flatMap((part) => part.findings)));
  const report: DoctorReport = {
    type: 'result',
    schema: 1,
    ok: findings.every(({ severity }) => severity !== 'error'),
    at: new Date(where.now()).toISOString(),
    program: { ...program.facts, newest: newest.facts },
    terminal: terminal.facts,
    files: files.facts,
    profiles: profiles.facts,
    access: { ...access.facts, ...asked.identity.facts },
    cloud: { ...cloud.facts, ...asked.cloud.facts },
    project: project.facts,
    unfinished: unfinished.facts,
    settings: { theme: settings.theme, log: tools.logFile },
    findings,
  };
  const paths = [...expected.map(({ path }) => path), where.folder, where.stateFolder, tools.logFile];
  const others = [
    project.facts.root ?? '',
    ...unfinished.facts.map(({ folder }) => folder ?? ''),
    ...leftOvers.flatMap(({ file }) => file ?? []),
  ];
  return safeReport(report, where.home, [...paths, ...others]);
}

/** The newest version, looked up now or earlier. */
function newestOf(where: Where, asked: AskedNewest | undefined): ReturnType<typeof examineNewest> {
  const { facts, findings } = examineNewest(where, asked?.newest ?? readNewestVersion(where.stateFolder));
  return { facts, findings: [...findings, ...(asked?.findings ?? [])] };
}

function settingsFindings(
  leftOut: readonly string[],
  badKeys: readonly string[],
  { stateFolder }: Where,
): Finding[] {
  const file = settingsFile(stateFolder);
  const told = (next: string) => (text: string) =>
    ({ section: 'settings', severity: 'warning', text, next, file }) as const;
  return [
    ...leftOut.map(told(`Correct ${file}, or delete it: the defaults then hold.`)),
    ...badKeys.map(
      told('Correct the line, or delete it: the command has the keys of docs/keys.md until then.'),
    ),
  ];
}

/** Reports a broken file once: its readers' findings would repeat it. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const broken = findings.filter(({ section, severity }) => section === 'files' && severity === 'error');
  const paths = broken.flatMap(({ file }) => (file ? [file] : []));
  return findings.filter(({ section, file, text }) => {
    if (section === 'files' || section === 'access') return true;
    return !paths.some((path) => file === path || text.startsWith(`${path} `));
  });
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = (section: Section) => sections.indexOf(section);
  return [...findings].sort((one, other) => rank(one.section) - rank(other.section));
}
