import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, openWorld } from '../support/cloud.ts';
import { hasMoto, startMoto } from '../support/moto.ts';
import { run } from '../support/run.ts';

const world = await openWorld(500);

function folder(name: string): string {
  const path = join(world.home, name);
  mkdirSync(path);
  writeFileSync(
    join(path, 'package.json'),
    JSON.stringify({ dependencies: { react: '1' }, devDependencies: { vite: '1' } }),
  );
  return path;
}

describe('another cloud than ours', () => {
  it.skipIf(!hasMoto())('moto gives the same files, except for names', async () => {
    const moto = await startMoto();
    const { home, endpoint } = moto;
    try {
      const answers = join(world.home, 'same.json');
      writeFileSync(
        answers,
        JSON.stringify({ projectName: 'same', editor: 'vim', app: 'javascript', framework: 'vue' }),
      );
      const env = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'eu-west-1' };
      const [user] = world.cloud.accounts[0]?.users ?? [];
      const demoEnv = {
        AWS_ACCESS_KEY_ID: user?.accessKeyId ?? '',
        AWS_SECRET_ACCESS_KEY: user?.secretAccessKey ?? '',
        AWS_REGION: 'eu-west-1',
      };
      const here = folder('same-demo');
      const there = folder('same-moto');
      const ours = await run(['init', '--yes', '--json', '--answers', answers], {
        env: { ...demoEnv, HOME: home, AWS_ENDPOINT_URL: world.cloud.endpoint },
        cwd: here,
      });
      expect(ours.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
      const theirs = await run(['init', '--yes', '--json', '--answers', answers], {
        env: { ...env, HOME: home, AWS_ENDPOINT_URL: endpoint },
        cwd: there,
      });
      expect(theirs.err).toBe('');
      expect(theirs.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
      expect(nameless(there)).toEqual(nameless(here));
      const atMoto = {
        env: { ...env, HOME: home, AWS_ENDPOINT_URL: endpoint },
        cwd: there,
      };
      const flutter = ['--frontend', '{"frontend":"flutter","config":{"ResDir":"lib"}}'];
      const changed = await run(['configure', 'project', '--yes', '--json', ...flutter], atMoto);
      expect(changed.lines.at(-1)).toMatchObject({ type: 'result', ok: true });
      expect([...filesBelow(there).keys()]).toContain('lib/amplifyconfiguration.dart');
      const status = await run(['status', '--json'], atMoto);
      expect(status.lines.at(-1)).toMatchObject({
        project: { app: 'flutter' },
        stack: { status: 'CREATE_COMPLETE' },
        lastDeployment: { status: 'CREATE_COMPLETE' },
        // moto makes buckets without the public access block in their template.
        drift: [expect.stringMatching(/Public access is not blocked/)],
      });
      const gone = await run(['delete', '--yes', '--json', '--confirm', 'same'], atMoto);
      expect(gone.lines.at(-1)).toMatchObject({ type: 'result', ok: true, deleted: 'same' });
      expect([...filesBelow(there).keys()]).toEqual(['package.json']);
    } finally {
      await moto.close();
    }
  });
});

/** The files of a project with account, ids, times and paths replaced. */
function nameless(path: string): Record<string, string> {
  return Object.fromEntries(
    [...filesBelow(path)].map(([name, text]) => [
      name,
      text
        .replaceAll(path, 'PATH')
        .replace(/same-\d{14}/g, 'STACK')
        .replace(/stack\/STACK\/[0-9a-f-]+/g, 'stack/STACK/ID')
        .replace(/:\d{12}:/g, ':ACCOUNT:'),
    ]),
  );
}
