import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListPoliciesCommand, ListUsersCommand } from '@aws-sdk/client-iam';

/** Flows that change what exists: remove access, undo changes, write settings. In the form of flows.mjs. */
export function laterFlows({ iam, roleArn, must, textOf, awsFiles, again, answering, short }) {
  /** What is left of a user that was made and removed, in AWS, ~/.aws or our notes. */
  async function accessFaults(person) {
    const { Users = [] } = await iam.send(new ListUsersCommand({ MaxItems: 1000 }));
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local', MaxItems: 1000 }));
    const names = [...Users.map(({ UserName }) => UserName), ...Policies.map(({ PolicyName }) => PolicyName)];
    const mine = new Set([userOf(person), `P-${short(person)}`]);
    const { pieces, removals } = JSON.parse(textOf(person, '.amplify/tui/made-access.json') || '{}');
    return [
      ...names.filter((name) => mine.has(name)).map((name) => `not taken away: ${name}`),
      ...(awsFiles(person).replaceAll(spare, '') === person.aws ? [] : ['~/.aws is not as it was before']),
      ...(pieces?.length || removals?.length ? ['it is noted all the same'] : []),
    ];
  }
  /** Adds a profile that may be removed; everything else must stay as it is. */
  function withSpare(person) {
    person.aws = awsFiles(person);
    appendFileSync(join(person.home, '.aws/config'), spare);
  }
  const spare = '[profile spare]\nregion=eu-west-1\n';
  const userOf = (person) => `gone-${short(person)}`;
  const removing = (profile) => ({
    args: () => [
      ...['access', 'remove', '--profile', profile, '--with-profile', 'default', '--yes', '--json'],
      ...['--confirm', profile],
    ],
    // Once finished, the profile is removed, so another change of the files follows.
    way: (flow) => (person) =>
      textOf(person, '.aws/config').includes(`[profile ${profile}]`)
        ? flow.args(person)
        : ['profiles', 'remove', 'spare', '--yes', '--json'],
    check: accessFaults,
    // A second run may arrive while the first one is stopped.
    isMet: true,
  });
  const changed = (make) => async (person) => {
    await must(person, make(person));
    [person.change] = readdirSync(join(person.state, 'changes')).sort().reverse();
  };
  const undone = {
    args: ({ change }) => ['undo', /-(\w+)\.json$/.exec(change)[1], '--yes', '--json'],
    isAlike: true,
    // A change that was undone no longer has a record.
    way: (flow) => (person) =>
      readdirSync(join(person.state, 'changes')).includes(person.change)
        ? flow.args(person)
        : ['undo', '--json'],
  };
  const settings = '# mine\ntheme = dark\nlater = 1 ; of another version\n\n[production]\nprofile[] = live\n';

  return [
    {
      id: 'access remove',
      from: 'plain',
      ...removing('gone'),
      prepare: async (person) => {
        withSpare(person);
        await must(person, [
          ...['configure', '--yes', '--profile', 'gone', '--region', 'eu-west-1'],
          ...['--create-user', userOf(person), '--with-profile', 'default'],
        ]);
      },
    },
    {
      id: 'access remove of a role',
      from: 'plain',
      ...removing('therole'),
      prepare: async (person) => {
        withSpare(person);
        const values = { profile: 'default', mfa: false, externalId: 'open-7f3a', roleArn };
        const named = { user: userOf(person), policy: `P-${short(person)}` };
        const profiles = { userProfile: 'theuser', roleProfile: 'therole' };
        await must(person, answering(person, 'user', { ...values, ...named, ...profiles }));
      },
    },
    {
      id: 'undo in a project',
      from: 'documented',
      ...undone,
      prepare: changed(() => [
        ...['configure', 'project', '--yes', '--frontend'],
        JSON.stringify({ frontend: 'android', config: { ResDir: 'app/src/main/res' } }),
      ]),
    },
    {
      id: 'undo in ~/.aws',
      from: 'plain',
      ...undone,
      prepare: changed(() => ['profiles', 'rename', 'default', 'renamed', '--yes']),
    },
    {
      id: 'settings set',
      from: 'plain',
      way: again,
      isMet: true,
      args: () => ['settings', 'set', 'theme', 'light', '--json'],
      prepare: (person) => {
        mkdirSync(person.state, { recursive: true });
        writeFileSync(join(person.state, 'settings.ini'), settings);
      },
      check: (person) =>
        textOf(person, '.amplify/tui/settings.ini') === settings.replace('dark', 'light')
          ? []
          : ['the settings are not as they were, with the one that was set'],
    },
  ];
}
