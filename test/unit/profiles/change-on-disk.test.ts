import {
  appendFileSync,
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import { ProfileUnwritable } from '../../../src/profiles/edit/paste.ts';
import type { ProfileChange } from '../../../src/profiles/profile-plan.ts';
import { problemOf } from '../../support/problem-of.ts';
import { canary, makeHome, modeOf, newKeys, setRegion } from './change-home.ts';

let given: Home['given'];
let write: Home['write'];
let text: Home['text'];
let inAws: Home['inAws'];
let home: string;
let env: NodeJS.ProcessEnv;
let remove: () => void;
type Home = ReturnType<typeof makeHome>;
beforeEach(() => {
  ({ given, write, text, inAws, home, env, remove } = makeHome());
});
afterEach(() => remove());

describe('another program that writes to both files at the moment of a change', () => {
  /** Appends to the old config file and to the new credentials file. */
  async function writeDuring(change: ProfileChange) {
    const other = openSync(inAws('config'), 'a');
    const before = [text('credentials'), text('config')];
    const work = writeProfileChange(env, await planProfileChange(env, change));
    while (before[0] === text('credentials') || before[1] === text('config'))
      await new Promise((resolve) => setImmediate(resolve));
    writeSync(other, '# late\n');
    closeSync(other);
    appendFileSync(inAws('credentials'), '# theirs\n');
    return work;
  }
  const secret = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = canary-old\n';
  beforeEach(() => given({ config: '[profile a]\nregion = r\n', credentials: `[a]\n${secret}` }));

  it('does not leave a profile half renamed', async () => {
    expect((await writeDuring({ kind: 'rename', name: 'a', to: 'b' })).kind).toBe('written');
    expect(text('config')).toBe('[profile b]\nregion = r\n# late\n');
    expect(text('credentials')).toBe(`[b]\n${secret}# theirs\n`);
  });

  it('does not leave a profile half removed, and the copy of its key stays', async () => {
    const outcome = await writeDuring({ kind: 'remove', name: 'a' });
    if (outcome.kind !== 'written') throw new Error('it was asked again');
    expect(`${text('config')}${text('credentials')}`).toMatch(/^# late\n(?:\n)*# theirs\n$/);
    expect(readFileSync(outcome.kept ?? '', 'utf8')).toContain('canary-old');
  });
});

describe('the files on disk', () => {
  it('keep a symbolic link, and its target is closed to others', async () => {
    given({ config: '' });
    mkdirSync(join(home, 'dotfiles'));
    writeFileSync(join(home, 'dotfiles/credentials'), '[a]\nregion = r\n', { mode: 0o640 });
    symlinkSync('../dotfiles/link', inAws('credentials'));
    symlinkSync('credentials', join(home, 'dotfiles/link'));
    const plan = await planProfileChange(env, { ...newKeys, name: 'a' });
    expect(plan.files[0]?.target).toBe(join(home, 'dotfiles/credentials'));
    expect(plan.files[0]?.warnings).toEqual([expect.stringContaining('(mode 640); it becomes 600')]);
    await writeProfileChange(env, plan);
    expect(lstatSync(inAws('credentials')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(home, 'dotfiles/link')).isSymbolicLink()).toBe(true);
    expect(modeOf(join(home, 'dotfiles/credentials'))).toBe('600');
    expect(readFileSync(join(home, 'dotfiles/credentials'), 'utf8')).toContain('AKIAIOSFODNN7EXAMPLE');
    expect(readdirSync(join(home, 'dotfiles')).sort()).toEqual(['credentials', 'link']);
  });

  it('keep a symbolic link that leads nowhere yet, and the review names the place', async () => {
    given({});
    mkdirSync(join(home, 'later'));
    symlinkSync(join(home, 'later/config'), inAws('config'));
    const plan = await planProfileChange(env, setRegion('a', 'r'));
    expect(plan.files[0]?.warnings).toEqual(['~/.aws/config is a link: the file is made at ~/later/config']);
    await writeProfileChange(env, plan);
    expect(lstatSync(inAws('config')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(home, 'later/config'), 'utf8')).toBe('[profile a]\nregion=r\n');
  });

  it.each([
    ['~/.aws/credentials', 'usb/creds/credentials'],
    ['~/.aws', 'usb/aws'],
  ])('are not created if %s leads into a missing folder', async (link, target) => {
    given({});
    const at = join(home, link.slice(2));
    rmSync(at, { recursive: true, force: true });
    symlinkSync(join(home, target), at);
    const refused = await problemOf(planProfileChange(env, newKeys));
    expect(refused).toMatchObject({
      code: 'FILE_UNWRITABLE',
      why: `${link} is a link to ~/${target}, which is not there.`,
    });
    expect(existsSync(join(home, 'usb'))).toBe(false);
  });

  it.each([
    ['a second name', (path: string) => linkSync(path, join(home, 'second')), 'hard links'],
    ['a read-only mark', (path: string) => chmodSync(path, 0o444), 'read-only'],
  ])('are left alone if one is a file with %s, and the lines to add are shown', async (_, spoil, why) => {
    given({ credentials: '[b]\nregion = r\n' });
    spoil(inAws('credentials'));
    const plan = await planProfileChange(env, newKeys);
    const refused = await problemOf(writeProfileChange(env, plan));
    expect(refused).toBeInstanceOf(ProfileUnwritable);
    expect(refused.code).toBe('FILE_UNWRITABLE');
    expect(refused.why).toContain(why);
    expect(refused.next).toContain('into ~/.aws/credentials: [amplifyprofile] / aws_access_key_id = ****');
    expect(JSON.stringify(refused) + inspect(refused, { depth: 9 })).not.toContain('CANARYse');
    const [paste] = (refused as ProfileUnwritable).paste;
    expect(paste?.text.reveal()).toBe(
      `[amplifyprofile]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${canary}\n`,
    );
    expect(text('credentials')).toBe('[b]\nregion = r\n');
    expect(existsSync(inAws('config'))).toBe(false);
    expect(readdirSync(join(home, '.aws'))).toEqual(['credentials']);
  });

  it('may not be a folder or the null device, which is reported', async () => {
    mkdirSync(inAws('config'), { recursive: true });
    expect((await problemOf(planProfileChange(env, newKeys))).code).toBe('FILE_UNREADABLE');
    Object.assign(env, { HOME: join(home, 'other'), AWS_CONFIG_FILE: devNull });
    const plan = await planProfileChange(env, newKeys);
    expect((await problemOf(writeProfileChange(env, plan))).why).toContain('null device');
  });

  it('are freed of what a killed program left behind', async () => {
    given({ config: '' });
    writeFileSync(join(home, '.aws/.config.amplify-tui-1-abc'), 'half');
    await write(setRegion('a', 'r'));
    expect(readdirSync(join(home, '.aws'))).toEqual(['config']);
  });
});

describe('an edit by somebody else after the plan was made', () => {
  it('elsewhere in the file is kept, and the change is written', async () => {
    given({ config: '[profile a]\nregion = r1\n' });
    const plan = await planProfileChange(env, setRegion('a', 'r2'));
    writeFileSync(inAws('config'), '# new\n\n[profile b]\nregion = x\n\n[profile a]\nregion = r1\n');
    expect((await writeProfileChange(env, plan)).kind).toBe('written');
    expect(text('config')).toBe('# new\n\n[profile b]\nregion = x\n\n[profile a]\nregion = r2\n');
  });

  it('at the same place leads to a new plan, and nothing is written', async () => {
    given({ config: '[profile a]\nregion = r1\n' });
    const plan = await planProfileChange(env, { ...newKeys, name: 'a' });
    writeFileSync(inAws('config'), '[profile a]\nregion = other\n');
    const outcome = await writeProfileChange(env, plan);
    if (outcome.kind !== 'changed') throw new Error('it was written');
    expect(text('config')).toBe('[profile a]\nregion = other\n');
    expect(existsSync(inAws('credentials'))).toBe(false);
    expect(outcome.plan.files[1]?.diff.map(({ text }) => text)).toContain('region = other');
    expect((await writeProfileChange(env, outcome.plan)).kind).toBe('written');
    expect(text('config')).toBe('[profile a]\nregion = us-east-1\n');
  });

  it('that removes or creates the file is noticed', async () => {
    given({ config: '[profile a]\nregion = r1\n' });
    const plan = await planProfileChange(env, newKeys);
    rmSync(inAws('config'));
    expect((await writeProfileChange(env, plan)).kind).toBe('changed');
    const first = await planProfileChange(env, newKeys);
    writeFileSync(inAws('credentials'), '[amplifyprofile]\nregion = x\n');
    expect((await writeProfileChange(env, first)).kind).toBe('changed');
    expect(text('credentials')).toBe('[amplifyprofile]\nregion = x\n');
  });

  it('that makes the same change leaves nothing to do', async () => {
    given({ config: '[profile a]\nregion = r1\n' });
    const plan = await planProfileChange(env, setRegion('a', 'r2'));
    writeFileSync(inAws('config'), '[profile a]\nregion = r2\n# done\n');
    expect(await writeProfileChange(env, plan)).toEqual({ kind: 'written', files: [] });
    expect(text('config')).toBe('[profile a]\nregion = r2\n# done\n');
  });

  it('that makes the file unsafe to edit is reported', async () => {
    given({ config: '[profile a]\nregion = r1\n' });
    const plan = await planProfileChange(env, setRegion('a', 'r2'));
    writeFileSync(inAws('config'), '[profile a]\nregion = r1\n[profile a]\nregion = r1\n');
    expect((await problemOf(writeProfileChange(env, plan))).what).toContain('line 1, 3');
  });
});

describe('several changes at once', () => {
  it('wait for each other', async () => {
    given({ config: '', credentials: '' });
    const names = Array.from({ length: 12 }, (_, n) => `p${n}`);
    await Promise.all(names.map((name) => write({ ...newKeys, name })));
    for (const name of names) {
      expect(text('config').split(`[profile ${name}]\n`)).toHaveLength(2);
      expect(text('credentials').split(`[${name}]\n`)).toHaveLength(2);
    }
    expect(readdirSync(join(home, '.aws')).sort()).toEqual(['config', 'credentials']);
  });
});
