import { brokenFiles, runProgram } from '../reliability/world.mjs';
import { networkFaults, openProxy } from './proxy.mjs';

/** Bad networks at every call of every command, once or from that call on. */
const fault = /UNEXPECTED|fault of amplify-tui|\n\s+at .+:\d+:\d+/;
/** Longer than any exchange may take, with every retry within the program's patience, milliseconds. */
const deadline = 150_000;

/** Commands that only read, with the home that they run in. */
const reading = [
  ['plain', ['profiles', 'test', 'default', '--json']],
  ['plain', ['credentials', '--profile', 'default']],
  ['plain', ['doctor', '--json']],
  ['documented', ['status', '--json']],
  ['documented', ['watch', '--json', '--patience', '5']],
  ['environments', ['env', 'list', '--json']],
  ['environments', ['status']],
  ['plain', ['init', '--dry-run', '--yes']],
];

export const network = {
  id: 'network',
  title: `bad networks (${networkFaults.length} kinds) at a random call of a random command, once or from then on`,
  outcome: 'each ended by itself, nothing half-written, the next run ends it',
  width: 10,
  // Every command in turn, starting where the seed says; which call fails, and how, is random.
  case: (random, { flows, seed }, index) => {
    const bad = { nth: 1 + random.below(24), fault: random.pick(networkFaults), lasts: random.chance(0.4) };
    const all = [
      ...reading.map(([from, args]) => ({ from, args })),
      ...flows.map(({ id }) => ({ flow: id })),
    ];
    return { ...all[(seed + index) % all.length], ...bad };
  },
  async prove(input, world, folder) {
    const { flow: id, from, args, nth, fault: kind, lasts } = input;
    const flow = world.flows.find((each) => each.id === id) ?? { id: 'reads', from, args: () => args };
    const person = await world.personFor(flow, folder);
    let isOver = false;
    const proxy = await openProxy(world.cloud, {
      spoil: (count) => (!isOver && (lasts ? count >= nth : count === nth) ? kind : undefined),
    });
    const cloud = person.env.AWS_ENDPOINT_URL;
    try {
      person.env.AWS_ENDPOINT_URL = proxy.endpoint;
      const given = flow.args(person);
      // Commands that would wait for ten minutes.
      const waits = ['init', 'delete'].includes(given[0]) || (given[0] === 'env' && given[1] === 'remove');
      const patient = waits && !given.includes('--dry-run') ? ['--patience', '5'] : [];
      const run = await runProgram(world.workshop, person, [...given, ...patient], {
        env: flow.env,
        deadline,
      });
      isOver = true;
      const calls = proxy.names.length;
      // It makes fewer calls than that: take one that it makes.
      if (calls > 0 && calls < nth)
        return await this.prove({ ...input, nth: 1 + (nth % calls) }, world, `${folder}n`);
      const said = `${run.out}${run.err}`;
      person.told = said;
      const faults = brokenFiles(person).map((name) => `${name} was written in part`);
      if (run.overdue) faults.push(`it did not end in ${deadline / 1000} s, at ${proxy.names.at(-1)}`);
      else if (![0, 1, 2, 3].includes(run.code))
        faults.push(`exit code ${run.code} ${run.signal ?? ''}: ${said}`);
      if (fault.test(said)) faults.push(`it is taken for a fault of the program: ${said}`);
      if (run.code === 0 && said.trim() === '') faults.push('it said nothing');
      // The files name the endpoint that made the stack, so continuing goes through the proxy, too.
      return id === undefined ? faults : [...faults, ...(await world.goOn(flow, person))];
    } finally {
      person.env.AWS_ENDPOINT_URL = cloud;
      await proxy.close();
    }
  },
  smaller: (input) => (input.lasts ? [{ ...input, lasts: false }] : []),
};
