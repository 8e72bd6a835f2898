import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ListAppsCommand } from '@aws-sdk/client-amplify';

/** Flows that delete whole projects or one environment, in the form of flows.mjs. */
export function deletionFlows({ aws, amplify, must, textOf, awsFiles, unfinished, resuming }) {
  async function appsOf({ name }) {
    const { apps = [] } = await amplify.send(new ListAppsCommand({ maxResults: 100 }));
    return apps.filter((app) => app.name === name);
  }

  /** What a deletion of a project, or of one environment, has left behind in AWS and on disk, or changed besides. */
  async function deletionFaults(person, environment) {
    const isWhole = environment === undefined;
    const goes = (name) => isWhole || name.startsWith(`amplify-${person.name}-${environment}-`);
    const found = await Promise.all(
      [person.name, `amplify-${person.name}`].map((name) => aws.belongingTo(name)),
    );
    const stacks = found.flatMap((each) => each.stacks).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const mine = await appsOf(person);
    const left = [
      ...stacks.filter(({ name }) => goes(name)).map(({ name, status }) => `the stack ${name}, ${status}`),
      ...found.flatMap(({ buckets, roles }) => [...buckets, ...roles]).filter(goes),
      // An app stays if the service gave no answer about it; then the output names it.
      ...(isWhole
        ? mine
            .filter(({ appId }) => !person.told?.includes(`The app ${appId} stays`))
            .map(({ appId }) => `the app ${appId}`)
        : []),
      ...(unfinished(person, 'delete') ? ['the note'] : []),
    ];
    const faults = left.map((what) => `not deleted: ${what}`);
    if (awsFiles(person) !== person.aws) faults.push('~/.aws is not as it was');
    const names = readdirSync(person.project, { recursive: true }).sort().join();
    if (isWhole) return [...faults, ...(names === 'package.json' ? [] : [`on disk: ${names}`])];
    const others = stacks.filter(({ name }) => !goes(name)).map(({ status }) => status);
    if (others.join() !== 'CREATE_COMPLETE' || mine.length !== person.apps)
      faults.push(`of the other environment: ${others.join() || 'no stack'}, ${mine.length} apps`);
    for (const file of ['team-provider-info.json', '.config/local-aws-info.json']) {
      const kept = Object.keys(JSON.parse(textOf(person, `${person.name}/amplify/${file}`) || '{}'));
      if (kept.join() !== 'prod') faults.push(`${file} names ${kept.join() || 'nothing'}`);
    }
    return faults;
  }
  const toDelete = (names) => async (person) => {
    for (const name of names) await must(person, ['init', '--yes', ...(name ? ['--env', name] : [])]);
    person.aws = awsFiles(person);
    // None if earlier cases have used up the account's limit of apps: init then goes without one and says so.
    person.apps = (await appsOf(person)).length;
  };
  // Once finished, the project is deleted and nothing more is to be done there.
  const nextOfDelete = (flow) => (person) =>
    unfinished(person, 'delete') || flow.isThere(person)
      ? resuming(flow, 'delete')(person)
      : ['profiles', 'list', '--json'];

  const hasProject = ({ project }) => existsSync(join(project, 'amplify/.config/project-config.json'));

  /** Complains unless the files of an environment's bucket were downloaded. */
  function downloadFaults({ home }, environment) {
    const folder = join(home, 'bucket');
    const names = existsSync(folder) ? readdirSync(folder, { recursive: true }) : [];
    const own = names.filter((name) => name.includes(`-${environment}-`));
    return own.some((name) => name.endsWith('amplify-meta.json')) ? [] : [`no download of ${environment}`];
  }

  return [
    {
      id: 'delete',
      from: 'plain',
      own: true,
      way: nextOfDelete,
      check: (person) => deletionFaults(person),
      args: ({ name }) => ['delete', '--yes', '--json', '--confirm', name],
      prepare: toDelete([undefined]),
      isThere: hasProject,
    },
    {
      id: 'delete with environments',
      from: 'plain',
      own: true,
      way: nextOfDelete,
      args: ({ name }) => ['delete', '--yes', '--json', '--confirm', name, '--download', '../bucket'],
      prepare: toDelete(['dev', 'prod']),
      isThere: hasProject,
      check: async (person) => [
        ...(await deletionFaults(person)),
        ...['dev', 'prod'].flatMap((name) => downloadFaults(person, name)),
      ],
    },
    {
      id: 'env remove',
      from: 'plain',
      own: true,
      way: nextOfDelete,
      args: () => ['env', 'remove', 'dev', '--yes', '--json', '--confirm', 'dev'],
      prepare: toDelete(['dev', 'prod']),
      isThere: (person) => textOf(person, `${person.name}/amplify/team-provider-info.json`).includes('"dev"'),
      check: (person) => deletionFaults(person, 'dev'),
    },
  ];
}
