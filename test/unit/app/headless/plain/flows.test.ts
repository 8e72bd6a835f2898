import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../../src/core/problem.ts';
import { eventually } from '../../../../support/eventually.ts';
import { never } from '../../../../support/pretend.ts';
import { assumeLocalState, assumeNote, deviceSecret } from '../../../../support/pretend-assume.ts';
import { freshHome, project, trouble, updates } from '../../../../support/pretend-values.ts';
import { missing, problemOf, talkThrough } from './support.ts';

const withProject = {
  loadHome: async () => ({ ...freshHome, found: { kind: 'project' as const, project } }),
};
const enter = (times: number): string[] => Array.from({ length: times }, () => '');

describe('home line by line', () => {
  it('says why what it cannot do now is off, in the help and by name', async () => {
    const { end, said } = talkThrough('home', ['/help', 'block public access', '/quit']);
    await end.catch(() => {});
    expect(
      missing(said, [
        'sign in, not now: The access in use is signed in.',
        'block public access, not now: There is no project in this folder',
        'block public access',
        'There is no project in this folder, and so no deployment bucket.',
      ]),
    ).toBeUndefined();
  });
});

describe('assume-role in plain mode', () => {
  it('creates a role after a typed yes; an empty line and a number create nothing', async () => {
    const { end, said } = talkThrough('assumeRole', ['1', ...enter(11), '', '1', 'no', 'yes']);
    await end;
    expect(
      missing(said, [
        'Part [The role]: 1',
        'Act as profile [default]: ',
        'Boundary [none]: ',
        'Review: nothing has been changed yet',
        'IAM CreateRole   dev   for it',
        'Type yes to create the role, or a number: ',
        'Type yes to create the role, or a number: 1',
        'That was not yes; nothing was done.',
        'Type yes to create the role, or a number: yes',
        'The role can be assumed.',
        'Role made: arn:aws:iam::444455556666:role/amplify-developer.',
      ]),
    ).toBeUndefined();
  });

  it('asks for the two codes of a new device line by line, and shows its secret only on request', async () => {
    const codes = ['/show the secret', 'twelve', '123456', '123456', '/back', '123 456', '654321'];
    const { end, said } = talkThrough('assumeRole', ['2', ...enter(14), 'yes', ...codes]);
    await end;
    const groups = (deviceSecret.match(/.{1,4}/g) ?? []).join(' ');
    expect(
      missing(said, [
        'First code: /show the secret',
        groups,
        'First code: twelve',
        'Six digits, as the app shows them.',
        'First code: 123456',
        'The code after it: 123456',
        'That is the same code twice.',
        'The code after it: /back',
        'First code: 123 456',
        'The code after it: 654321',
        'The role works with its profile.',
      ]),
    ).toBeUndefined();
    expect(said.filter((line) => line.includes(groups))).toHaveLength(1);
  });

  it('lists the suggestions for a field, and continues there', async () => {
    const { end, said } = talkThrough('assumeRole', ['?', '1', '/quit'], {}, { assumePart: 'user' });
    await end;
    expect(said.filter((line) => line.startsWith('Their note'))).toEqual(['Their note [none]: ?']);
    const listed = talkThrough('assumeRole', ['', '?', '1', '/quit'], {}, { assumePart: 'user' });
    await listed.end;
    expect(
      missing(listed.said, [
        'Role ARN [arn:aws:iam::444455556666:role/amplify-developer]: ?',
        '1. arn:aws:iam::444455556666:role/amplify-developer, role of the account',
        'Role ARN [arn:aws:iam::444455556666:role/amplify-developer]: /quit',
      ]),
    ).toBeUndefined();
  });

  it('shows what an interrupted run has created, and asks before deleting it', async () => {
    const { end, said } = talkThrough('assumeRole', ['2', 'yes', '/back'], {
      assumeRole: { look: async () => ({ ...assumeLocalState, unfinished: assumeNote }) },
    });
    await end;
    expect(
      missing(said, [
        'The part "The user" was started and did not finish.',
        'the user dev and its access keys',
        '2. delete what was made',
        'Type yes to delete what was made: yes',
      ]),
    ).toBeUndefined();
  });

  it('says how to continue if it is interrupted while working', async () => {
    const { end, said, stop } = talkThrough('assumeRole', ['1', ...enter(11), 'yes'], {
      assumeRole: { make: (_, send) => send({ type: 'STEP', step: 'role' }) },
    });
    await eventually(() => expect(said).toContain('Make the role.'));
    stop.abort();
    expect(await problemOf(end)).toMatchObject({
      code: 'INTERRUPTED',
      why: 'What was made in AWS stays, and is noted.',
    });
  });
});

describe('the project in plain mode', () => {
  it('keeps the value on an empty line, and then has nothing to write', async () => {
    const { end, said, session } = talkThrough('configureProject', enter(10), withProject);
    await problemOf(end);
    expect(said).toContain('Nothing is changed: there is nothing to write.');
    const flow = session.getSnapshot().children.configureProject?.getSnapshot().context;
    expect(flow?.answers).toEqual(flow?.facts?.answers);
  });

  it('writes the changes after a typed yes, listed line by line', async () => {
    const { end, said } = talkThrough('configureProject', ['tienda', ...enter(9), 'yes'], withProject);
    await end;
    expect(
      missing(said, [
        'Name [shop]: tienda',
        'AWS profile [default]: ',
        'Changes file amplify/.config/project-config.json.',
        'takes out     "projectName": "shop",',
        'Type yes to write, or a number: yes',
        'Written: amplify/.config/project-config.json.',
        'Project tienda changed: 1 file.',
      ]),
    ).toBeUndefined();
  });

  it('refuses an unusable profile, with the reason', async () => {
    const { end, said } = talkThrough('configureProject', [...enter(8), 'deployrole', ''], withProject);
    await problemOf(end);
    expect(said.filter((line) => line.startsWith('AWS profile [default]: '))).toHaveLength(2);
  });
});

describe('a flow that cannot be started', () => {
  it('ends with the problem that prevents it', async () => {
    const { end } = talkThrough('share', ['../mobile'], {
      loadHome: async () => {
        throw new Problem(trouble);
      },
    });
    expect(await problemOf(end)).toMatchObject({ what: trouble.what, next: trouble.next });
  });

  it('says why, and what you can do now', async () => {
    const { end, said } = talkThrough('share', ['/back'], {
      share: {
        look: async () => {
          throw new Problem(trouble);
        },
      },
    });
    await end;
    expect(
      missing(said, ['This cannot be done yet', trouble.what, trouble.why, trouble.next, '1. retry']),
    ).toBeUndefined();
  });
});

describe('an interruption while files are written', () => {
  it('waits until they are complete, and ends as if there had been none', async () => {
    let written = (_: readonly { root: string; files: number }[]) => {};
    const { end, said, stop } = talkThrough('share', ['../mobile', 'yes'], {
      ...withProject,
      share: {
        write: () =>
          new Promise((resolve) => {
            written = resolve;
          }),
      },
    });
    await eventually(() => expect(said).toContain('Writing the files.'));
    stop.abort();
    await new Promise(setImmediate);
    written([{ root: '/home/sam/mobile', files: 2 }]);
    await end;
    expect(said.at(-1)).toBe('Backend shared with 1 folder.');
  });
});

describe('environments in plain mode', () => {
  it('shows the state of each as AWS answers, and switches through the review', async () => {
    const { end, said } = talkThrough('environments', ['2', 'switch to it'], withProject);
    await problemOf(end);
    expect(
      missing(said, [
        '1. dev, this machine works with it',
        'Environment [dev]: 2',
        'The stack of dev: updated.',
        'test: stack amplify-shop-test-0a1b2.',
        'Switching changes files on this machine only; nothing is changed in AWS.',
        'Switch to test',
      ]),
    ).toBeUndefined();
  });
});

describe('share in plain mode', () => {
  it('asks for the folder, lists every file, writes after a typed yes', async () => {
    const { end, said } = talkThrough('share', ['', '../mobile', 'yes'], withProject);
    await end;
    expect(
      missing(said, [
        'Name the folder of the other app.',
        'Folder: ../mobile',
        'amplify/.config/project-config.json.',
        'Type yes to write, or a number: yes',
        'Backend shared with 1 folder.',
      ]),
    ).toBeUndefined();
  });
});

describe('delete in plain mode', () => {
  it('lists every piece, accepts only the right name, and deletes after a typed yes', async () => {
    const { end, said } = talkThrough('delete', ['1', 'shop2', 'shop', 'yes', ''], withProject);
    await end;
    expect(
      missing(said, [
        'Deletes stack amplify-shop',
        'storagefiles/S3Bucket (AWS::S3::Bucket) stays',
        'Type the name of the project to delete it: shop',
        'Type shop to delete it, or /back to leave it.',
        'shop is deleted.',
      ]),
    ).toBeUndefined();
  });
});

describe('profiles in plain mode', () => {
  it('tests one and shows its identity, then uses it', async () => {
    const { end, said } = talkThrough('profiles', ['deployrole', 'test', '', 'use', '1']);
    await end;
    expect(
      missing(said, [
        'Profile [default]: deployrole',
        'deployrole, role, account 444455556666.',
        '4. test',
        'You are arn:aws:iam::111122223333:user/amplify-dev.',
        'Profile [deployrole]: ',
        'You are now signed in as',
      ]),
    ).toBeUndefined();
  });

  it('changes the region, renames and removes, each with a review and a typed yes', async () => {
    const { end, said } = talkThrough('profiles', [
      ...['', 'edit', 'nowhere', 'us-east-1', '', 'no', 'yes'],
      ...['', 'rename', 'a b', 'other', 'yes'],
      ...['1', 'remove', 'yes', '/quit'],
    ]);
    await end;
    expect(
      missing(said, [
        'region [eu-west-1]: nowhere',
        'A region looks like eu-west-1.',
        'region [eu-west-1]: us-east-1',
        'Review: nothing has been changed yet',
        'Type yes to write, or a number: yes',
        'New name: a b',
        'New name: other',
        'Type yes to rename, or a number: yes',
        'Type yes to remove, or a number: yes',
      ]),
    ).toBeUndefined();
  });
});

describe('a deployment in plain mode', () => {
  const deploying = [...enter(10), 'yes', 'yes'];

  it('asks before leaving it, by number or name, and leaves only after a yes', async () => {
    const lines = [...deploying, '/quit', 'stay', '/quit', '1', 'no', '1', 'yes'];
    const { end, said, calls } = talkThrough('init', lines, { follow: () => {} });
    await end;
    expect(
      missing(said, [
        'A deployment is running',
        '1. leave (it ends)',
        'Type yes to leave (it ends), or a number: stay',
        'A deployment is running',
        'Type yes to leave (it ends): no',
        'That was not yes; nothing was done.',
        'Type yes to leave (it ends): yes',
      ]),
    ).toBeUndefined();
    expect(calls).toContain('leave');
  });

  it('continues while home is shown, which reports how it ends', async () => {
    let settle = () => {};
    const { end, said, type, calls } = talkThrough('init', [], {
      follow: (send) => {
        settle = () => send({ type: 'SETTLED', update: updates.complete });
      },
    });
    type(...deploying);
    await eventually(() => expect(calls).toContain('follow'));
    type('/back');
    await eventually(() => expect(said).toContain('Home'));
    settle();
    await eventually(() => expect(said.join('\n')).toContain('Init finished: '));
    type('quit');
    await end;
  });
});

describe('home in plain mode', () => {
  it('offers every part of the program by number, and comes back', async () => {
    const { end, said } = talkThrough('home', ['share', '/back', 'quit'], withProject);
    await end;
    for (const label of ['edit project', 'configure', 'environments', 'share', 'profiles', 'assume role'])
      expect(said.some((line) => /^\d+\. /.test(line) && line.endsWith(` ${label}`))).toBe(true);
    expect(missing(said, ['Share this backend with another frontend', 'Home'])).toBeUndefined();
  });

  it('asks for an MFA code on a line, again if it was refused', async () => {
    const { end, said, session, calls, type } = talkThrough('home', [], { whoAmI: never });
    const request = { profile: 'deployrole', roleArn: '', device: 'arn:mfa/dev', seconds: 3600 };
    session.send({ type: 'ASK_CODE', request });
    type('12 34', '123456');
    await eventually(() => expect(calls).toContain('code 123456'));
    session.send({ type: 'ASK_CODE', request: { ...request, refused: 'wrong' } });
    await eventually(() => expect(said.join()).toContain('AWS did not take that code.'));
    type('/back', 'quit');
    await end;
    expect(
      missing(said, [
        'Code of arn:mfa/dev for deployrole: 12 34',
        'Six digits, as the device shows them; /back leaves.',
        'Code of arn:mfa/dev for deployrole: 123456',
      ]),
    ).toBeUndefined();
    expect(calls).toContain('code left');
  });

  it('shows what AWS says about the access when it answers, as what, why and what now', async () => {
    const { end, said } = talkThrough('home', ['refresh', 'quit'], {
      whoAmI: async () => {
        throw new Problem(trouble);
      },
    });
    await end;
    expect(missing(said, [trouble.what, trouble.why, trouble.next])).toBeUndefined();
  });

  it('offers to sign in as soon as AWS says that nobody is signed in', async () => {
    let refuse = (_: unknown) => {};
    const { end, said, type } = talkThrough('home', [], {
      whoAmI: () =>
        new Promise((_, reject) => {
          refuse = reject;
        }),
    });
    await eventually(() => expect(said.join()).toContain('quit'));
    const before = said.filter((line) => line.endsWith('. sign in'));
    refuse(new Problem({ ...trouble, code: 'SIGNED_OUT' }));
    await eventually(() => expect(said.join()).toContain('. sign in'));
    expect(before).toEqual([]);
    type('/quit');
    await end;
  });
});

describe('the projects in plain mode', () => {
  it('lists each with what is known about it, and opens the named one', async () => {
    const { end, said, calls } = talkThrough('projects', ['inventory']);
    await end;
    expect(said.join('\n')).toMatch(
      /inventory, ~?\S*\/inventory, dev, prod, biz-corp 444455556666, production, updating 7 of 12 changed/,
    );
    expect(calls).toContain('open /home/sam/inventory');
  });

  it('forgets one, and finds others below a folder', async () => {
    const { end, said, calls } = talkThrough('projects', [
      '/forget old-app',
      '/find below a folder',
      '~/work',
      'portal',
    ]);
    await end;
    expect(said.join('\n')).toContain('old-app is out of the list; its files stay.');
    expect(calls).toContain('open /home/sam/work/new/portal');
  });
});

describe('the settings in plain mode', () => {
  it('are chosen by name, shown with their lines, and written after a yes', async () => {
    const written: string[] = [];
    const { end, said } = talkThrough('settings', ['theme light', '/review', '/save', 'yes', '/quit'], {
      settings: { write: async ({ values: { theme } }) => void written.push(theme) },
    });
    await end;
    const text = said.join('\n');
    expect(text).toContain('theme becomes light; it was auto.');
    expect(text).toContain('Adds theme = light');
    expect(written).toEqual(['light']);
  });
});
