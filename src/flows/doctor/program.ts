import { arch, release } from 'node:os';
import type { Examined, Finding, ProgramFacts } from './report.ts';
import type { Where } from './where.ts';

/** The oldest Node that the program runs on, as package.json says it. */
const oldestNode = [20, 19] as const;

/** Variables that change what this program or the SDK does. */
const telling =
  /^(?:AWS_|AMPLIFY_|CLICOLOR|FORCE_COLOR$|INK_|LANG$|LC_|NODE_|NO_COLOR$|SSL_CERT|VISUAL$|EDITOR$)|_proxy$/i;

/** Versions, and which variables are set. */
export function examineProgram({ version, env, folder, platform, user }: Where): Examined<ProgramFacts> {
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
  const facts: ProgramFacts = {
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
