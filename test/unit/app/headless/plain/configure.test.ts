import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../../src/core/problem.ts';
import {
  type ConfigurePretence,
  configureLocalState,
  configureSecret,
  twoKeys,
} from '../../../../support/pretend-configure.ts';
import { identity as configureIdentity, trouble } from '../../../../support/pretend-values.ts';
import { missing, problemOf, talkThrough } from './support.ts';

const converse = (lines: readonly string[], configure: Partial<ConfigurePretence> = {}, rotate?: string) =>
  talkThrough('configure', lines, { configure }, rotate === undefined ? {} : { rotate });

const { access: _none, ...withoutAccess } = configureLocalState.answers;
const noAccess = async () => ({
  ...configureLocalState,
  accessOptions: [],
  profiles: [],
  answers: { ...withoutAccess, way: 'console' as const },
});

const rotates = async () => ({
  ...configureLocalState,
  answers: { ...configureLocalState.answers, way: 'rotate' as const },
});

/** Way, region, three pages of the console. */
const toTheKeys = ['3', '', '1', '1', '1'];
const id = 'AKIAEXAMPLE000000002';

describe('configure in plain mode', () => {
  it('leads a new user from no access through the console to a working profile', async () => {
    const { end, said } = converse([...toTheKeys, id, configureSecret, 'yes', 'mine', 'yes'], {
      lookAround: noAccess,
    });
    await end;
    expect(
      missing(said, [
        'Found no profile in ~/.aws/config',
        'I have access keys, or get them in the browser',
        'https://',
        'Sign in as a user',
        'Create the user in the console',
        'Create its access key',
        `Access key ID, or the path of the .csv: ${id}`,
        'Secret access key, not shown: (hidden)',
        'The keys are those of',
        'Type yes to continue, or a number: yes',
        'Profile [',
        'Review: nothing has been changed yet',
        'Type yes to write, or a number: yes',
        'The profile "mine" is ready.',
        'Profile mine saved',
      ]),
    ).toBeUndefined();
    expect(said.join('\n')).not.toContain(configureSecret);
  });

  it('hides a secret while it is typed, takes both keys at once, and never prints one', async () => {
    const both = `aws_access_key_id=${id}\naws_secret_access_key=${configureSecret}`.replace('\n', ' ');
    const { end, said, session } = converse([...toTheKeys, 'short', both, '', 'yes'], {
      lookAround: noAccess,
    });
    await problemOf(end);
    expect(said).toContain('Secret access key, not shown [as given]: (hidden)');
    const shown = said.filter((line) => !line.startsWith('Access key ID'));
    expect(shown.join('\n')).not.toContain(configureSecret);
    expect(session.getSnapshot().value.view).toBe('configure');
  });

  it('refuses a way that needs a profile if there is none, and asks again', async () => {
    const { end, said } = converse(['Create an IAM user for me', '/quit'], { lookAround: noAccess });
    await end;
    expect(said).toContain('This needs a profile, and there is none on this machine yet.');
    expect(said.at(-1)).toBe('Way [I have access keys, or get them in the browser]: /quit');
  });

  it('creates a user and its key after a typed yes, described in full before', async () => {
    const { end, said } = converse(['2', '', 'yes', 'app-user', '3', 'nonsense', '', '', '']);
    await problemOf(end);
    expect(
      missing(said, ['User name [', 'Policy [', 'An ARN looks like', 'The ARN of the policy is']),
    ).toBeUndefined();
    const whole = converse(['2', '', 'yes', 'app-user', '1', '', '', 'yes']);
    await whole.end;
    expect(
      missing(whole.said, [
        'Review: nothing has been changed yet',
        'IAM CreateUser amplify-a1b2c: create the user.',
        'Writes file',
        'Type yes to create',
        'Done',
      ]),
    ).toBeUndefined();
  });

  it('creates nothing without a yes, and goes back a step', async () => {
    const { end, said, session } = converse([
      '2',
      '',
      'yes',
      'app-user',
      '1',
      '',
      '',
      '1',
      'no',
      'y e s',
      '/back',
      '/back',
    ]);
    await problemOf(end);
    expect(said).toContain('That was not yes; nothing was done.');
    expect(session.getSnapshot().context.configure?.getSnapshot().value).toBe('region');
  });

  it('shows a problem as what, why and what now, and tries again by number', async () => {
    let tries = 0;
    const { end, said } = converse(['1', '', '1', 'yes'], {
      identify: async () => {
        tries += 1;
        if (tries === 1) throw new Problem(trouble);
        return { identity: configureIdentity, clockOffset: 0 };
      },
    });
    await end;
    expect(missing(said, [trouble.what, trouble.why, trouble.next, '1. retry', 'Done'])).toBeUndefined();
    expect(said.filter((line) => line === trouble.what)).toHaveLength(1);
  });

  it('names the key that must be deleted, and deletes it after a separate yes', async () => {
    let keys = twoKeys;
    const { end, said } = converse(['2', '', 'yes', 'full', '2', '1', 'yes', '1', '', '', 'yes'], {
      lookAtUser: async () => ({ name: 'full', exists: true, keys }),
      deleteKey: async () => {
        keys = keys.slice(0, 1);
      },
    });
    await problemOf(end);
    expect(
      missing(said, [
        'AWS allows full no third key.',
        'Key [',
        '1. delete it',
        'stops working at once. This cannot be undone.',
        'Type yes to delete it for good',
        'A user with that name exists',
      ]),
    ).toBeUndefined();
  });

  it('starts with the profile whose key is replaced', async () => {
    const { end, said } = converse(['yes', 'yes', 'yes'], { lookAround: rotates }, 'default');
    await end;
    expect(
      missing(said, [
        'Is this the right account?',
        'Type yes to replace the key',
        'Delete the old key, too?',
        'Type yes to keep it switched off',
      ]),
    ).toBeUndefined();
  });
});
