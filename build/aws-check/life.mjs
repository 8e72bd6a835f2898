import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The program's whole life as with a new project, one headless command after another. */

/** @param tag the name of user and project; letters and digits only */
export function lifeOf(tag) {
  return [
    [
      'configure',
      '--yes',
      '--profile',
      tag,
      '--create-user',
      tag,
      '--with-profile',
      'check',
      '--policy',
      'administrator',
    ],
    ['profiles', 'test', tag],
    ['init', '--yes', '--env', 'dev', '--profile', tag, '--answers', 'answers.json'],
    ['status'],
    ['env', 'list'],
    ['status', '--block-public-access', '--yes'],
    ['doctor'],
    ['delete', '--yes', '--confirm', tag],
    ['status'],
  ].map((args) => [...args, '--json']);
}

/**
 * Runs the life in a home of its own, which holds the user's keys while it runs.
 *
 * @param home an empty folder
 * @param spend receives the number of calls that a command has made
 * @returns the outcome of each command; ends at the first unexpected failure
 */
export async function live({ program, home, tag, credentials, region, endpoint, spend, signal, say }) {
  const project = join(home, tag);
  mkdirSync(join(home, '.aws'), { mode: 0o700 });
  mkdirSync(project);
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const keys = [
    '[check]',
    `aws_access_key_id = ${accessKeyId}`,
    `aws_secret_access_key = ${secretAccessKey}`,
    ...(sessionToken ? [`aws_session_token = ${sessionToken}`] : []),
  ];
  writeFileSync(join(home, '.aws/credentials'), `${keys.join('\n')}\n`, { mode: 0o600 });
  writeFileSync(join(home, '.aws/config'), `[profile check]\nregion = ${region}\n`, { mode: 0o600 });
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ dependencies: { react: '19.2.0' }, devDependencies: { vite: '7.2.0' } }),
  );
  writeFileSync(
    join(project, 'answers.json'),
    JSON.stringify({ projectName: tag, editor: 'none', app: 'javascript', framework: 'react' }),
  );
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    TZ: 'UTC',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: region,
    ...(endpoint ? { AWS_ENDPOINT_URL: endpoint } : {}),
  };
  const told = [];
  for (const [index, args] of lifeOf(tag).entries()) {
    if (signal.aborted) break;
    const trace = join(home, `trace-${index}`);
    say(`amplify-tui ${args.join(' ')}`);
    const ran = await run(program, [...args, '--trace', trace], { cwd: project, env, signal });
    told.push({ command: args.slice(0, args[1]?.startsWith('-') ? 1 : 2).join(' '), ...shapeOf(ran, home) });
    if (existsSync(trace)) spend(readFileSync(trace, 'utf8').trim().split('\n').length);
    if (ran.code !== 0 && ['configure', 'init'].includes(args[0])) break;
  }
  return told;
}

async function run(program, args, { cwd, env, signal }) {
  // In its own process group, so that Ctrl+C reaches only this script, which ends the child.
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const lines = [];
  let complaint = '';
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  child.stderr.on('data', (chunk) => {
    complaint += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  signal.removeEventListener('abort', stop);
  return {
    code,
    complaint,
    facts: lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : [])),
  };
}

/** The outcome of a command without names, times and whatever depends on the speed of the cloud. */
export function shapeOf({ code, facts, complaint }, home) {
  const result = facts.findLast(({ type }) => type === 'result' || type === 'problem') ?? {};
  const events = facts.filter(({ type }) => type === 'event');
  return {
    exit: code,
    code: result.code ?? null,
    // Failures keep their whole text: what went wrong at AWS is what this is about.
    ...(code === 0
      ? {}
      : {
          problem: ([result.what, result.why].filter(Boolean).join(' ') || complaint.trim()).replaceAll(
            home,
            '~',
          ),
        }),
    members: Object.keys(result).sort(),
    stack: result.stack?.status ?? result.status ?? null,
    drift: (result.drift ?? []).length,
    findings: (result.findings ?? [])
      .filter(({ section }) => section === 'project')
      .map(({ text }) => text.replace(/\S*\d{5}\S*/g, 'NAME')),
    resources: [...new Set(events.map(({ resourceType, status }) => `${resourceType} ${status}`))].sort(),
  };
}

/** One sentence for each difference between two lives. @param here from the account @param demo from the demo cloud */
export function lifeDifferences(here, demo) {
  return demo.flatMap((there, index) => {
    const ours = here[index];
    if (!ours) return [`${there.command}: not run`];
    return [...new Set([...Object.keys(there), ...Object.keys(ours)])].flatMap((name) => {
      const [one, other] = [ours[name], there[name]].map((value) => JSON.stringify(value));
      return one === other ? [] : [`${there.command}: ${name} is ${one}, in the demo cloud ${other}`];
    });
  });
}
