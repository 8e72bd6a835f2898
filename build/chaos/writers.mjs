import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenFiles, leftOvers, makePerson, runProgram } from '../reliability/world.mjs';

/** Eight runs at once in one home, in one project, or in one project from eight homes. */
const many = 8;
const fault = /UNEXPECTED|fault of amplify-tui|\n\s+at .+:\d+:\d+/;

export const writers = {
  id: 'writers',
  title:
    'eight runs at once: edits of ~/.aws, init from one home and from eight, configure project, env use, share',
  outcome: 'nothing lost, nothing mixed, one stack',
  width: 1,
  case: (random) => ({
    kind: random.pick(['profiles', 'init', 'init from eight homes', 'configure project', 'env use', 'share']),
  }),
  async prove({ kind }, world, folder) {
    if (kind === 'profiles') return profiles(world, folder);
    const [, name, homes] = /^(.+?)( from eight homes)?$/.exec(kind);
    const flow = world.flows.find(({ id }) => id === name);
    const person = await world.personFor(flow, folder);
    const people = Array.from({ length: many }, (_, index) =>
      homes && index > 0 ? inAnotherHome(person, `${person.home}-${index}`) : person,
    );
    const runs = await Promise.all(people.map((each) => world.run(flow, each, { deadline: 120_000 })));
    return [
      ...oddRuns(runs),
      ...people.slice(1).flatMap((each) => leftOvers(each).map((left) => `left behind: ${left}`)),
      ...(runs.some(({ code }) => code === 0) ? [] : [`none of them did it: ${runs[0].out}${runs[0].err}`]),
      ...(await world.goOn(flow, person)),
    ];
  },
};

/** The same user with the same project, from a different home. */
function inAnotherHome(person, home) {
  cpSync(join(person.home, '.aws'), join(home, '.aws'), { recursive: true });
  return { ...person, home, state: join(home, '.amplify/tui'), env: { ...person.env, HOME: home } };
}

function oddRuns(runs) {
  return runs
    .filter(({ code, overdue, out, err }) => overdue || ![0, 1, 2].includes(code) || fault.test(out + err))
    .map(({ code, out, err }) => `one ended with ${code}: ${out}${err}`);
}

async function profiles({ workshop, cloud }, folder) {
  const person = makePerson(workshop, cloud, folder, folder);
  const [user] = cloud.accounts[0].users;
  const env = { AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
  const names = Array.from({ length: many }, (_, index) => `w${index}`);
  const runs = await Promise.all(
    names.map((name) =>
      runProgram(
        workshop,
        person,
        ['configure', '--yes', '--json', '--profile', name, '--region', 'eu-west-1'],
        { env, deadline: 120_000 },
      ),
    ),
  );
  const credentials = readFileSync(join(person.home, '.aws/credentials'), 'utf8');
  const lost = ['default', ...names.filter((_, index) => runs[index].code === 0)].filter(
    (name) => credentials.split(`[${name}]\n`).length !== 2,
  );
  return [
    ...oddRuns(runs),
    ...runs
      .filter(({ code }) => code !== 0)
      .map(({ out, err }) => `it did not save its profile: ${out}${err}`),
    ...lost.map((name) => `the profile ${name} is lost`),
    ...brokenFiles(person).map((name) => `${name} was written in part`),
    ...leftOvers(person).map((name) => `left behind: ${name}`),
  ];
}
