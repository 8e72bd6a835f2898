import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether moto, another stand-in for AWS, is on this machine. */
export function hasMoto(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A moto server, and the home of a user with a profile for it. */
export async function startMoto() {
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'amplify-tui-moto-'));
  const moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve) =>
    moto.stderr.on('data', (chunk: Buffer) => String(chunk).includes('Running on') && resolve()),
  );
  // It loads a service at its first request, which takes long on a busy machine.
  for (const service of ['sts', 'iam', 's3', 'cloudformation', 'amplify'])
    await fetch(`http://127.0.0.1:${port}/`, {
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=testing/20261129/eu-west-1/${service}/aws4_request`,
      },
    });
  mkdirSync(join(home, '.aws'));
  writeFileSync(
    join(home, '.aws/credentials'),
    '[default]\naws_access_key_id=testing\naws_secret_access_key=testing\n',
  );
  writeFileSync(join(home, '.aws/config'), '[default]\nregion=eu-west-1\n');
  return {
    home,
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      moto.kill('SIGTERM');
      await once(moto, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
