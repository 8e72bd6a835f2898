import { arch, release } from 'node:os';
import { isNewer } from '../../core/version-order.ts';
import { updateCommand } from '../../platform/own-update.ts';
import { type NewestVersion, newestWords } from '../../state/newest-version.ts';
import type { Examined, Finding, ProgramFacts } from './report.ts';
import type { Where } from './where.ts';

/** The oldest supported Node, as in package.json. */
const oldestNode = [20, 19] as const;

/** Variables that change what this program or the SDK does. */
const telling =
  /^(?:AWS_|AMPLIFY_|CLICOLOR|FORCE_COLOR$|INK_|LANG$|LC_|NODE_|NO_COLOR$|SSL_CERT|VISUAL$|EDITOR$)|_proxy$/i;

/** Whether the newest version, at the last check, is newer than this one. */
export function examineNewest(
  { version, now }: Where,
  newest: NewestVersion | undefined,
): Examined<ProgramFacts['newest']> {
  if (newest === undefined) return { facts: null, findings: [] };
  const newer = isNewer(newest.version, version);
  const facts = { version: newest.version, seenAt: new Date(newest.seenAt).toISOString(), newer };
  if (!newer) return { facts, findings: [] };
  const update = updateCommand();
  const text = `${newestWords(newest, now())}.`;
  const next = update ? `Run \`${update}\`.` : 'Get the newer file where you got this one.';
  return { facts, findings: [{ section: 'program', severity: 'warning', text, next }] };
}

/** Versions, and the names of the variables that are set. */
export function examineProgram({
  version,
  env,
  folder,
  platform,
  user,
}: Where): Examined<Omit<ProgramFacts, 'newest'>> {
  const findings: Finding[] = [];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    findings.push({
      section: 'program',
      severity: 'error',
      text: `Node ${process.versions.node} is older than this program needs.`,
      next: `Install Node ${oldestNode.join('.')} or newer.`,
    });
  }
  if (user === 0 && env.SUDO_USER) {
    findings.push({
      section: 'program',
      severity: 'warning',
      text: 'You run this with sudo, so files that are made belong to root.',
      next: 'Run it without sudo.',
    });
  }
  const facts = {
    version,
    node: process.versions.node,
    platform,
    arch: arch(),
    release: release(),
    folder,
    environment: Object.keys(env)
      .filter((name) => telling.test(name) && env[name])
      .sort(),
  };
  return { facts, findings };
}
