import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../src/core/problem.ts';
import { openAssumeJournal } from '../../../../src/flows/assume-role/journal.ts';
import type { UserWork } from '../../../../src/flows/assume-role/plan.ts';
import { finishUserSide } from '../../../../src/flows/assume-role/run.ts';
import { type ConfigureNote, openConfigureJournal } from '../../../../src/state/configure-journal.ts';
import { openMadeAccess } from '../../../../src/state/made-access.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { createFakeAws } from '../../aws/support/fake-aws.ts';
import { folderWith } from '../../project/support/folders.ts';

const secret = 'abcdEFGHijklMNOPqrstUVWXyz0123456789+/AB';
const roleArn = 'arn:aws:iam::444455556666:role/amplify-deploy';

/** Makes a user's key, while something happens to a file as AWS answers. */
async function finish(home: string, blocked: string, csvFile?: string) {
  const answers = {
    ListAccessKeys: () => ({ AccessKeyMetadata: [] }),
    CreateAccessKey: () => {
      mkdirSync(blocked, { recursive: true });
      return { AccessKey: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: secret } };
    },
  };
  const { clients } = createFakeAws(answers);
  const journal = openConfigureJournal(join(home, 'state'));
  const notes = openAssumeJournal(join(home, 'state'));
  const env = { HOME: home };
  const tools = {
    ...{ clients, onceClients: clients, journal, notes, env, clock: createFakeClock() },
    made: openMadeAccess(join(home, 'state')),
  };
  const work: UserWork = {
    ...{ roleArn, externalId: '', keys: 'make', keysFile: '', region: 'eu-west-1', device: undefined },
    ...{ userProfile: 'devcorpuser', roleProfile: 'bizcorprole', ...(csvFile ? { csvFile } : {}) },
  };
  const at = { startedAt: 0, updatedAt: 0 };
  const note = { version: 1, id: 'one', part: 'user', ...at, values: {}, made: {} } as const;
  const key: ConfigureNote = {
    version: 1,
    ...{ id: 'one', kind: 'create', ...at, step: 'creating-key', region: 'eu-west-1' },
    ...{ access: { kind: 'environment' }, account: '111122223333', userName: 'dev', userMade: true },
    profile: 'devcorpuser',
  };
  await notes.save(note);
  const made = { kind: 'make', tools, note: key } as const;
  const problem = await finishUserSide(tools, work, note, made, () => {}).then(
    () => expect.fail('it worked'),
    (thrown: unknown) => (thrown instanceof Problem ? thrown : Promise.reject(thrown)),
  );
  return { problem, journal, notes };
}

describe('a key that AWS created', () => {
  it('and that no file contains: its ending, whose it is, and how to delete it', async () => {
    const home = folderWith({ '.aws/config': '' });
    const { problem, journal, notes } = await finish(home, join(home, '.aws', 'credentials'));
    expect(problem.code).toMatch(/^FILE_/);
    expect(problem.why).toContain('AWS has made an access key of dev, …MPLE, which is in no file.');
    expect(problem.next).toContain(
      'Then `amplify-tui assume-role user --resume` deletes that key and makes another one.',
    );
    expect(JSON.stringify(problem)).not.toContain(secret);
    // The next run finds the key by them.
    expect((await journal.list()).notes).toMatchObject([{ accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }]);
    expect(await notes.newest()).toMatchObject({ id: 'one' });
  });

  it('and that only lacks its copy: the key is saved, in which profile', async () => {
    const home = folderWith({ '.aws/config': '' });
    const { problem, journal, notes } = await finish(home, join(home, 'dev.csv'), join(home, 'dev.csv'));
    expect(problem.why).toContain('The access key …MPLE itself is saved, in the profile devcorpuser.');
    expect(problem.next).toContain('`amplify-tui assume-role user --resume`');
    expect(JSON.stringify(problem)).not.toContain(secret);
    expect(readFileSync(join(home, '.aws', 'credentials'), 'utf8')).toContain(secret);
    expect((await journal.list()).notes).toEqual([]);
    expect(await notes.newest()).toMatchObject({ id: 'one' });
  });
});
