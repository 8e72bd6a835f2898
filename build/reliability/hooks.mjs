import fs from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/**
 * Loaded before the built program (`node --import`), never part of it: names every outside action of a run, that is each AWS
 * request and each change of a file below `PROOF_HOME`, and ends the run or makes a file operation fail at one of them.
 *
 * - `PROOF_LIST`: a file to which the name of each point is appended as it is passed.
 * - `PROOF_KILL`: the point, as listed, at which the process kills itself with SIGKILL.
 * - `PROOF_SIGNAL`: a signal to send there instead, such as SIGINT for Ctrl+C.
 * - `PROOF_FAIL`: `CODE pattern`; file operations whose name matches the pattern fail with this error code once the file
 *   `PROOF_FAIL_FROM` exists.
 * - `PROOF_FAIL_AT`: the point, as listed, from which on they fail; a write at that point is only half done.
 * - `PROOF_CLOCK`: milliseconds by which the clock of this machine is wrong.
 *
 * docs/decisions/2026-11-23-kill-points.md says why it is done this way.
 */
const { PROOF_HOME: home = '', PROOF_LIST: list, PROOF_KILL: kill, PROOF_SIGNAL: signal } = process.env;
const { PROOF_FAIL: fail, PROOF_FAIL_FROM: failFrom, PROOF_FAIL_AT: failAt } = process.env;
const loopback = /^(?:127(?:\.\d+){3}|localhost|\[::1\])$/;

const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
if (!URL.canParse(endpoint) || !loopback.test(new URL(endpoint).hostname)) {
  throw new Error('Only a run against a cloud on this machine is hooked: AWS_ENDPOINT_URL names none.');
}
if (home === '') throw new Error('PROOF_HOME is missing.');

const { appendFileSync, existsSync } = fs;

const wrongBy = Number(process.env.PROOF_CLOCK ?? 0);
if (wrongBy !== 0) {
  const TrueDate = Date;
  globalThis.Date = class extends TrueDate {
    constructor(...when) {
      super(...(when.length === 0 ? [TrueDate.now() + wrongBy] : when));
    }

    static now() {
      return TrueDate.now() + wrongBy;
    }
  };
}

const seen = new Map();
let fails = failAt === undefined;

/** Counts an action. @returns a function that passes its points `before` and `after` */
function action(name) {
  const nth = (seen.get(name) ?? 0) + 1;
  seen.set(name, nth);
  return (moment) => {
    const point = `${moment} ${name} #${nth}`;
    if (list) appendFileSync(list, `${point}\n`);
    if (point === failAt) fails = true;
    if (point !== kill) return;
    // Unlike process.exit(), this flushes nothing and runs no handler. It takes effect before the call returns.
    process.kill(process.pid, signal ?? 'SIGKILL');
  };
}

/** A stable name for a path below the home folder; undefined for any other. */
function place(file) {
  if (typeof file !== 'string' && !Buffer.isBuffer(file) && !(file instanceof URL)) return undefined;
  const below = path.relative(home, path.resolve(file instanceof URL ? file.pathname : String(file)));
  if (below.startsWith('..')) return undefined;
  return below
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, 'ID')
    .replace(/^\.amplify\/tui/, 'state')
    .replace(/^[^./]+/, (first) => (first === 'state' ? first : 'project'))
    .replace(/\.\d+-\d+\.unfinished/, '.unfinished')
    .replace(/\d{13}-[0-9a-f]{8}\.json/, 'ID.json')
    .replace(/\.amplify-tui-\d+-[0-9a-f]+/, '.amplify-tui-temporary')
    .replace(/\.lock\..+$/, '.lock.right')
    .replace(/\.\d{5,10}$/, '.temporary');
}

const [failCode, ...failWords] = (fail ?? '').split(' ');
const failPattern = fail ? new RegExp(failWords.join(' ')) : undefined;
const messages = {
  ENOSPC: 'no space left on device',
  EACCES: 'permission denied',
  EROFS: 'read-only file system',
  EDQUOT: 'disk quota exceeded',
};

/** What fails on a full disk. A read-only disk refuses more, which makes no difference to a writer. */
const needsRoom = /^(?:open|write|writeFile|appendFile|mkdir|symlink|link|copyFile|rename) /;

function failure(name, file) {
  if (!fails || !failPattern?.test(name) || (failFrom && !existsSync(failFrom))) return undefined;
  if (failAt !== undefined && !needsRoom.test(name)) return undefined;
  const text = `${failCode}: ${messages[failCode] ?? 'failed'}, ${name.split(' ')[0]} '${file}'`;
  return Object.assign(new Error(text), { code: failCode, syscall: name.split(' ')[0], path: String(file) });
}

/** Opening is a change only if it may create or empty a file. */
function changes(operation, args) {
  if (!operation.startsWith('open')) return true;
  const flags = args[1] ?? 'r';
  if (typeof flags === 'number') return (flags & (fs.constants.O_CREAT | fs.constants.O_TRUNC)) !== 0;
  return /[wa+]/.test(flags);
}

/** Descriptors of files that were opened for writing. */
const places = new Map();
const handles = new WeakMap();

function nameOf(operation, args) {
  const file = /^(?:sym)?link/.test(operation) ? args[1] : args[0];
  const where = typeof file === 'number' ? places.get(file) : place(file);
  if (where === undefined || !changes(operation, args)) return undefined;
  return `${operation.replace(/Sync$/, '')} ${where}`;
}

const operations = ['open', 'write', 'fsync', 'rename', 'mkdir', 'unlink', 'rm', 'rmdir', 'chmod', 'chown'];
operations.push('writeFile', 'appendFile', 'truncate', 'ftruncate', 'link', 'symlink', 'copyFile', 'utimes');

for (const operation of operations) {
  const withCallback = fs[operation];
  fs[operation] = (...args) => {
    const name = nameOf(operation, args);
    if (name === undefined) return withCallback(...args);
    const at = action(name);
    at('before');
    const done = args.pop();
    const failed = failure(name, args[0]);
    if (failed) return process.nextTick(done, failed);
    return withCallback(...args, (error, ...results) => {
      if (operation === 'open' && !error) places.set(results[0], place(args[0]));
      at('after');
      done(error, ...results);
    });
  };
  const sync = fs[`${operation}Sync`];
  fs[`${operation}Sync`] = (...args) => {
    const name = nameOf(operation, args);
    if (name === undefined) return sync(...args);
    const at = action(name);
    at('before');
    const failed = failure(name, args[0]);
    if (failed) throw failed;
    const result = sync(...args);
    if (operation === 'open') places.set(result, place(args[0]));
    at('after');
    return result;
  };
  const promised = fs.promises[operation];
  if (!promised) continue;
  fs.promises[operation] = async (...args) => {
    const name = nameOf(operation, args);
    if (name === undefined) return promised(...args);
    const at = action(name);
    at('before');
    const failed = failure(name, args[0]);
    if (failed) throw failed;
    const result = await promised(...args);
    if (operation === 'open') handles.set(result, String(args[0]));
    at('after');
    return result;
  };
}

// Checking whether a folder is writable changes nothing, but has to fail together with the changes.
const { access } = fs.promises;
fs.promises.access = async (...args) => {
  const where = place(args[0]);
  const failed = where === undefined ? undefined : failure(`access ${where}`, args[0]);
  if (failed) throw failed;
  return access(...args);
};

const { close } = fs;
fs.close = (descriptor, ...rest) => {
  places.delete(descriptor);
  return close(descriptor, ...rest);
};

const someHandle = await fs.promises.open(process.execPath);
const handleMethods = Object.getPrototypeOf(someHandle);
await someHandle.close();
for (const operation of ['write', 'writeFile', 'appendFile', 'sync', 'truncate', 'chmod']) {
  const original = handleMethods[operation];
  handleMethods[operation] = async function hooked(...args) {
    const file = handles.get(this);
    if (file === undefined) return original.apply(this, args);
    const name = `${operation} ${place(file)}`;
    const at = action(name);
    at('before');
    const failed = failure(name, file);
    if (failed) {
      if (failAt !== undefined && operation === 'writeFile' && args[0].length > 1)
        await original.call(this, args[0].slice(0, args[0].length >> 1));
      throw failed;
    }
    const result = await original.apply(this, args);
    at('after');
    return result;
  };
}

/** The name of a request, determined from its body before any of it is sent. */
function requestName(request, body) {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(String(request.getHeader('authorization')));
  const asked = /(?:^|&)Action=(\w+)/.exec(body === undefined ? '' : String(body));
  if (asked) return `${scope?.[1]}.${asked[1]}`;
  const [, bucket, key] = /^\/([^/?]*)\/?([^?]*)/.exec(request.path) ?? [];
  return `${scope?.[1]}.${request.method} ${key ? 'object' : bucket ? 'bucket' : 'service'}`;
}

const { request: makeRequest } = http;
http.request = (...args) => {
  const request = makeRequest(...args);
  if (!loopback.test(request.host)) throw new Error(`A hooked run asked for ${request.host}.`);
  let at;
  for (const method of ['write', 'end']) {
    const original = request[method];
    request[method] = function hooked(chunk, ...rest) {
      if (!at) {
        at = action(requestName(request, typeof chunk === 'function' ? undefined : chunk));
        at('before');
      }
      return original.call(this, chunk, ...rest);
    };
  }
  request.prependListener('response', (response) => {
    response.prependListener('end', () => at?.('after'));
  });
  return request;
};

syncBuiltinESMExports();
