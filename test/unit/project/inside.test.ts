import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { replaceCurrentBackend } from '../../../src/flows/configure-project/current-backend.ts';
import { openProject } from '../../../src/flows/configure-project/look.ts';
import { writeProjectPlan } from '../../../src/flows/configure-project/run.ts';
import { newestBackup } from '../../../src/flows/environments/upgrade/backup.ts';
import { readBackend } from '../../../src/project/client-config/backend.ts';
import { planClientConfig } from '../../../src/project/client-config/files.ts';
import { linkNotes, placeInside, staysInside } from '../../../src/project/inside.ts';
import { writePlannedFiles } from '../../../src/project/write.ts';
import { planOf, projectWith } from '../flows/configure-project/support.ts';
import { folderWith } from './support/folders.ts';
import { sampleSettings } from './support/sample.ts';

const label = 'src/aws-exports.js';

/** A project, and a folder beside it with a user's own files. */
function beside() {
  const all = realpathSync(folderWith({ 'shop/src/': '', 'home/.ssh/authorized_keys': 'mine' }));
  return { root: join(all, 'shop'), home: join(all, 'home') };
}

const created = (root: string) =>
  ({ path: join(root, label), label, contents: 'x', change: 'create' }) as const;

describe('a write into a project', () => {
  const links: readonly (readonly [string, (root: string, home: string) => void])[] = [
    ['a link to a file', (root, home) => symlinkSync(join(home, '.ssh/authorized_keys'), join(root, label))],
    ['a link to nothing yet', (root) => symlinkSync('../../home/.bash_profile', join(root, label))],
    [
      'a linked folder',
      (root, home) => {
        mkdirSync(join(root, 'app'));
        symlinkSync(home, join(root, 'app/out'));
        symlinkSync('../app/out/new', join(root, label));
      },
    ],
  ];

  it.each(links)('through %s that leads out is refused, with the place that it leads to', async (_, make) => {
    const { root, home } = beside();
    make(root, home);
    const refused = { code: 'OUTSIDE_PROJECT', why: expect.stringContaining(home) };
    await expect(writeProjectPlan([created(root)])).rejects.toMatchObject(refused);
    await expect(writePlannedFiles([created(root)])).rejects.toMatchObject(refused);
    await expect(linkNotes(root, [created(root)])).rejects.toMatchObject(refused);
    expect(existsSync(join(home, '.bash_profile'))).toBe(false);
    expect(existsSync(join(home, 'new'))).toBe(false);
  });

  it('through a link within it goes to the real place, which the review names', async () => {
    const { root } = beside();
    mkdirSync(join(root, 'packages'));
    symlinkSync('../packages/exports.js', join(root, label));
    expect(await linkNotes(root, [created(root)])).toEqual([
      `${label} is a link: what is changed is packages/exports.js.`,
    ]);
    expect(await placeInside(created(root))).toBe(join(root, 'packages/exports.js'));
    await writeProjectPlan([created(root)]);
    expect(existsSync(join(root, 'packages/exports.js'))).toBe(true);
  });

  it('that replaces the deployed copy does not go through a linked amplify/ either', async () => {
    const { root, home } = beside();
    symlinkSync(home, join(root, 'amplify'));
    await expect(replaceCurrentBackend(root, new Map())).rejects.toMatchObject({ code: 'OUTSIDE_PROJECT' });
    expect(existsSync(join(home, '#current-cloud-backend'))).toBe(false);
  });

  it.each(['../x', 'a/../../x', 'a//x', './x', '/x', 'a\\..\\x', 'a\u0007', 'a\u202Ex'])(
    'is never named %j',
    async (name) => {
      expect(staysInside(name)).toBe(false);
      await expect(placeInside({ path: join('/tmp', name), label: name })).rejects.toMatchObject({
        code: 'OUTSIDE_PROJECT',
      });
    },
  );
});

it('folders of project-config.json that lead out are reported, and nothing is read or written there', async () => {
  const config = 'amplify/.config/project-config.json';
  const root = projectWith('multi-env', {});
  const text = JSON.stringify({
    ...{ projectName: 'shop', version: '3.1', frontend: 'javascript', providers: ['awscloudformation'] },
    javascript: {
      framework: 'none',
      config: { SourceDir: '../home', DistributionDir: 'dist', BuildCommand: 'b', StartCommand: 's' },
    },
  });
  writeFileSync(join(root, config), text);
  expect((await openProject(root)).notes).toContainEqual(expect.stringContaining('../home as SourceDir'));
  const plan = await planOf(root, { configFiles: 'write' });
  expect(plan.files.map((file) => file.label)).not.toContainEqual(expect.stringContaining('home'));
  expect(plan.kept).toContainEqual({
    ...{ label: '../home/aws-exports.js', why: 'its folder is not within the project' },
  });
});

it('a record of an upgrade counts only for files that an upgrade changes, and in the project itself', async () => {
  const { root, home } = beside();
  const record = {
    files: [
      { label: '.ssh/authorized_keys', change: 'update' },
      { label: 'src/mine.js', change: 'create' },
      { label: '.amplifyrc', change: 'remove' },
    ],
  };
  mkdirSync(join(root, 'amplify-backup-aaaaa'));
  writeFileSync(join(root, 'amplify-backup-aaaaa/upgrade.json'), JSON.stringify(record));
  expect((await newestBackup(root))?.files).toEqual([{ label: '.amplifyrc', change: 'remove' }]);
  const linked = beside();
  mkdirSync(join(linked.home, 'backup'));
  writeFileSync(join(linked.home, 'backup/upgrade.json'), JSON.stringify(record));
  symlinkSync(join(linked.home, 'backup'), join(linked.root, 'amplify-backup-bbbbb'));
  expect(await newestBackup(linked.root)).toBeUndefined();
  expect(existsSync(join(home, '.ssh/authorized_keys'))).toBe(true);
});

it.each([
  "'; process.exit(7); '",
  '`$(touch x)`',
  ['$', '{x}'].join(''),
  '*/ evil() /*',
  '</script>',
  '\u2028x\u2029',
  '"\\',
])('a value %j of the metadata is text in JavaScript and JSON, never code', (odd) => {
  const output = { BucketName: odd, Region: odd };
  const backend = readBackend({ storage: { s: { service: 'S3', lastPushTimeStamp: 1, output } } }, odd);
  const { files } = planClientConfig('/app', sampleSettings, backend, new Map());
  const [exported, json] = files.map(({ contents }) => contents);
  const expected = { aws_user_files_s3_bucket: odd, aws_project_region: odd };
  const code = String(exported).replace('export default awsmobile;', 'awsmobile');
  expect(JSON.parse(JSON.stringify(runInNewContext(code)))).toMatchObject(expected);
  expect(JSON.parse(String(json))).toMatchObject(expected);
});
