import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { type DemoCloud, startDemoCloud } from '../../demo/cloud/server.ts';
import { expectNoFault, runDispatched } from './dispatched.ts';

/** What may be in place of an expected file. */
const megabytes = 9_000_000;
const forms: Readonly<Record<string, (path: string, meant: string) => unknown>> = {
  nothing: () => undefined,
  'an empty file': (path) => writeFileSync(path, ''),
  blanks: (path) => writeFileSync(path, ' \n\t\r\n'),
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to nothing': (path) => symlinkSync(`${path}-not-there`, path),
  'a device without end': (path) => symlinkSync('/dev/zero', path),
  'UTF-16': (path, meant) => writeFileSync(path, `\uFEFF${meant}`, 'utf16le'),
  'a byte order mark': (path, meant) => writeFileSync(path, `\uFEFF${meant}`),
  'Latin-1': (path, meant) =>
    writeFileSync(
      path,
      meant.replace(/[a-z]/g, (letter) => `${letter}\u00E9`),
      'latin1',
    ),
  'bytes that are no text': (path) =>
    writeFileSync(path, Buffer.from([0xff, 0xfe, 0, 0x80, 0xc3, 0x28, 10, 0x1b, 0x5b])),
  'null characters': (path) => writeFileSync(path, Buffer.alloc(4_096)),
  'control characters': (path, meant) =>
    writeFileSync(path, meant.replaceAll(/[a-z]{3}/g, '$&\u001B[2J\u0007\u202E')),
  'lone carriage returns': (path, meant) => writeFileSync(path, meant.replaceAll('\n', '\r')),
  'what is meant, cut off': (path, meant) => writeFileSync(path, meant.slice(0, meant.length >> 1)),
  'one long line': (path) => writeFileSync(path, 'x'.repeat(megabytes)),
  'quotation marks': (path) => writeFileSync(path, `"${'a""'.repeat(megabytes / 3)}`),
  brackets: (path) => writeFileSync(path, '[{"a":'.repeat(100_000)),
  lines: (path) => writeFileSync(path, '\n'.repeat(megabytes)),
  'what is meant, many times': (path, meant) =>
    writeFileSync(path, meant.repeat(Math.ceil(megabytes / meant.length))),
};
export const oddForms = Object.keys(forms);

/** What root can read anyway. */
export const withoutPermission = 'a file without permission';
const ofOthers: typeof forms = {
  [withoutPermission]: (path, meant) => {
    writeFileSync(path, meant);
    chmodSync(path, 0);
  },
};

interface Place {
  /** Path of the file in the home. */
  readonly file: string;
  readonly meant: string;
  readonly argv: (path: string, app: string) => string[];
  readonly env?: (path: string) => NodeJS.ProcessEnv;
  readonly before?: (folder: string, path: string) => void;
}

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
/** Placeholders for the keys of the cloud's user. */
const [anId, aSecret] = ['AN-ACCESS-KEY-ID', 'A-SECRET-ACCESS-KEY'];
const certificate = `-----BEGIN CERTIFICATE-----\n${'TUlJ'.repeat(40)}\n-----END CERTIFICATE-----\n`;
const testDefault = () => ['profiles', 'test', 'default', '--json'];
const status = (_: string, app: string) => ['status', '--json', '--cwd', app];
const dry = (_: string, app: string) => ['init', '--dry-run', '--json', '--patience', '0', '--cwd', app];
const project = { editor: 'none', appName: 'shop' };

export const oddPlaces: Readonly<Record<string, Place>> = {
  'answers of init': {
    ...{ file: 'answers.yml', meant: 'name: shop\nframework: react\n' },
    argv: (path, app) => ['init', '--dry-run', '--json', '--cwd', app, '--answers', path],
  },
  'answers of assume-role': {
    ...{ file: 'answers.json', meant: '{"profile":"default","account":"444455556666","role":"open"}' },
    argv: (path, app) => ['assume-role', 'role', '--dry-run', '--json', '--cwd', app, '--answers', path],
  },
  'a .csv of keys': {
    ...{ file: 'keys.csv', meant: `Access key ID,Secret access key\n${anId},"${aSecret}"\n` },
    argv: (path) => [
      'configure',
      '--dry-run',
      '--json',
      '--profile',
      'ci',
      '--region',
      'eu-west-1',
      '--keys',
      path,
    ],
  },
  'a bundle of certificates': {
    ...{ file: 'ca.pem', meant: certificate, argv: testDefault },
    env: (path) => ({ AWS_CA_BUNDLE: path }),
  },
  'certificates of Node': {
    ...{ file: 'ca.pem', meant: certificate, argv: testDefault },
    env: (path) => ({ NODE_EXTRA_CA_CERTS: path }),
  },
  'a web identity token': {
    ...{ file: 'token', meant: 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln\n', argv: dry },
    env: (path) => ({
      AWS_WEB_IDENTITY_TOKEN_FILE: path,
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/a',
      AWS_REGION: 'eu-west-1',
    }),
    before: (folder) => rmSync(join(folder, '.aws/credentials')),
  },
  'a token of a container': {
    ...{ file: 'token', meant: 'Basic abc\n', argv: dry },
    env: (path) => ({
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1',
      AWS_REGION: 'eu-west-1',
    }),
    before: (folder) => rmSync(join(folder, '.aws/credentials')),
  },
  'the credentials file': {
    ...{
      file: '.aws/credentials',
      meant: `[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`,
    },
    argv: testDefault,
  },
  'the config file': {
    file: '.aws/config',
    meant: '[default]\nregion = eu-west-1\noutput = json\n',
    argv: testDefault,
  },
  'the config file of an edit': {
    ...{ file: '.aws/config', meant: '[default]\nregion = eu-west-1\noutput = json\n' },
    argv: () => ['profiles', 'rename', 'default', 'other', '--dry-run', '--json'],
  },
  'sessions of roles': {
    ...{
      file: '.amplify/awscloudformation/cache.json',
      meant: '{"arn:aws:iam::111122223333:role/a":{"s":{"accessKeyId":"A"}}}',
    },
    argv: () => ['profiles', 'test', 'role', '--json'],
    before: (folder) =>
      writeFileSync(
        join(folder, '.aws/config'),
        '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = default\n',
      ),
  },
  'a note of init': {
    ...{
      file: '.amplify/tui/journal/a.json',
      meant: '{"version":1,"id":"a","folder":"/nowhere"}',
      argv: dry,
    },
  },
  'the settings': { file: '.amplify/tui/settings.json', meant: '{"theme":"dark"}', argv: dry },
  'durations of resources': {
    file: '.amplify/tui/durations.json',
    meant: '{"version":1,"types":{"a":[1]}}',
    argv: dry,
  },
  'package.json': { file: 'app/package.json', meant: '{"dependencies":{"react":"19"}}', argv: dry },
  'project-config.json': {
    ...{ file: 'app/amplify/.config/project-config.json', argv: status },
    meant: JSON.stringify({ ...project, frontend: 'javascript', javascript: { framework: 'react' } }),
  },
  'amplify-meta.json': {
    ...{ file: 'app/amplify/backend/amplify-meta.json', argv: status },
    meant: '{"providers":{"awscloudformation":{"StackName":"a","Region":"eu-west-1"}}}',
    before: (folder) => {
      mkdirSync(join(folder, 'app/amplify/.config'), { recursive: true });
      writeFileSync(
        join(folder, 'app/amplify/.config/project-config.json'),
        JSON.stringify({ ...project, frontend: 'javascript', javascript: { framework: 'react' } }),
      );
    },
  },
  'a .gitignore': {
    ...{ file: 'app/.gitignore', meant: 'dist\nnode_modules\n' },
    argv: (_, app) => ['upgrade', '--dry-run', '--json', '--cwd', app],
    before: (folder) => {
      const texts = {
        '.config/project-config.json': {
          ...project,
          ...{ frontend: 'javascript', javascript: { framework: 'react' } },
        },
        'backend/amplify-meta.json': {
          providers: { awscloudformation: { StackName: 'a', StackId: 'arn:a', Region: 'eu-west-1' } },
        },
      };
      for (const [label, value] of Object.entries(texts)) {
        const path = join(folder, 'app/amplify', label);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(value));
      }
    },
  },
  'gradle settings': { file: 'app/settings.gradle', meant: "include ':app'\n", argv: dry },
  'pubspec.yaml': {
    file: 'app/pubspec.yaml',
    meant: 'name: a\ndependencies:\n  flutter:\n    sdk: flutter\n',
    argv: dry,
  },
  'Package.swift': {
    file: 'app/Package.swift',
    meant: 'let package = Package(name: "a", platforms: [.iOS(.v15)])\n',
    argv: dry,
  },
  'vite.config.ts': {
    file: 'app/vite.config.ts',
    meant: "export default { build: { outDir: 'out' } };\n",
    argv: dry,
  },
  'angular.json': {
    file: 'app/angular.json',
    meant: '{"projects":{"a":{"architect":{"build":{"options":{"outputPath":"x"}}}}}}',
    argv: dry,
  },
};

/** A demo cloud and a folder for the homes of many runs; call `close` at the end. */
export async function openOddFiles() {
  const cloud: DemoCloud = await startDemoCloud({ speed: 1_000 });
  const folder = mkdtempSync(join(tmpdir(), 'odd-files-'));
  const [user] = cloud.accounts[0]?.users ?? [];
  if (!user) throw new Error('the demo cloud has no user');
  let homes = 0;

  /** A home of its own with an app. */
  function person() {
    homes += 1;
    const home = join(folder, String(homes));
    mkdirSync(join(home, '.aws'), { recursive: true });
    mkdirSync(join(home, 'app'));
    const credentials = `[default]\naws_access_key_id = ${user?.accessKeyId}\naws_secret_access_key = ${user?.secretAccessKey}\nregion = eu-west-1\n`;
    writeFileSync(join(home, '.aws/credentials'), credentials);
    writeFileSync(join(home, 'app/package.json'), '{"dependencies":{"react":"19"}}');
    return { home, app: join(home, 'app'), env: { HOME: home, AWS_ENDPOINT_URL: cloud.endpoint } };
  }

  return {
    /** Puts a form in place of a file and runs the command that reads it, which must report it and not fail itself. */
    async prove(name: string, form: string): Promise<void> {
      const [place, make] = [oddPlaces[name], forms[form] ?? ofOthers[form]];
      if (!place || !make) throw new Error(`no ${name} or ${form}`);
      const { home, app, env } = person();
      const path = join(home, place.file);
      place.before?.(home, path);
      mkdirSync(dirname(path), { recursive: true });
      rmSync(path, { recursive: true, force: true });
      make(path, place.meant.replace(anId, user.accessKeyId).replace(aSecret, user.secretAccessKey));
      const run = await runDispatched(place.argv(path, app), { ...env, ...place.env?.(path) });
      expectNoFault([name, form], run);
      const steering = [...run.said.slice(0, 100_000)].filter((character) => steers.test(character));
      expect([name, form, steering]).toEqual([name, form, []]);
      // Something the program started in this process may still be writing its last output.
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
    async close(): Promise<void> {
      await cloud.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** What must never reach a terminal from a file. */
const steers = /[^\n\P{C}]/u;
