import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ConfigureTools,
  findLostKeys,
  keySaved,
  makeKey,
  makeUser,
  retireKey,
  takeBack,
} from '../../../../src/flows/configure/run.ts';
import { type ConfigureNote, openConfigureJournal } from '../../../../src/state/configure-journal.ts';
import { openMadeAccess } from '../../../../src/state/made-access.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { folderOfTest } from '../../../support/folders.ts';
import { tracesOf } from '../../../support/traces.ts';
import { type Answers, awsError, createFakeAws, networkError } from '../../aws/support/fake-aws.ts';

const secret = 'QkzWvJ7xGmPd/4hTnRb2YsLc9FqEaUo1XiKpMe3V';
let state: string;

beforeEach(() => {
  state = folderOfTest();
});

const note: ConfigureNote = {
  version: 1,
  id: 'note-1',
  kind: 'create',
  startedAt: 1,
  updatedAt: 1,
  step: 'creating-user',
  access: { kind: 'profile', name: 'admin' },
  region: 'eu-west-1',
  account: '111122223333',
  userName: 'amplify-dev',
  userMade: false,
  policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
  profile: 'default',
  profileRegion: 'eu-west-1',
};

const empty = { AccessKeyMetadata: [] };
const newKey = { AccessKey: { AccessKeyId: 'AKIANEW0000000000001', SecretAccessKey: secret } };
const listed = (...ids: string[]) => ({
  AccessKeyMetadata: ids.map((AccessKeyId) => ({ AccessKeyId, Status: 'Active' })),
});
const fine: Answers = {
  CreateUser: () => ({ User: {} }),
  AttachUserPolicy: () => ({}),
  ListAccessKeys: () => empty,
  GetAccessKeyLastUsed: () => ({ AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } }),
  CreateAccessKey: () => newKey,
  UpdateAccessKey: () => ({}),
  DeleteAccessKey: () => ({}),
  DetachUserPolicy: () => ({}),
  DeleteUser: () => ({}),
};

function tools(answers: Answers = {}) {
  const { clients, sent } = createFakeAws({ ...fine, ...answers });
  const journal = openConfigureJournal(state);
  const given: ConfigureTools = {
    ...{ clients, onceClients: clients, journal, clock: createFakeClock() },
    made: openMadeAccess(state),
  };
  return { given, sent: () => sent.map(({ name }) => name), inputs: sent, journal };
}

const notes = async () => (await openConfigureJournal(state).list()).notes;

describe('creating a user and its key', () => {
  it('saves the intention to disk before each call to AWS', async () => {
    const seen: (string | undefined)[] = [];
    const look = async () => {
      const [first] = await notes();
      seen.push(first?.step);
    };
    const { given } = tools({
      CreateUser: async () => {
        await look();
        return {};
      },
      CreateAccessKey: async () => {
        await look();
        return newKey;
      },
    });
    const { note: after, key } = await makeKey(given, await makeUser(given, note));
    expect(seen).toEqual(['creating-user', 'creating-key']);
    expect(key.secretAccessKey.reveal()).toBe(secret);
    expect(after).toMatchObject({
      step: 'saving',
      userMade: true,
      keysBefore: [],
      accessKeyId: 'AKIANEW0000000000001',
    });
    expect(await notes()).toEqual([after]);
    const files = readdirSync(join(state, 'journal/configure')).map((name) =>
      readFileSync(join(state, 'journal/configure', name), 'utf8'),
    );
    expect(files).toHaveLength(1);
    expect(tracesOf([secret], files.join())).toEqual([]);
    await keySaved(given, after);
    expect(await notes()).toEqual([]);
    // Things that cannot have a tag are recorded, to distinguish them from those of others.
    const of = { account: '111122223333', of: 'amplify-dev' };
    expect((await given.made.read()).pieces).toEqual([
      { kind: 'user-policy', ...of, id: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      { kind: 'key', ...of, id: 'AKIANEW0000000000001' },
    ]);
  });

  it('continues with an existing user', async () => {
    const { given, sent } = tools({
      CreateUser: () => {
        throw awsError('EntityAlreadyExistsException', 'exists', 409);
      },
    });
    expect((await makeUser(given, note)).userMade).toBe(false);
    expect(sent()).toEqual(['CreateUser', 'AttachUserPolicy']);
  });

  it('forgets the note if AWS certainly created nothing', async () => {
    const denied = () => {
      throw awsError('AccessDenied', 'no', 403);
    };
    await expect(makeUser(tools({ CreateUser: denied }).given, note)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    await expect(makeKey(tools({ CreateAccessKey: denied }).given, note)).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
    });
    expect(await notes()).toEqual([]);
  });

  it('keeps the note if the user exists but its policy or key could not be created', async () => {
    const { given } = tools({
      AttachUserPolicy: () => {
        throw awsError('NoSuchEntity', 'no policy', 404);
      },
    });
    await expect(makeUser(given, note)).rejects.toMatchObject({ code: 'AWS_REJECTED' });
    expect(await notes()).toMatchObject([{ userMade: true }]);
  });

  it('keeps the note if the answer was lost', async () => {
    const { given } = tools({
      CreateAccessKey: () => {
        throw networkError('ECONNRESET');
      },
    });
    await expect(makeKey(given, note)).rejects.toMatchObject({ code: 'OFFLINE' });
    expect(await notes()).toMatchObject([{ step: 'creating-key', keysBefore: [] }]);
  });

  it('does not request a third key', async () => {
    const { given, sent } = tools({ ListAccessKeys: () => listed('AKIAA', 'AKIAB') });
    await expect(makeKey(given, note)).rejects.toMatchObject({ code: 'KEYS_FULL' });
    expect(sent()).not.toContain('CreateAccessKey');
  });

  it('reports the same if the keys may not be listed', async () => {
    const { given } = tools({
      ListAccessKeys: () => {
        throw awsError('AccessDenied', 'no', 403);
      },
      CreateAccessKey: () => {
        throw awsError('LimitExceededException', 'quota', 409);
      },
    });
    await expect(makeKey(given, note)).rejects.toMatchObject({ code: 'KEYS_FULL' });
  });
});

describe('an unfinished key', () => {
  const begun: ConfigureNote = { ...note, step: 'creating-key', keysBefore: ['AKIAOLD'] };
  const find = (given: Partial<ConfigureNote>, ids: string[], saved: string[] = []) =>
    findLostKeys(
      tools({ ListAccessKeys: () => listed(...ids) }).given,
      { ...begun, ...given },
      new Set(saved),
    );

  it('is the one that did not exist before', async () => {
    expect(await find({}, ['AKIAOLD', 'AKIANEW'])).toMatchObject({ kind: 'lost', keys: [{ id: 'AKIANEW' }] });
  });
  it('is the one whose id is known, and no other', async () => {
    const known = { step: 'saving', accessKeyId: 'AKIANEW' } as const;
    expect(await find(known, ['AKIAOTHER', 'AKIANEW'])).toMatchObject({ keys: [{ id: 'AKIANEW' }] });
    expect(await find(known, ['AKIAOTHER'])).toEqual({ kind: 'none' });
  });
  it('is not lost if a profile has it', async () => {
    expect(await find({}, ['AKIAOLD', 'AKIANEW'], ['AKIANEW'])).toEqual({
      kind: 'saved',
      accessKeyId: 'AKIANEW',
    });
    const known = { step: 'saving', accessKeyId: 'AKIANEW' } as const;
    expect(await find(known, [], ['AKIANEW'])).toEqual({ kind: 'saved', accessKeyId: 'AKIANEW' });
  });
  it('does not exist if AWS created none, or the user is gone', async () => {
    expect(await find({}, ['AKIAOLD'])).toEqual({ kind: 'none' });
    const { given } = tools({
      ListAccessKeys: () => {
        throw awsError('NoSuchEntityException', 'no user', 404);
      },
    });
    expect(await findLostKeys(given, begun, new Set())).toEqual({ kind: 'none' });
  });
  it('is never guessed if it is not known which keys there were', async () => {
    const { keysBefore: _, ...rest } = begun;
    const { given } = tools({ ListAccessKeys: () => listed('AKIASOMEBODYELSES') });
    expect(await findLostKeys(given, rest, new Set())).toEqual({ kind: 'none' });
  });

  it('is deleted with the user created for it, in the order that AWS requires', async () => {
    const { given, sent, inputs } = tools({ ListAccessKeys: () => listed('AKIAOLD', 'AKIANEW') });
    await given.journal.save({ ...begun, userMade: true });
    await takeBack(given, { ...begun, userMade: true });
    expect(sent().filter((name) => /^De/.test(name))).toEqual([
      'DeleteAccessKey',
      'DetachUserPolicy',
      'DeleteUser',
    ]);
    expect(inputs.find(({ name }) => name === 'DeleteAccessKey')?.input).toMatchObject({
      AccessKeyId: 'AKIANEW',
    });
    expect(await notes()).toEqual([]);
  });

  it('leaves a user that existed before', async () => {
    const { given, sent } = tools({ ListAccessKeys: () => listed('AKIAOLD', 'AKIANEW') });
    await takeBack(given, begun);
    expect(sent().filter((name) => /^De/.test(name))).toEqual(['DeleteAccessKey']);
  });
});

describe('a rotation', () => {
  const rotation: ConfigureNote = { ...note, kind: 'rotate', step: 'saving', oldKeyId: 'AKIAOLD' };
  it('remembers that the old key is still active until it is not', async () => {
    const { given, inputs } = tools();
    const saved = await keySaved(given, rotation);
    expect(await notes()).toMatchObject([{ step: 'retiring', oldKeyId: 'AKIAOLD' }]);
    await retireKey(given, saved);
    expect(inputs.at(-1)?.input).toEqual({
      UserName: 'amplify-dev',
      AccessKeyId: 'AKIAOLD',
      Status: 'Inactive',
    });
    expect(await notes()).toEqual([]);
  });
});

describe('the journal', () => {
  it('copies what a note has and nothing else, readable by nobody else', async () => {
    const journal = openConfigureJournal(state);
    await journal.save({ ...note, secretAccessKey: secret } as ConfigureNote);
    const [name = ''] = readdirSync(join(state, 'journal/configure'));
    expect(readFileSync(join(state, 'journal/configure', name), 'utf8')).not.toContain(secret.slice(0, 8));
    expect((await journal.list()).notes).toEqual([note]);
  });

  it('names what it cannot parse and leaves it', async () => {
    const journal = openConfigureJournal(state);
    await journal.save(note);
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(state, 'journal/configure/broken.json'), '{"version":1');
    writeFileSync(join(state, 'journal/configure/newer.json'), '{"version":2}');
    const { notes: found, findings } = await journal.list();
    expect(found).toEqual([note]);
    expect(findings).toHaveLength(2);
    expect(findings[0]).toMatch(/broken\.json cannot be understood/);
  });

  it('refuses an id that would be a path', async () => {
    await expect(openConfigureJournal(state).save({ ...note, id: '../../x' })).rejects.toThrow(
      /id of a note/,
    );
  });
});
