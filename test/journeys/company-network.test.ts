import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { companyCa, serveHttps, serveProxy, type TestProxy, type TestServer } from '../support/network.ts';
import { everythingSaid } from '../support/said.ts';
import { tracesOf } from '../support/traces.ts';
import { filesBelow, makeWorld, type World } from './support/cloud.ts';
import { run } from './support/run.ts';

/** As the proxy compares it; parts of it are percent-encoded in the address. */
const password = 'c4nary@Pr0xy#9%x';

let world: World;
/** In place of AWS: the demo cloud behind the company's certificate. */
let front: TestServer;
let proxy: TestProxy;
let home: string;
let env: Record<string, string>;

beforeAll(async () => {
  world = await makeWorld(500);
  const { port } = new URL(world.cloud.endpoint);
  front = await serveHttps('server', (asked, answer) => {
    const { method, url, headers } = asked;
    const sent = request({ host: '127.0.0.1', port, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    sent.on('error', () => answer.destroy());
    asked.pipe(sent);
  });
  proxy = await serveProxy({ login: `ann:${password}`, to: front.port });
  home = mkdtempSync(join(tmpdir(), 'amplify-tui-company-'));
  const [user] = world.cloud.accounts[0]?.users ?? [];
  env = {
    HOME: home,
    HTTPS_PROXY: proxy.url,
    NO_PROXY: 'localhost,.company.example',
    AWS_CA_BUNDLE: companyCa,
    // With the bucket in the path, since the tests' certificate covers no subdomains of this host.
    AWS_ENDPOINT_URL_S3: 'https://s3.eu-west-1.amazonaws.com',
    AWS_ACCESS_KEY_ID: user?.accessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: user?.secretAccessKey ?? '',
  };
});

afterAll(async () => {
  proxy.close();
  front.close();
  rmSync(home, { recursive: true, force: true });
  await world.close();
});

describe('behind a proxy with a password, the company’s own certificates and no DNS for AWS', () => {
  it('access is set up, a project created, shown and watched, and the password is never shown', async () => {
    const project = join(home, 'shop');
    mkdirSync(project);
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ dependencies: { react: '1' }, devDependencies: { vite: '1' } }),
    );
    const { AWS_ACCESS_KEY_ID: _id, AWS_SECRET_ACCESS_KEY: _secret, ...withoutKeys } = env;

    const configured = await run(
      ['configure', '--yes', '--json', '--profile', 'default', '--region', 'eu-west-1'],
      { env },
    );
    expect(configured.lines.at(-1)).toMatchObject({ ok: true, account: world.cloud.accounts[0]?.id });
    const made = await run(['init', '--yes', '--json'], { env: withoutKeys, cwd: project });
    expect(made.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
    const [status, watched, doctor] = await Promise.all([
      run(['status', '--json'], { env: withoutKeys, cwd: project }),
      run(['watch', '--json'], { env: withoutKeys, cwd: project }),
      run(['doctor', '--json'], { env: withoutKeys, cwd: project }),
    ]);
    expect(status.lines.at(-1)).toMatchObject({ ok: true, stack: { status: 'CREATE_COMPLETE' } });
    expect(watched.lines.at(-1)).toMatchObject({ ok: true, status: 'CREATE_COMPLETE' });
    expect(doctor.lines.at(-1)).toMatchObject({
      access: { account: world.cloud.accounts[0]?.id },
      cloud: {
        answerTime: expect.any(Number),
        network: expect.arrayContaining([
          { what: 'proxy for https', source: 'HTTPS_PROXY', value: `http://127.0.0.1:${proxy.port}` },
        ]),
      },
    });

    expect(new Set(proxy.asked)).toEqual(
      new Set(
        ['sts.eu-west-1', 'iam', 'cloudformation.eu-west-1', 's3.eu-west-1'].map(
          (host) => `CONNECT ${host}.amazonaws.com:443`,
        ),
      ),
    );
    const kept = [...filesBelow(home).values()].join('\n');
    const secrets = [password, encodeURIComponent(password), `ann:${password}`];
    expect(tracesOf(secrets, everythingSaid())).toEqual([]);
    expect(tracesOf(secrets, kept)).toEqual([]);
  });
});
