import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Makes the commit and tag of a release; pushing the tag makes `.github/workflows/release.yml` publish it.
 *
 *     node build/release.mjs VERSION [--repository URL] [--dry-run]   package.json, its lock, CHANGELOG.md, commit, tag
 *     node build/release.mjs --check VERSION                          fails unless what is checked out is that release
 *     node build/release.mjs --notes VERSION                          prints its part of the changelog
 *
 * The address of the repository is in package.json only. It comes from `--repository` or the remote `origin` and replaces the
 * one there. The changelog's first part is that of the release and is called `## VERSION (unreleased)`.
 */
const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
const placeholder = '/OWNER/';

class Refusal extends Error {}
const refuse = (text) => {
  throw new Refusal(text);
};

/** The parts of the changelog, newest first. */
function parts() {
  return readFileSync('CHANGELOG.md', 'utf8')
    .split(/^(?=## )/m)
    .slice(1)
    .map((text) => {
      const [, version = '', when = ''] = /^## (\S+) \((.+)\)\n/.exec(text) ?? [];
      return { version, when, text, notes: text.slice(text.indexOf('\n') + 1).trim() };
    });
}

function notesOf(version) {
  const part = parts().find((one) => one.version === version);
  if (!part || part.notes === '') refuse(`CHANGELOG.md has nothing under "## ${version} (…)".`);
  return part;
}

function versionOf(text) {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1).map(Number);
  return numbers ?? refuse(`"${text}" is not a version such as 1.2.0.`);
}

function isNewer(version, other) {
  const [a, b] = [versionOf(version), versionOf(other)];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs >= 0 && a[differs] > b[differs];
}

/** Turns `git@host:owner/name.git`, `https://host/owner/name.git` and the like into `https://host/owner/name`. */
function pageOf(address) {
  const [, host, path] =
    /^(?:git\+)?(?:https?:\/\/|ssh:\/\/)?(?:[^@/]+@)?([\w.-]+\.\w+)[:/](.+?)(?:\.git)?\/?$/.exec(address) ??
    [];
  if (!host || !path?.includes('/'))
    refuse(`"${address}" is no address of a repository: give --repository URL.`);
  return `https://${host}/${path}`;
}

function repositoryPage(given) {
  if (given) return pageOf(given);
  const { url } = readJson('package.json').repository;
  if (!url.includes(placeholder)) return pageOf(url);
  try {
    return pageOf(git('remote', 'get-url', 'origin'));
  } catch {
    return refuse(
      'package.json names no repository yet, and there is no usable remote: give --repository URL.',
    );
  }
}

function release(version, { repository, dryRun }) {
  versionOf(version);
  if (git('status', '--porcelain') !== '') refuse('There are changes that are not committed.');
  const released = git('tag', '--list', 'v*')
    .split('\n')
    .filter(Boolean)
    .map((tag) => tag.slice(1));
  const later = released.find((tag) => !isNewer(version, tag));
  if (later) refuse(`v${later} is released already; ${version} is not newer.`);
  const part = notesOf(version);
  if (part.when !== 'unreleased' || parts()[0].version !== version)
    refuse(`The first part of CHANGELOG.md has to be "## ${version} (unreleased)".`);
  const page = repositoryPage(repository);
  const today = new Date().toISOString().slice(0, 10);
  if (dryRun) {
    console.log(`v${version} of ${page}, ${today}:\n\n${part.notes}`);
    return;
  }
  writeJson('package.json', {
    ...readJson('package.json'),
    version,
    homepage: `${page}#readme`,
    bugs: { url: `${page}/issues` },
    repository: { type: 'git', url: `git+${page}.git` },
  });
  const lock = readJson('package-lock.json');
  lock.version = version;
  lock.packages[''].version = version;
  writeJson('package-lock.json', lock);
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  writeFileSync('CHANGELOG.md', changelog.replace(`## ${version} (unreleased)`, `## ${version} (${today})`));
  git('commit', '--quiet', '--all', '--message', `Release ${version}`, '--message', part.notes);
  // Lines of the changelog that begin with # are not comments.
  git('tag', '--annotate', `v${version}`, '--cleanup=verbatim', '--message', `${version}\n\n${part.notes}\n`);
  console.log(`Made v${version}. Publish it with: git push --follow-tags`);
}

function check(version) {
  const { version: own, homepage, bugs, repository } = readJson('package.json');
  const lock = readJson('package-lock.json');
  if ([own, lock.version, lock.packages[''].version].some((one) => one !== version))
    refuse(`package.json or its lock is not of version ${version}.`);
  if ([homepage, bugs.url, repository.url].some((url) => url.includes(placeholder)))
    refuse('package.json still has a placeholder instead of the repository.');
  if (!/^\d{4}-\d\d-\d\d$/.test(notesOf(version).when)) refuse(`CHANGELOG.md does not date ${version}.`);
  if (!git('tag', '--points-at', 'HEAD').split('\n').includes(`v${version}`))
    refuse(`What is checked out is not v${version}.`);
}

const args = process.argv.slice(2);
const valueAfter = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
try {
  if (args[0] === '--check') check(args[1] ?? '');
  else if (args[0] === '--notes') console.log(notesOf(args[1] ?? '').notes);
  else release(args[0] ?? '', { repository: valueAfter('--repository'), dryRun: args.includes('--dry-run') });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
