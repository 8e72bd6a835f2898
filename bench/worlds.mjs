import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { stringWidthLazyEmoji, yogaWithoutFetch } from '../build/plugins.mjs';
import { startService, workFolder } from './processes.mjs';

/** A copy of the package as published, so that a build during the run changes nothing. */
export const productFolder = path.join(workFolder, 'product');
export const program = path.join(productFolder, 'dist/cli.js');
export const plainInk = path.join(workFolder, 'plain-ink.mjs');

/** A port where nothing listens: the program must not wait for it. */
const nowhere = 'http://127.0.0.1:9';

/** Builds the program and the yardstick. */
export async function buildPrograms() {
  execFileSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
  for (const name of [
    'package.json',
    'dist',
    'THIRD-PARTY-NOTICES',
    'CHANGELOG.md',
    'README.md',
    'LICENSE',
  ]) {
    cpSync(name, path.join(productFolder, name), { recursive: true });
  }
  await build({
    entryPoints: ['bench/plain-ink.tsx'],
    outfile: plainInk,
    // As in build/build.mjs.
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    supported: { 'regexp-set-notation': true },
    plugins: [yogaWithoutFetch, stringWidthLazyEmoji],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    alias: { 'react-devtools-core': './build/empty.js' },
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
}

export const profileName = (index) => `profile-${String(index).padStart(5, '0')}`;

/** A home folder with a number of profiles in both AWS files, and a project in it. */
export function homeWith(profiles) {
  const home = mkdtempSync(path.join(workFolder, 'home-'));
  mkdirSync(path.join(home, '.aws'));
  const names = Array.from({ length: profiles }, (_, index) => profileName(index));
  const keys =
    'aws_access_key_id = AKIABENCHBENCHBENCH1\naws_secret_access_key = bench/bench/bench/bench/bench/bench/benc\n';
  writeFileSync(
    path.join(home, '.aws/config'),
    names.map((name) => `[profile ${name}]\nregion = eu-west-1\n`).join('\n'),
  );
  writeFileSync(path.join(home, '.aws/credentials'), names.map((name) => `[${name}]\n${keys}`).join('\n'));
  const project = path.join(home, 'inventory');
  mkdirSync(project);
  return { home, project, env: { HOME: home, AWS_ENDPOINT_URL: nowhere } };
}

/** A demo cloud, and a home whose default profile is of that cloud. */
export async function cloudAt(speed) {
  const { home } = homeWith(0);
  const { line, close } = await startService([program, 'demo', '--serve', '--speed', String(speed)], {
    HOME: home,
  });
  const { endpoint, region, accounts } = JSON.parse(line);
  const [user] = accounts[0].users;
  writeFileSync(
    path.join(home, '.aws/credentials'),
    `[default]\naws_access_key_id=${user.accessKeyId}\naws_secret_access_key=${user.secretAccessKey}\nregion=${region}\n`,
  );
  let made = 0;
  return {
    env: { HOME: home, AWS_ENDPOINT_URL: endpoint },
    endpoint,
    region,
    user,
    /** A new project folder each time; the stack is named after it. */
    project: () => {
      const folder = path.join(home, `bench${'abcdefghijklmnopqrstuvwxyz'[made]}`);
      made += 1;
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'package.json'), '{"dependencies":{"react":"1"}}');
      return folder;
    },
    close,
  };
}

/** Forwards calls to an endpoint and records each: when (milliseconds), and the action of a Query call. */
export async function countingProxy(endpoint) {
  const calls = [];
  const { hostname, port } = new URL(endpoint);
  const server = http.createServer((request, response) => {
    const call = { at: performance.now(), action: '' };
    calls.push(call);
    request.once('data', (chunk) => {
      call.action = /(?:^|&)Action=(\w+)/.exec(String(chunk))?.[1] ?? '';
    });
    const { url, method, headers } = request;
    // The Host header must stay as it was signed.
    const onward = http.request({ hostname, port, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
