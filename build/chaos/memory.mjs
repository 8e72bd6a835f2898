import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { passOn } from '../reliability/pass-on.mjs';
import { runProgram } from '../reliability/world.mjs';

/** The largest answers and files within the limits, larger ones, and how much memory they take. */
const most = 200;
const measure = new URL('./resident.mjs', import.meta.url).pathname;
const megabyte = 1024 * 1024;
const fault = /UNEXPECTED|fault of amplify-tui|\n\s+at .+:\d+:\d+/;

const stackOf = (index) =>
  `<member><StackName>s-${index}-${'x'.repeat(100)}</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/s/${index}</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-28T00:00:00Z</CreationTime><Outputs><member><OutputKey>k</OutputKey><OutputValue>v</OutputValue></member></Outputs></member>`;

const response = (stacks) =>
  `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stacks}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const described = (text) => `<member><StackName>s</StackName><Description>${text}</Description></member>`;

const xml = { 'content-type': 'text/xml' };
const json = { 'content-type': 'application/json' };
const status = { from: 'documented', args: ['status', '--json'] };
const use = { from: 'environments', args: ['env', 'use', 'dev', '--yes', '--json'] };
const cloudFormation = (body) => ({ ...status, of: /Action=DescribeStacks&/, headers: xml, body });
const amplify = (body) => ({
  from: 'plain',
  args: ['init', '--yes', '--env', 'dev', '--json'],
  of: /^GET \/apps\b/,
  headers: json,
  body,
});
const archive = (body) => ({ ...use, of: /^GET \/[^ ]*current-cloud-backend\.zip/, body });
const metadata = (body) => ({ ...use, of: /^GET \/[^ ]*amplify-meta\.json/, body });

const members = (count) => Array.from({ length: count }, (_, index) => `"${index}k":1`).join();
const backendFile = (body) => ({
  ...status,
  body,
  file: ({ name }) => `${name}/amplify/backend/amplify-meta.json`,
});
const ignored = (body) => ({
  from: 'documented',
  args: ['upgrade', '--yes', '--json'],
  body,
  file: ({ name }) => `${name}/.gitignore`,
});
const sections = (count) =>
  Array.from({ length: count }, (_, index) => `[profile p${index}]\nregion = eu-west-1\n\n`).join('');
const profiles = (words, body) => ({
  from: 'plain',
  args: ['profiles', ...words],
  file: () => '.aws/config',
  body,
});

/** What each case sends in place of one answer, or writes into a file: just within a limit, or beyond it. */
const cases = {
  'many stacks': cloudFormation(() =>
    response(Array.from({ length: 5_500 }, (_, index) => stackOf(index)).join('')),
  ),
  'empty stacks': cloudFormation(() => response('<member/>'.repeat(99_000))),
  'one text': cloudFormation(() => response(described('x'.repeat(1_200_000)))),
  'a hundred texts': cloudFormation(() => response(described('x'.repeat(60_000)).repeat(100))),
  'six long texts': cloudFormation(() => response(described('x'.repeat(1_200_000)).repeat(6))),
  'above the limits': cloudFormation(() => response('<member><a>x</a></member>'.repeat(megabyte))),
  // The program does not ask for compressed answers, so nothing decompresses them.
  'packed XML': {
    ...cloudFormation(() => gzipSync(Buffer.alloc(200 * megabyte))),
    headers: { ...xml, 'content-encoding': 'gzip' },
  },
  'packed JSON': {
    ...amplify(() => gzipSync(Buffer.alloc(200 * megabyte))),
    headers: { ...json, 'content-encoding': 'gzip' },
  },
  'many headers': {
    ...cloudFormation(() => response('')),
    headers: Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`x-${index}`, 'y'.repeat(100)]),
    ),
  },
  'many apps': amplify(() => `{"apps":[${'{"appId":"d","tags":{}},'.repeat(33_000)}{}]}`),
  'apps of long texts': amplify(
    () => `{"apps":[${`{"description":"${'x'.repeat(900_000)}"},`.repeat(8)}{}]}`,
  ),
  'many numbers': amplify(() => `{"apps":[],"x":[${'1,'.repeat(4 * megabyte - 100)}1]}`),
  'an archive of the largest size': archive(() => zip([['a/b.json', randomBytes(23 * megabyte)]])),
  'an archive that unpacks to the limit': archive(() =>
    zip([['a/b.json', Buffer.alloc(47 * megabyte, 'x')]]),
  ),
  'an archive that unpacks to more': archive(() => zip([['a/b.json', Buffer.alloc(60 * megabyte, 'x')]])),
  'an archive of many files': archive(() =>
    zip(Array.from({ length: 65_000 }, (_, index) => [`a/${index}`, Buffer.from('x')])),
  ),
  'an object above the limit': archive(() => Buffer.alloc(60 * megabyte, 'x')),
  'metadata of one text': metadata(() => `{"a":"${'x'.repeat(20 * megabyte)}"}`),
  'metadata of empty lists': metadata(() => `{"a":[${'[],'.repeat(7 * megabyte)}1]}`),
  'metadata of many keys': metadata(
    () => `{${Array.from({ length: megabyte }, (_, index) => `"${index}k":1`).join()}}`,
  ),
  'a project file of many keys': backendFile(() => `{${members(megabyte)}}`),
  'a project file of as many values as are read': backendFile(() => `{${members(99_000)}}`),
  'a project file of remarks and values': backendFile(() => `//"\n{${members(99_000)},}`),
  'a project file of empty lists': backendFile(() => `{"a":[${'[],'.repeat(2 * megabyte)}1]}`),
  'a project file of one long text': backendFile(() => `{"a":"${'x'.repeat(8 * megabyte - 100)}"}`),
  'a project file of remarks': backendFile(() => `${'#\n'.repeat(3 * megabyte)}{}`),
  'a project file nested deeply': backendFile(() => '{"a":'.repeat(megabyte)),
  'a project file above the limit': backendFile(() => Buffer.alloc(50 * megabyte, 'x')),
  'flags that are upgraded': {
    from: 'documented',
    args: ['upgrade', '--yes', '--json'],
    file: ({ name }) => `${name}/amplify/.config/local-env-info.json`,
    body: () => `{"a":"${'\\n'.repeat(2 * megabyte)}"}`,
  },
  'a .gitignore of as many lines as are shown': ignored(() => `${'Ā'.repeat(38)}\n`.repeat(99_000)),
  'a .gitignore of one long line': ignored(() => 'Ā'.repeat(3_999_000)),
  'a .gitignore of empty lines': ignored(() => '\n'.repeat(8 * megabyte)),
  'profiles of 50 MB that are listed': profiles(['list', '--json'], () => 'region=x\n'.repeat(5 * megabyte)),
  'as many profiles as are listed': profiles(['list'], () => sections(40_000)),
  'as many profiles as are edited': profiles(['rename', 'p1', 'other', '--yes', '--json'], () =>
    sections(13_000),
  ),
  'remarks of profiles that are edited': profiles(
    ['rename', 'p1', 'other', '--yes', '--json'],
    () => `${sections(2)}${'#\n'.repeat(39_000)}`,
  ),
  'more profiles than are edited': profiles(['remove', 'p1', '--yes', '--json'], () => sections(30_000)),
};
const names = Object.keys(cases);
let highest = 0;

export const memory = {
  id: 'memory',
  title:
    'the largest answers, objects, project files and files of ~/.aws that the limits let through, and larger ones',
  outcome: '',
  width: 1,
  open: async () => ({
    tally: (count) => ({
      text: `${count} of ${names.length} kinds, ${Math.round(highest)} MB resident at most (limit ${most} MB)`,
    }),
  }),
  // All in turn, starting where the seed says.
  case: (_random, { seed }, index) =>
    index < names.length ? { sent: names[(seed + index) % names.length] } : undefined,
  async prove({ sent: name }, world, folder) {
    const { from, args, file, of = /^never$/, headers = {}, body } = cases[name];
    const person = await world.personFor({ from }, folder);
    const large = Buffer.from(body(person));
    if (file) {
      mkdirSync(dirname(join(person.home, file(person))), { recursive: true });
      writeFileSync(join(person.home, file(person)), large);
    }
    let sent = 0;
    const server = createServer({ maxHeaderSize: 65_536 }, async (request, response) => {
      response.on('error', () => {});
      const bytes = Buffer.concat(await request.toArray());
      if (of.test(`${request.method} ${request.url} ${bytes}`)) {
        sent += 1;
        // In pieces, and without a length.
        response.writeHead(200, headers);
        const closed = once(response, 'close');
        for (let at = 0; at < large.length && !response.destroyed; at += 65_536) {
          if (!response.write(large.subarray(at, at + 65_536)))
            await Promise.race([once(response, 'drain'), closed]);
        }
        response.end();
        return;
      }
      const answer = await passOn(world.cloud, request, bytes, response);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const list = join(world.workshop.folder, `resident-${folder}`);
      const env = {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`,
        NODE_OPTIONS: `--import ${measure}`,
        RESIDENT: list,
      };
      const run = await runProgram(world.workshop, person, args, { env, deadline: 120_000 });
      const { overdue, code, out, err } = run;
      if (overdue || ![0, 1].includes(code) || fault.test(out + err))
        return [`it ended with ${code}: ${out.slice(0, 500)}${err}`];
      if (!file && sent === 0) return ['it was never asked for'];
      const used = existsSync(list) ? Number(readFileSync(list, 'utf8')) / 1024 : Number.NaN;
      highest = Math.max(highest, used);
      return used < most ? [] : [`${used} MB resident`];
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};

/** A zip archive of files by name; source: APPNOTE.TXT of PKWARE, 4.3. */
function zip(files) {
  const [parts, listed] = [[], []];
  let at = 0;
  for (const [name, contents] of files) {
    const packed = deflateRawSync(contents);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(contents), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(contents.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    parts.push(Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed);
    listed.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), fields, place, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from('PK\x05\x06'), end]);
}
