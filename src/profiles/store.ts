import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  statSync,
} from 'node:fs';
import { devNull } from 'node:os';
import { asClause, plainText } from '../core/text.ts';
import { errorCode, fileFault } from '../platform/file-faults.ts';
import { Drafts, type MergedFiles } from './drafts.ts';
import { environmentKey } from './environment-key.ts';
import { largestSharedFile, sizeFaults } from './file-size.ts';
import { parseSharedFile } from './grammar.ts';
import { healthyProfiles } from './health.ts';
import { mergeSections } from './merge.ts';
import type { Profile, ProfileFinding, ProfileList } from './profile.ts';
import { listOf } from './profile-table.ts';
import type { ReadFile } from './section-columns.ts';
import type { SharedFileKind } from './shared-file.ts';
import { sharedFilePaths } from './shared-file-paths.ts';

/**
 * Reads every profile that AWS tools can see, with its kind and findings. Runs no credential_process and sends no request.
 * It is synchronous and imports very little, because `profiles list` starts with it.
 *
 * @returns an empty list when there are no files; a file that cannot be read is a finding of the list, not an error
 */
export function readProfiles(env: NodeJS.ProcessEnv): ProfileList {
  const files = sharedFilePaths(env);
  const findings: ProfileFinding[] = [];
  const config = readShared(files.config, 'config', findings);
  const credentials = readShared(files.credentials, 'credentials', findings);
  const read = () => profilesOf({ config, credentials }, files, findings, env);
  const sections = (config?.columns.length ?? 0) + (credentials?.columns.length ?? 0);
  if (sections < manySections || findings.length > 0) return read();
  const environment = environmentKey(env);
  const isKnown =
    latest?.config === config && latest?.credentials === credentials && latest?.environment === environment;
  const list = (isKnown && latest?.list) || read();
  latest = { config, credentials, environment, list };
  return list;
}

/** With this many sections, a list is cached with everything derived from it until a file or the environment changes. */
const manySections = 1000;

let latest:
  | {
      readonly config: ReadFile | undefined;
      readonly credentials: ReadFile | undefined;
      readonly environment: string;
      readonly list: ProfileList;
    }
  | undefined;

/**
 * Merges the two files into one list of profiles.
 *
 * @param parsed undefined for a missing file
 * @param findings those about the files themselves, which become part of the list
 * @param env settings that its variables override do not count against a profile
 */
export function profilesOf(
  { config, credentials }: Readonly<Record<SharedFileKind, ReadFile | undefined>>,
  files: ProfileList['files'],
  findings: ProfileFinding[] = [],
  env: NodeJS.ProcessEnv = {},
): ProfileList {
  const drafts = new Drafts();
  const merged: MergedFiles = { drafts, services: new Map(), ssoSessions: new Map(), findings };
  if (config) mergeSections(merged, config, files.config);
  if (credentials) mergeSections(merged, credentials, files.credentials);
  const unread = findings.find(({ unreadFile }) => unreadFile) ?? absentCredentials(credentials, files, env);
  const healthy = healthyProfiles(merged, env);
  const rest = { services: merged.services, ssoSessions: merged.ssoSessions, findings, files };
  if (!unread) return listOf(healthy, rest);
  const told = (profile: Profile) => (profile.kind === 'settings' ? withUnread(profile, unread) : profile);
  return { profiles: healthy.all().map(told), ...rest };
}

/** A variable names a missing credentials file. `configure` may be about to create it, so only profiles without access say so. */
function absentCredentials(
  credentials: ReadFile | undefined,
  files: ProfileList['files'],
  env: NodeJS.ProcessEnv,
): ProfileFinding | undefined {
  if (credentials || !env.AWS_SHARED_CREDENTIALS_FILE || files.credentials === devNull) return undefined;
  const text = `AWS_SHARED_CREDENTIALS_FILE names ${plainText(files.credentials)}, which is not there`;
  return { severity: 'error', text };
}

/** Adds the fault of an unreadable file to a profile that seems to give no access: what is missing may be in that file. */
function withUnread(profile: Profile, { text, origin }: ProfileFinding): Profile {
  const finding: ProfileFinding = { severity: 'error', text, ...(origin ? { origin } : {}) };
  return { ...profile, findings: [...profile.findings, finding] };
}

/** Parsed files by path, reused until they change: at start several places ask for the profiles. */
const parsedFiles = new Map<
  string,
  { readonly kind: SharedFileKind; readonly mark: string; readonly file: ReadFile }
>();
/** The age in milliseconds at which another change of a file shows in its timestamps, however coarse they are. */
const settledAfter = 2_000n;

function markOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join();
}

function readShared(path: string, kind: SharedFileKind, findings: ProfileFinding[]): ReadFile | undefined {
  const fault = (why: string): undefined => {
    const text = `${plainText(path)} cannot be read: ${why}`;
    findings.push({ severity: 'error', text, origin: { file: path, line: 1 }, unreadFile: true });
  };
  try {
    const known = parsedFiles.get(path);
    if (known?.kind === kind && known.mark === markOf(statSync(path, { bigint: true }))) return known.file;
    // Without O_NONBLOCK, opening a named pipe would wait forever for a writer.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const about = fstatSync(file, { bigint: true });
      if (path === devNull) return undefined;
      if (about.isDirectory()) return fault('a folder is in its place');
      if (!about.isFile()) return fault('it is not a regular file');
      if (about.size > largestSharedFile) return fault(sizeFaults.bytes);
      const bytes = readFileSync(file);
      if (bytes.length > largestSharedFile) return fault(sizeFaults.bytes);
      const parsed = parseSharedFile(bytes, kind, { keepLines: false });
      if (parsed.tooMuch !== undefined) return fault(parsed.tooMuch);
      // A file that was just written may change again without a new timestamp.
      if (BigInt(Date.now()) - about.ctimeMs > settledAfter)
        parsedFiles.set(path, { kind, mark: markOf(about), file: parsed });
      return parsed;
    } finally {
      closeSync(file);
    }
  } catch (thrown) {
    if (errorCode(thrown) === 'ENOENT') {
      const target = linkTargetSync(path);
      return target === undefined
        ? undefined
        : fault(`it is a link to ${plainText(target)}, which is not there`);
    }
    return fault(asClause(fileFault(thrown)));
  }
}

/** The target of a symbolic link; undefined when the path is not one. */
function linkTargetSync(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
