import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/core/problem.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { AwsCredentials } from '../../../src/credentials/access.ts';
import type { CredentialChain, RoleStep } from '../../../src/credentials/chain.ts';
import { type MfaRequest, oneQuestionAtATime } from '../../../src/credentials/mfa.ts';
import { type RoleTools, roleProvider } from '../../../src/credentials/roles.ts';
import { openSessionCache, type RoleSession } from '../../../src/credentials/session-cache.ts';
import { eventually } from '../../support/eventually.ts';
import { folderOfTest } from '../../support/folders.ts';

const hour = 3_600_000;
const step = (name: string, more: Partial<RoleStep> = {}): RoleStep => ({
  profile: name,
  roleArn: `arn:aws:iam::444455556666:role/${name}`,
  sessionName: 'amplify',
  ...more,
});
const chain = (...roles: RoleStep[]): CredentialChain => ({
  start: { kind: 'keys', profile: 'user' },
  roles,
});
const withMfa = step('biz', { mfaSerial: 'arn:aws:iam::111122223333:mfa/dev' });
const badCode = (why: string) =>
  new Problem({ code: 'ACCESS_DENIED', what: 'The code was not taken.', why, next: 'Wait.' });

let folder: string;
let time: number;
let sessions: number;
let assumed: { role: string; source: string; code: string | undefined }[];
let questions: MfaRequest[];
let answers: string[];
beforeEach(() => {
  folder = folderOfTest();
  time = Date.parse('2026-11-23T10:00:00Z');
  sessions = 0;
  assumed = [];
  questions = [];
  answers = ['123456'];
});

function tools(more: Partial<RoleTools> = {}): RoleTools {
  const start: AwsCredentials = { accessKeyId: 'AKIAUSER', secretAccessKey: new Secret('s') };
  return {
    start: async () => start,
    assume: async ({ profile }, source, code) => {
      assumed.push({ role: profile, source: source.accessKeyId, code });
      if (code === '000000') throw badCode('wrong');
      sessions += 1;
      return {
        accessKeyId: `ASIA${sessions}`,
        secretAccessKey: new Secret('t'),
        sessionToken: new Secret('u'),
        expiresAt: time + hour,
      };
    },
    refusedCode: (thrown) => (thrown instanceof Problem && thrown.why === 'wrong' ? 'wrong' : undefined),
    isOf: async () => true,
    ask: async (request) => {
      questions.push(request);
      return answers.shift() ?? '000000';
    },
    cache: openSessionCache(join(folder, 'cache.json'), () => time),
    now: () => time,
    ...more,
  };
}

describe('the credentials of a role', () => {
  it('come from AssumeRole with the previous credentials, through several roles', async () => {
    const provider = roleProvider(chain(step('one'), step('two')), tools());
    expect((await provider()).accessKeyId).toBe('ASIA2');
    expect(assumed).toEqual([
      { role: 'one', source: 'AKIAUSER', code: undefined },
      { role: 'two', source: 'ASIA1', code: undefined },
    ]);
  });

  it('serve fifty clients at once with one question', async () => {
    const provider = roleProvider(chain(withMfa), tools());
    const all = await Promise.all(Array.from({ length: 50 }, () => provider({ mayAsk: true })));
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['ASIA1']));
    expect(questions).toEqual([
      {
        profile: 'biz',
        roleArn: withMfa.roleArn,
        device: 'arn:aws:iam::111122223333:mfa/dev',
        seconds: 3600,
      },
    ]);
  });

  it('serve another program from the cache, without a question', async () => {
    await roleProvider(chain(withMfa), tools())({ mayAsk: true });
    expect((await roleProvider(chain(withMfa), tools())()).accessKeyId).toBe('ASIA1');
    expect(questions).toHaveLength(1);
  });

  it("are not taken from the cache if they are somebody else's session", async () => {
    await roleProvider(chain(step('biz')), tools())();
    const other: AwsCredentials = { accessKeyId: 'AKIAOTHER', secretAccessKey: new Secret('s') };
    expect((await roleProvider(chain(step('biz')), tools({ start: async () => other }))()).accessKeyId).toBe(
      'ASIA2',
    );
  });

  it('written by another program are used only if AWS says they are of this role', async () => {
    const secret = new Secret('x');
    const foreign: RoleSession = {
      accessKeyId: 'ASIAFOREIGN',
      secretAccessKey: secret,
      sessionToken: secret,
      expiresAt: time + hour,
    };
    const cache = { ...tools().cache, find: async () => ({ session: foreign, verified: false }) };
    const no = vi.fn(async () => false);
    expect((await roleProvider(chain(step('biz')), tools({ cache, isOf: no }))()).accessKeyId).toBe('ASIA1');
    expect((await roleProvider(chain(step('biz')), tools({ cache }))()).accessKeyId).toBe('ASIAFOREIGN');
    expect(no).toHaveBeenCalledOnce();
  });

  it('are never asked for in the background', async () => {
    const provider = roleProvider(chain(withMfa), tools());
    await expect(provider()).rejects.toMatchObject({ code: 'MFA_NEEDED' });
    expect(questions).toEqual([]);
    const [asked, silent] = [provider({ mayAsk: true }), provider()];
    expect((await silent).accessKeyId).toBe((await asked).accessKeyId);
  });

  it('without MFA are renewed ten minutes ahead, in the background', async () => {
    const provider = roleProvider(chain(step('biz')), tools());
    await provider();
    time += hour - 9 * 60_000;
    expect((await provider()).accessKeyId).toBe('ASIA1');
    await eventually(async () => expect((await provider()).accessKeyId).toBe('ASIA2'));
  });

  it('with MFA are used until a minute is left, then need the user', async () => {
    answers = ['123456', '234567'];
    const provider = roleProvider(chain(withMfa), tools());
    await provider({ mayAsk: true });
    time += hour - 61_000;
    expect((await provider()).accessKeyId).toBe('ASIA1');
    time += 2_000;
    await expect(provider()).rejects.toMatchObject({ code: 'MFA_NEEDED' });
    expect((await provider({ mayAsk: true })).accessKeyId).toBe('ASIA2');
  });

  it('that AWS refuses are assumed again, and only they leave the cache', async () => {
    const cache = openSessionCache(join(folder, 'cache.json'), () => time);
    await roleProvider(chain(step('other')), tools())();
    const provider = roleProvider(chain(step('biz')), tools());
    await provider();
    expect((await provider({ refused: 'ASIA2' })).accessKeyId).toBe('ASIA3');
    expect((await provider()).accessKeyId).toBe('ASIA3');
    expect((await cache.list()).map(({ roleArn }) => roleArn.split('/')[1]).sort()).toEqual(['biz', 'other']);
  });

  it('with MFA that AWS refuses are gone, until the user enters a code', async () => {
    answers = ['123456', '234567'];
    const cache = openSessionCache(join(folder, 'cache.json'), () => time);
    const provider = roleProvider(chain(withMfa), tools());
    await provider({ mayAsk: true });
    await expect(provider({ refused: 'ASIA1' })).rejects.toMatchObject({ code: 'MFA_NEEDED' });
    expect(await cache.list()).toEqual([]);
    await expect(provider()).rejects.toMatchObject({ code: 'MFA_NEEDED' });
    expect((await provider({ mayAsk: true })).accessKeyId).toBe('ASIA2');
  });

  it('that another call got meanwhile stay if an old refusal comes late', async () => {
    const provider = roleProvider(chain(step('biz')), tools());
    await provider();
    await provider({ refused: 'ASIA1' });
    expect((await provider({ refused: 'ASIA1' })).accessKeyId).toBe('ASIA2');
  });

  it('are no longer used after the cache was emptied, by whichever program', async () => {
    const cache = openSessionCache(join(folder, 'cache.json'), () => time);
    const provider = roleProvider(chain(withMfa), tools());
    await provider({ mayAsk: true });
    await cache.forget();
    await expect(provider()).rejects.toMatchObject({ code: 'MFA_NEEDED' });
  });

  it.each(['CREDENTIALS_EXPIRED', 'CREDENTIALS_REJECTED'] as const)(
    'come from a new session of the previous role if AWS refuses the cached one: %s',
    async (code) => {
      const refusing = tools();
      await roleProvider(chain(step('one')), refusing)();
      const assume: RoleTools['assume'] = async (role, source, given) => {
        if (source.accessKeyId === 'ASIA1') throw new Problem({ code, what: 'w', why: 'y', next: 'n' });
        return refusing.assume(role, source, given);
      };
      const provider = roleProvider(chain(step('one'), step('two')), tools({ assume }));
      expect((await provider()).accessKeyId).toBe('ASIA3');
      expect(assumed.map(({ role, source }) => `${role} ${source}`)).toEqual([
        'one AKIAUSER',
        'one AKIAUSER',
        'two ASIA2',
      ]);
    },
  );

  it('that were requested again are assumed again, whatever the cache contains', async () => {
    const provider = roleProvider(chain(step('biz')), tools());
    await provider();
    expect((await provider({ renew: true })).accessKeyId).toBe('ASIA2');
  });
});

describe('an MFA code of a role', () => {
  it('that is wrong is asked for again, three times in all', async () => {
    answers = ['000000', '123456'];
    expect((await roleProvider(chain(withMfa), tools())({ mayAsk: true })).accessKeyId).toBe('ASIA1');
    expect(questions.map(({ refused }) => refused)).toEqual([undefined, 'wrong']);

    questions = [];
    answers = [];
    const other = roleProvider(chain({ ...withMfa, sessionName: 'other' }), tools());
    await expect(other({ mayAsk: true })).rejects.toMatchObject({ why: 'wrong' });
    expect(questions).toHaveLength(3);
  });

  it('is asked for after the previous credentials are there, so that none is wasted', async () => {
    const start = async (): Promise<AwsCredentials> => {
      throw new Problem({ code: 'PROFILE_NOT_USABLE', what: 'w', why: 'y', next: 'n' });
    };
    await expect(roleProvider(chain(withMfa), tools({ start }))({ mayAsk: true })).rejects.toMatchObject({
      code: 'PROFILE_NOT_USABLE',
    });
    expect(questions).toEqual([]);
  });

  it('that is not entered ends the request and nothing else', async () => {
    let refuse = true;
    const provider = roleProvider(
      chain(withMfa),
      tools({
        ask: async () => {
          if (refuse) throw new Problem({ code: 'INTERRUPTED', what: 'left', why: 'left', next: 'again' });
          return '123456';
        },
      }),
    );
    const [one, two] = await Promise.allSettled([provider({ mayAsk: true }), provider({ mayAsk: true })]);
    expect([one.status, two.status]).toEqual(['rejected', 'rejected']);
    refuse = false;
    expect((await provider({ mayAsk: true })).accessKeyId).toBe('ASIA1');
  });

  it('is asked for once at a time, for all profiles of the program', async () => {
    let open = 0;
    let most = 0;
    const ask = oneQuestionAtATime(async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return '123456';
    });
    const providers = ['one', 'two', 'three'].map((name) =>
      roleProvider(chain(step(name, { mfaSerial: 'arn:mfa' })), tools({ ask })),
    );
    await Promise.all(providers.map((provider) => provider({ mayAsk: true })));
    expect([most, sessions]).toEqual([1, 3]);
  });
});

it('a session of another duration is another session, so too long a one is refused although one is cached', async () => {
  const tooLong = new Problem({ code: 'ROLE_DURATION', what: 'Too long.', why: 'x', next: 'y' });
  const asked: (number | undefined)[] = [];
  const with12Hours = tools({
    assume: async ({ durationSeconds }) => {
      asked.push(durationSeconds);
      throw tooLong;
    },
  });
  await roleProvider(chain(step('biz')), tools())();
  await expect(roleProvider(chain(step('biz', { durationSeconds: 43_200 })), with12Hours)()).rejects.toBe(
    tooLong,
  );
  // AWS's default is an hour, so this is the same session as without a setting.
  await roleProvider(chain(step('biz', { durationSeconds: 3_600 })), with12Hours)();
  expect(asked).toEqual([43_200]);
});
