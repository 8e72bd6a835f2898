import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { runProgram } from '../reliability/world.mjs';

/** The largest answers that the limits of an exchange let through, and how much memory they take. */
const most = 200;
const measure = new URL('./resident.mjs', import.meta.url).pathname;
const megabyte = 1024 * 1024;

const stackOf = (index) =>
  `<member><StackName>s-${index}-${'x'.repeat(100)}</StackName><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/s/${index}</StackId><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-28T00:00:00Z</CreationTime><Outputs><member><OutputKey>k</OutputKey><OutputValue>v</OutputValue></member></Outputs></member>`;

const response = (stacks) =>
  `<DescribeStacksResponse><DescribeStacksResult><Stacks>${stacks}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const described = (text) => `<member><StackName>s</StackName><Description>${text}</Description></member>`;

/** Answers just below each limit (8 MB, 100,000 elements, 1.25 MB of long texts), and some above them. */
const bodies = {
  'many stacks': () => response(Array.from({ length: 5_500 }, (_, index) => stackOf(index)).join('')),
  'empty stacks': () => response('<member/>'.repeat(99_000)),
  'one text': () => response(described('x'.repeat(1_200_000))),
  'a hundred texts': () => response(described('x'.repeat(60_000)).repeat(100)),
  'six long texts': () => response(described('x'.repeat(1_200_000)).repeat(6)),
  'above the limits': () => response('<member><a>x</a></member>'.repeat(megabyte)),
};
const names = Object.keys(bodies);
let highest = 0;

export const memory = {
  id: 'memory',
  title: 'the largest answers that the limits let through, and larger ones',
  outcome: '',
  width: 1,
  isWhole: true,
  open: async () => ({
    tally: () => ({ text: `${Math.round(highest)} MB resident at most (limit ${most} MB)` }),
  }),
  case: (_random, _world, index) => (index < names.length ? { body: names[index] } : undefined),
  async prove({ body }, world, folder) {
    const person = await world.personFor({ from: 'documented' }, folder);
    const text = bodies[body]();
    const server = createServer((request, response) => {
      request.resume().once('end', () => response.writeHead(200, { 'content-type': 'text/xml' }).end(text));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const list = join(world.workshop.folder, `resident-${folder}`);
      const env = {
        AWS_ENDPOINT_URL_CLOUDFORMATION: `http://127.0.0.1:${server.address().port}`,
        NODE_OPTIONS: `--import ${measure}`,
        RESIDENT: list,
      };
      const { overdue, code, out, err } = await runProgram(world.workshop, person, ['status', '--json'], {
        env,
        deadline: 120_000,
      });
      if (overdue || ![0, 1].includes(code)) return [`it ended with ${code}: ${out.slice(0, 500)}${err}`];
      const used = existsSync(list) ? Number(readFileSync(list, 'utf8')) / 1024 : Number.NaN;
      highest = Math.max(highest, used);
      return used < most ? [] : [`${used} MB resident`];
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};
