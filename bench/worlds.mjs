import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { stringWidthLazyEmoji, yogaWithoutFetch } from '../build/plugins.mjs';
import { bareEnvironment } from './terminal.mjs';

export const program = path.resolve('dist/cli.js');
/** A port where nothing listens: the program must not wait for it. */
const nowhere = 'http://127.0.0.1:9';

/** A home folder with a number of profiles in both AWS files. */
export function homeWith(profiles) {
  const home = mkdtempSync(path.join(tmpdir(), 'amplify-tui-bench-'));
  mkdirSync(path.join(home, '.aws'));
  const names = Array.from({ length: profiles }, (_, index) => `profile-${String(index).padStart(5, '0')}`);
  writeFileSync(path.join(home, '.aws/config'), names.map((name) => `[profile ${name}]\nregion = eu-west-1\n`).join('\n'));
  const keys = 'aws_access_key_id = AKIABENCHBENCHBENCH1\naws_secret_access_key = bench/bench/bench/bench/bench/bench/benc\n';
  writeFileSync(path.join(home, '.aws/credentials'), names.map((name) => `[${name}]\n${keys}`).join('\n'));
  const project = path.join(home, 'inventory');
  mkdirSync(project);
  return { home, project, env: { HOME: home, AWS_ENDPOINT_URL: nowhere } };
}

/** A demo cloud with a home whose default profile belongs to it. */
export async function cloudAt(speed) {
  const server = spawn(process.execPath, [program, 'demo', '--serve', '--speed', String(speed)], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: bareEnvironment({ HOME: tmpdir() }),
  });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const cloud = JSON.parse(line);
  const { home } = homeWith(0);
  const [user] = cloud.accounts[0].users;
  writeFileSync(
    path.join(home, '.aws/credentials'),
    `[default]\naws_access_key_id=${user.accessKeyId}\naws_secret_access_key=${user.secretAccessKey}\nregion=${cloud.region}\n`,
  );
  let made = 0;
  return {
    env: { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint },
    endpoint: cloud.endpoint,
    /** A new project folder each time; its name becomes the stack's. */
    project: () => {
      const folder = path.join(home, `bench${String.fromCharCode(97 + Math.floor(made / 26))}${String.fromCharCode(97 + (made % 26))}`);
      made += 1;
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'package.json'), '{"dependencies":{"react":"1"}}');
      return folder;
    },
    close: () => server.kill('SIGKILL'),
  };
}

/** Counts what passes through to an endpoint: the times of all calls, milliseconds. */
export async function countingProxy(endpoint) {
  const calls = [];
  const { hostname, port } = new URL(endpoint);
  const server = http.createServer((request, response) => {
    calls.push(performance.now());
    const { url, method, headers } = request;
    // The Host header stays as it is signed.
    const onward = http.request({ hostname, port, path: url, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { endpoint: `http://127.0.0.1:${server.address().port}`, calls, close: () => server.close() };
}

/** Bundles the yardstick with the same options as the program. */
export async function buildPlainInk() {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'amplify-tui-plain-')), 'plain.mjs');
  await build({
    entryPoints: ['bench/plain-ink.tsx'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    minify: true,
    supported: { 'regexp-set-notation': true },
    plugins: [yogaWithoutFetch, stringWidthLazyEmoji],
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
    alias: { 'react-devtools-core': './build/empty.js' },
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  return outfile;
}
