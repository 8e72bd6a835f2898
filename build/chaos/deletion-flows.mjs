import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ListAppsCommand } from '@aws-sdk/client-amplify';

/** Deletions of whole projects and of one environment. See flows.mjs for the form. */
export function deletionFlows({ aws, amplify, must, textOf, awsFiles, unfinished, resuming }) {
  async function appsOf({ name }) {
    const { apps = [] } = await amplify.send(new ListAppsCommand({ maxResults: 100 }));
    return apps.filter((app) => app.name === name);
  }

  /** Everything of a project, or of one of its environments, is gone: in AWS, and on disk what was not there before. */
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
      // An app that the service gave no answer about stays, and is named.
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
    // None where the account has as many as it may have, after many cases: init goes without one then, and says so.
    person.apps = (await appsOf(person)).length;
  };
  // What was brought to its end has taken the project away: nothing more is to be done there.
  const nextOfDelete = (flow) => (person) =>
    unfinished(person, 'delete') || flow.isThere(person)
      ? resuming(flow, 'delete')(person)
      : ['profiles', 'list', '--json'];

  const hasProject = ({ project }) => existsSync(join(project, 'amplify/.config/project-config.json'));

  /** What the bucket of an environment held is in the folder for it. */
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
