import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownKeys } from '../../../../src/app/own-keys.ts';
import type { DoctorReport } from '../../../../src/flows/doctor/report.ts';
import { reportText } from '../../../../src/flows/doctor/text.ts';
import { sectionRows } from '../../../../src/flows/doctor/text-rows.ts';
import { layoutLabels, layouts } from '../../../../src/project/project.ts';
import { openConfigureJournal } from '../../../../src/state/configure-journal.ts';
import { openDeleteJournal } from '../../../../src/state/delete-journal.ts';
import { type InitJournalEntry, openJournal } from '../../../../src/state/journal.ts';
import { canaries } from '../../../screens/support/canary.ts';
import { someBackend, somePieces } from '../../../support/pretend-delete.ts';
import { examineHome, healthyFiles, keys, makeHome, now, said } from './support.ts';

const entry = {
  ...{
    version: 1,
    id: 'note-1',
    kind: 'init',
    startedAt: now - 3_720_000,
    updatedAt: now,
    step: 'following',
  },
  ...{ access: { kind: 'profile', name: 'default' }, region: 'eu-west-1', account: '111122223333' },
  settings: { name: 'inventory', editor: 'none', app: 'ios' },
  stackName: 'inventory-20261123094512',
  token: 'note-1',
};

it.each(layouts)('calls the layout %s like every other screen', async (layout) => {
  const report = await examineHome(makeHome(healthyFiles));
  const project = { ...report.project, root: '~/app', name: 'shop', layout };
  const rows = sectionRows('project', { ...report, project } as DoctorReport);
  expect(rows[0]?.text).toContain(`shop · ${layoutLabels[layout]} · `);
});

describe('a healthy set-up', () => {
  it('has no finding', async () => {
    const report = await examineHome(makeHome(healthyFiles));
    expect(said(report)).toEqual([]);
    expect(report).toMatchObject({
      type: 'result',
      schema: 1,
      ok: true,
      at: '2026-11-23T09:45:00.000Z',
      program: { version: '1.2.3', node: process.versions.node, environment: [] },
      profiles: [
        {
          name: 'default',
          kind: 'keys',
          region: 'eu-west-1',
          accessKey: '****************0001',
          usable: true,
        },
      ],
      access: { kind: 'profile', name: 'default', source: 'the profile default', region: 'eu-west-1' },
      cloud: { kind: 'aws', endpoints: [], asked: null },
      project: { kind: 'none', root: null },
      unfinished: [],
    });
    expect(reportText(report)).toMatch(/✔ Nothing is wrong\.$/);
  });
});

describe('the newest version', () => {
  const seenAt = now - 3 * 24 * 60 * 60 * 1000;
  const known = (version: string) =>
    makeHome({
      ...healthyFiles,
      '.amplify/tui/newest-version.json': JSON.stringify({ version: 1, newest: version, seenAt }),
    });

  it('is a notice if it is newer than this one, without a request', async () => {
    const report = await examineHome(known('1.3.0'));
    expect(said(report)).toEqual(['program warning: amplify-tui 1.3.0 is there (seen 3 days ago).']);
    expect(report.findings[0]?.next).toBe('Run `npm install --global amplify-tui`.');
    expect(report.ok).toBe(true);
    expect(report.program.newest).toEqual({
      ...{ version: '1.3.0', seenAt: '2026-11-20T09:45:00.000Z', newer: true },
    });
  });

  it.each(['1.2.3', '1.2.2', '1.2.3-rc.1'])('is only mentioned if it is %s', async (version) => {
    const report = await examineHome(known(version));
    expect(said(report)).toEqual([]);
    expect(reportText(report)).toContain(`    newest version: ${version} (seen 3 days ago)\n`);
    expect(report.program.newest?.newer).toBe(false);
  });

  it('is not known before it was looked up', async () => {
    const report = await examineHome(makeHome(healthyFiles));
    expect(report.program.newest).toBeNull();
    expect(reportText(report)).not.toContain('newest');
  });

  it('is the new answer, or the previous one if nobody answered', async () => {
    const newest = { version: '2.0.0', seenAt: now };
    const asked = await examineHome(
      known('1.3.0'),
      {},
      { askNewest: async () => ({ newest, findings: [] }) },
    );
    expect(said(asked)).toEqual(['program warning: amplify-tui 2.0.0 is there (seen today).']);
    const finding = { section: 'program', severity: 'error', text: 'npm is gone.', next: 'Wait.' } as const;
    const silent = await examineHome(
      known('1.3.0'),
      {},
      { askNewest: async () => ({ findings: [finding] }) },
    );
    expect(said(silent)).toEqual([
      'program warning: amplify-tui 1.3.0 is there (seen 3 days ago).',
      'program error: npm is gone.',
    ]);
    expect(silent.ok).toBe(false);
  });
});

describe('the access used here', () => {
  it('reports an invalid proxy once, asked or not, and shows none of it', async () => {
    const env = { HTTPS_PROXY: 'socks5://u:canary@proxy:1' };
    const home = makeHome(healthyFiles);
    for (const askIdentity of [undefined, () => Promise.reject(new Error('nobody is asked'))]) {
      const report = await examineHome(
        home,
        { env: { HOME: home, ...env } },
        askIdentity ? { askIdentity } : {},
      );
      expect(report.findings.filter(({ text }) => text.includes('HTTPS_PROXY'))).toHaveLength(1);
      expect(JSON.stringify(report)).not.toContain('canary');
    }
  });

  it('is what the machine provides if there is nothing else, by name and source', async () => {
    const home = makeHome();
    const container = { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials' };
    const report = await examineHome(home, { env: { HOME: home, AWS_REGION: 'eu-west-1', ...container } });
    expect(report.access).toMatchObject({
      kind: 'machine',
      name: 'container credentials',
      source: 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    });
    expect(reportText(report)).toContain('container credentials · from AWS_CONTAINER_CREDENTIALS_FULL_URI');
  });

  it('says why it is that one', async () => {
    const home = makeHome({ ...healthyFiles, '.aws/credentials': `${keys('default')}${keys('work')}` });
    const env = { HOME: home, AWS_PROFILE: 'work' };
    expect((await examineHome(home, { env })).access).toMatchObject({ name: 'work', source: 'AWS_PROFILE' });
    const flagged = await examineHome(home, { env, flags: { profile: 'default', region: 'us-east-2' } });
    expect(flagged.access).toMatchObject({ name: 'default', source: '--profile', region: 'us-east-2' });
  });

  it('is broken if it cannot be used; another broken profile is only a notice', async () => {
    const half = '[half]\naws_access_key_id = AKIAEXAMPLE000000002\n';
    const home = makeHome({ ...healthyFiles, '.aws/credentials': `${keys('default')}${half}` });
    const other = await examineHome(home);
    expect(other.ok).toBe(true);
    expect(other.findings).toMatchObject([
      { section: 'profiles', severity: 'warning', about: 'half', file: '~/.aws/credentials', line: 5 },
    ]);
    const used = await examineHome(home, { flags: { profile: 'half' } });
    expect(used.ok).toBe(false);
    expect(said(used).join('\n')).toMatch(/^access error: half cannot be used\. .*aws_secret_access_key/im);
    const unknown = await examineHome(home, { flags: { profile: 'nobody' } });
    expect(said(unknown)).toContain('access error: Profile "nobody" (named by --profile) not found.');
  });

  it('is missing on a new machine', async () => {
    const report = await examineHome(makeHome());
    expect(report.ok).toBe(false);
    expect(said(report)).toHaveLength(1);
    expect(said(report)[0]).toMatch(/^access error: No AWS access is set up/);
  });
});

it('names the remedy for a variable that leads nowhere', async () => {
  const home = makeHome({ '.aws/config': '[default]\nregion = eu-west-1\n' });
  const env = { HOME: home, AWS_SHARED_CREDENTIALS_FILE: join(home, 'nope') };
  const { findings } = await examineHome(home, { env });
  expect(findings).toContainEqual(
    expect.objectContaining({
      text: 'default: AWS_SHARED_CREDENTIALS_FILE names ~/nope, which is not there.',
      next: 'Correct or unset the variable, or save keys there: amplify-tui configure.',
    }),
  );
});

describe('the endpoint', () => {
  const config =
    '[default]\nregion = eu-west-1\nservices = local\n[services local]\ns3 =\n  endpoint_url = http://s3.local:1\n';

  it('is shown with its source', async () => {
    const home = makeHome({ ...healthyFiles, '.aws/config': config });
    expect((await examineHome(home)).cloud).toMatchObject({
      kind: 'endpoint',
      endpoints: [{ service: 's3', url: 'http://s3.local:1', source: '[services local]' }],
    });
    const env = {
      HOME: home,
      AWS_ENDPOINT_URL: 'http://localhost:4566',
      AWS_ENDPOINT_URL_IAM: 'http://iam.local',
    };
    expect((await examineHome(home, { env })).cloud.endpoints).toEqual([
      { service: 'all', url: 'http://localhost:4566', source: 'AWS_ENDPOINT_URL' },
      { service: 'iam', url: 'http://iam.local', source: 'AWS_ENDPOINT_URL_IAM' },
    ]);
  });

  it('is broken if it contains a password, which is not shown', async () => {
    const home = makeHome(healthyFiles);
    const env = { HOME: home, AWS_ENDPOINT_URL: 'http://me:hunter2@localhost:4566' };
    const report = await examineHome(home, { env });
    expect(reportText(report)).toMatch(/✖ .*AWS_ENDPOINT_URL[\s\S]*a user name or password/);
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });

  it('is broken if it is not an address, and then nothing is asked', async () => {
    const home = makeHome(healthyFiles);
    let asked = 0;
    const report = await examineHome(
      home,
      { env: { HOME: home, AWS_ENDPOINT_URL: 'localhost:4566' } },
      {
        askIdentity: () => {
          asked += 1;
          return Promise.reject(new Error('not here'));
        },
      },
    );
    expect(report.ok).toBe(false);
    expect(report.cloud.asked).toBeNull();
    expect(asked).toBe(0);
  });
});

describe('leftovers', () => {
  it('reports an unfinished init and how to continue, and a damaged note', async () => {
    const home = makeHome({ ...healthyFiles, '.amplify/tui/journal/bad.json': '{"version": 1' });
    const folder = join(home, 'my app');
    mkdirSync(folder);
    writeFileSync(join(home, '.amplify/tui/journal/note-1.json'), JSON.stringify({ ...entry, folder }), {
      mode: 0o600,
    });
    const report = await examineHome(home);
    expect(report.unfinished).toEqual([
      {
        ...{ kind: 'init', id: 'note-1', folder: '~/my app', stack: 'inventory-20261123094512' },
        ...{ step: 'following', user: null, profile: null },
        ...{ account: '111122223333', region: 'eu-west-1', age: 3_720_000 },
      },
    ]);
    const [left, damaged] = report.findings;
    expect(left).toMatchObject({ section: 'unfinished', severity: 'warning', about: 'note-1' });
    expect(left?.text).toContain('1h 02m ago the stack was being created (inventory-20261123094512)');
    expect(left?.next).toContain("amplify-tui init --resume --cwd ~/'my app'");
    expect(damaged).toMatchObject({ section: 'unfinished', severity: 'error' });
    expect(damaged?.text).toContain('~/.amplify/tui/journal/bad.json');
    expect(report.ok).toBe(false);
  });

  it('reports an init of this folder that was started in another home', async () => {
    const home = makeHome(healthyFiles);
    const folder = join(home, 'app');
    const theirs = openJournal(join(home, 'theirs'));
    await theirs.begin({ ...entry, folder } as InitJournalEntry);
    const { findings } = await examineHome(home);
    expect(findings).toMatchObject([
      {
        ...{ section: 'unfinished', severity: 'warning' },
        text: expect.stringContaining('Its note is in ~/theirs/journal. The stack inventory-20261123094512'),
        next: expect.stringContaining('delete ~/app/.amplify-tui-init'),
      },
    ]);
  });

  it('names each file and folder left by a killed run, with the command that removes it, and nothing of a running one', async () => {
    const dead = spawnSync(process.execPath, ['-e', '0']).pid;
    const home = makeHome({
      ...healthyFiles,
      'app/amplify/.config/project-config.json': '{}',
      [`app/amplify/.config/aws-info.json.${dead}-1.unfinished`]: '{',
      [`app/amplify/.config/aws-info.json.${process.ppid}-1.unfinished`]: '{',
      'app/amplify-backup-0a1b2.unfinished/amplify/x.json': '{}',
      [`app/amplify-backup-0a1b2.${dead}-1.unfinished/amplify/x.json`]: '{}',
      'app/amplify/#current-cloud-backend.old/x.json': '{}',
      'app/amplify/#current-cloud-backend.new/x.json': '{}',
      [`.aws/.credentials.amplify-tui-${dead}-0a1b2c3d4e5f`]: 'aws_secret_access_key',
      [`.aws/.credentials.amplify-tui-${process.ppid}-0a1b2c3d4e5f`]: 'aws_secret_access_key',
      [`.amplify/awscloudformation/cache.json.${dead}-1.unfinished`]: '{',
      [`.amplify/tui/journal/delete/note-1.json.${dead}-1.unfinished`]: '{',
      [`.amplify/tui/changes/1764000000000-0a1b2c3d.json.${dead}-1.unfinished`]: '{',
      [`.amplify/tui/exec/${dead}/credentials`]: 'aws_secret_access_key',
      [`.amplify/tui/exec/${process.ppid}/credentials`]: 'aws_secret_access_key',
      'app/notes.lock': 'mine',
      'app/.amplify-tui-init': '{"version": 1,',
    });
    symlinkSync(`${dead} - ${hostname()} once`, join(home, 'app/.amplify-tui-init.lock'));
    symlinkSync(`${dead} - ${hostname()} once`, join(home, '.aws/config.amplify-tui.lock'));
    const { findings } = await examineHome(home);
    const left = findings.filter(({ section, file }) => section === 'unfinished' && file);
    expect(left.map(({ file }) => file).sort()).toEqual(
      [
        `~/.amplify/awscloudformation/cache.json.${dead}-1.unfinished`,
        `~/.amplify/tui/journal/delete/note-1.json.${dead}-1.unfinished`,
        `~/.amplify/tui/changes/1764000000000-0a1b2c3d.json.${dead}-1.unfinished`,
        `~/.amplify/tui/exec/${dead}`,
        `~/.aws/.credentials.amplify-tui-${dead}-0a1b2c3d4e5f`,
        '~/.aws/config.amplify-tui.lock',
        '~/app/.amplify-tui-init',
        '~/app/.amplify-tui-init.lock',
        '~/app/amplify-backup-0a1b2.unfinished',
        `~/app/amplify-backup-0a1b2.${dead}-1.unfinished`,
        '~/app/amplify/#current-cloud-backend.new',
        '~/app/amplify/#current-cloud-backend.old',
        `~/app/amplify/.config/aws-info.json.${dead}-1.unfinished`,
      ].sort(),
    );
    for (const { file, next } of left)
      expect(next).toMatch(file?.endsWith('.old') ? /amplify-tui env use/ : /^rm -rf ~\//);
  });

  it('reports an unfinished access key', async () => {
    const home = makeHome(healthyFiles);
    await openConfigureJournal(join(home, '.amplify/tui')).save({
      ...{ version: 1, id: 'key-1', kind: 'create', startedAt: now - 60_000, updatedAt: now, step: 'saving' },
      ...{ access: { kind: 'profile', name: 'default' }, region: 'eu-west-1', account: '111122223333' },
      ...{ userName: 'amplify-dev', userMade: true, profile: 'work', accessKeyId: 'AKIAEXAMPLE000000007' },
    });
    const report = await examineHome(home);
    expect(report.unfinished).toMatchObject([
      { kind: 'access key', id: 'key-1', user: 'amplify-dev', profile: 'work', age: 60_000, folder: null },
    ]);
    expect(said(report)).toEqual([
      'unfinished warning: An access key of the user amplify-dev in account 111122223333 was started 1m 00s ago and did not finish.',
    ]);
    expect(JSON.stringify(report)).not.toContain('AKIAEXAMPLE000000007');
  });

  it.each([
    ['project', 'delete'],
    ['environment', 'env remove shop'],
  ] as const)(
    'reports an unfinished deletion of the %s, with the command that continues it',
    async (scope, command) => {
      const home = makeHome(healthyFiles);
      const { name, layout, settings } = somePieces;
      await openDeleteJournal(join(home, '.amplify/tui')).save({
        ...{ version: 1, kind: 'delete', id: 'note-1', folder: join(home, 'app'), startedAt: now - 60_000 },
        ...{
          scope,
          name,
          layout,
          settings,
          targets: [someBackend.target],
          keepBucket: false,
          keepFiles: false,
        },
      });
      const report = await examineHome(home);
      const { account, region, stackName } = someBackend.target;
      expect(report.unfinished).toMatchObject([
        { kind: 'deletion', folder: '~/app', stack: stackName, account, region, age: 60_000, user: null },
      ]);
      expect(said(report)).toEqual([
        `unfinished warning: The deletion of shop in ~/app was started 1m 00s ago and did not finish (${stackName}).`,
      ]);
      expect(report.findings[0]?.next).toBe(`Resume it: amplify-tui ${command} --cwd ~/app`);
    },
  );

  it('reports what it does not understand in the settings', async () => {
    const home = makeHome({ ...healthyFiles, '.amplify/tui/settings.ini': 'theme = pink\n' });
    const report = await examineHome(home);
    expect(report.findings).toMatchObject([
      { section: 'settings', severity: 'warning', file: '~/.amplify/tui/settings.ini' },
    ]);
    expect(report.settings.theme).toBe('auto');
  });

  it('reports ignored lines of [keys]', async () => {
    const text = '[keys]\nsession.help = H\nlist.dwn = n\n';
    const home = makeHome({ ...healthyFiles, '.amplify/tui/settings.ini': text });
    const report = await examineHome(
      home,
      {},
      {
        keyFindings: async (lines, file) => (await ownKeys(lines, file)).findings,
      },
    );
    expect(report.findings).toMatchObject([
      {
        section: 'settings',
        severity: 'warning',
        text: expect.stringMatching(/settings\.ini, line 3: "list\.dwn = n".* Did you mean list\.down\?/),
        next: expect.stringMatching(/^Correct the line/),
      },
    ]);
  });

  it('reports an unreadable project', async () => {
    const home = makeHome({ ...healthyFiles, 'app/amplify/.config/project-config.json': '{\n  "a": \n' });
    const report = await examineHome(home);
    expect(report.project.kind).toBe('unreadable');
    expect(said(report)[0]).toMatch(/^project error: ~\/app\/amplify\/\.config\/project-config\.json/);
  });
});

it('names the command that recreates a file of this machine, which no source control has', async () => {
  const config = { projectName: 'shop', version: '3.1', frontend: 'ios', providers: ['awscloudformation'] };
  const home = makeHome({
    ...healthyFiles,
    'app/amplify/.config/project-config.json': JSON.stringify(config),
    'app/amplify/.config/local-env-info.json': JSON.stringify({ projectPath: '/x', envName: 'dev' }),
    'app/amplify/team-provider-info.json': '{"dev":{"awscloudformation":{}}}',
  });
  const { findings } = await examineHome(home);
  expect(findings).toContainEqual({
    ...{ section: 'project', severity: 'warning' },
    text: expect.stringMatching(/^local-aws-info\.json is missing/),
    next: 'Run `amplify-tui configure project --yes --profile NAME`.',
  });
});

it('contains no secret, wherever one was put', async () => {
  const [secret, other, token] = canaries;
  const files = {
    '.aws/credentials': [
      keys('default', 'AKIAEXAMPLE000000001', secret),
      keys('swapped', secret, 'AKIAEXAMPLE000000009'),
      `[temporary]\naws_access_key_id = ASIAEXAMPLE000000003\naws_secret_access_key = ${other}\naws_session_token = ${token}\n`,
      `[lost]\nregion = ${other}\nendpoint_url = ftp://me:${secret}@host\n${token}\n`,
      `[${secret}]\nregion = eu-west-1\n`,
    ].join('\n'),
    '.aws/config': `[default]\nregion = eu-west-1\n[profile x]\nsource_profile = ${other}\nrole_arn = arn:aws:iam::111122223333:role/x\n`,
    '.amplify/tui/settings.ini': `theme = ${secret}\n`,
    '.amplify/tui/journal/odd.json': `{"secret": "${secret}"}`,
  };
  const home = makeHome(files);
  const env = {
    HOME: home,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token,
    HTTPS_PROXY: `http://u:${other}@p`,
  };
  const report = await examineHome(home, { env, flags: { endpoint: `http://me:${secret}@127.0.0.1:1` } });
  const texts = [JSON.stringify(report), reportText(report)];
  for (const text of texts) {
    expect(text).toContain('AWS_SECRET_ACCESS_KEY');
    for (const canary of canaries) {
      for (let at = 0; at + 8 <= canary.length; at++) expect(text).not.toContain(canary.slice(at, at + 8));
    }
  }
});
