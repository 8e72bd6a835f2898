import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { exitCodes } from '../../../src/app/exit-codes.ts';

const forge = '.github';
const read = (file: string) => readFileSync(file, 'utf8');
const yaml = (file: string) => parse(read(join(forge, file)));

it('names the repository in package.json alone', () => {
  const { homepage, bugs, repository, author, license } = JSON.parse(read('package.json'));
  const page = /^git\+(https:\/\/.+)\.git$/.exec(repository.url)?.[1];
  expect({ homepage, bugs, author, license }).toEqual({
    homepage: `${page}#readme`,
    bugs: { url: `${page}/issues` },
    author: 'the amplify-tui authors',
    license: 'Apache-2.0',
  });
  const pages = [...readdirSync('docs').map((name) => join('docs', name)), 'README.md', 'SECURITY.md'];
  const naming = pages.filter((file) => file.endsWith('.md') && read(file).includes(`${page}`));
  expect(naming).toEqual([]);
});

it('asks for the output of doctor in every problem report', () => {
  const { body } = yaml('ISSUE_TEMPLATE/bug.yml') as {
    body: { id?: string; attributes: object; validations?: object }[];
  };
  const asked = body.find(({ id }) => id === 'doctor');
  expect(asked?.validations).toEqual({ required: true });
  expect(JSON.stringify(asked?.attributes)).toContain('amplify-tui doctor --json');
  expect(yaml('ISSUE_TEMPLATE/config.yml').blank_issues_enabled).toBe(false);
});

it('is checked on three systems and on the versions of Node that people use', () => {
  const { test, windows, oldest } = yaml('workflows/check.yml').jobs;
  expect(test.strategy.matrix).toEqual({ os: ['ubuntu-latest', 'macos-latest'], node: [22, 24, 26] });
  expect(windows['runs-on']).toBe('windows-latest');
  expect(windows.strategy.matrix).toEqual({ node: [22, 24, 26] });
  const [, least = ''] = />=(\d+\.\d+)/.exec(JSON.parse(read('package.json')).engines.node) ?? [];
  expect(oldest.steps.map((step: { with?: object }) => step.with)).toContainEqual(
    expect.objectContaining({ 'node-version': `${least}.0` }),
  );
});

it('runs only scripts that exist', () => {
  const { scripts } = JSON.parse(read('package.json'));
  for (const file of ['check.yml', 'release.yml']) {
    const jobs = Object.values(yaml(`workflows/${file}`).jobs) as { steps: { run?: string }[] }[];
    const lines = jobs.flatMap(({ steps }) => steps.map(({ run = '' }) => run));
    for (const line of lines) {
      const script = /^npm (?:run )?(test\S*|build)/.exec(line)?.[1];
      if (script) expect(Object.keys(scripts)).toContain(script);
      const program = /\b(build\/\S+\.mjs)/.exec(line)?.[1];
      if (program) expect(existsSync(program)).toBe(true);
    }
  }
});

it('lists the existing exit codes in docs/stability.md', () => {
  const rows = [...read('docs/stability.md').matchAll(/^\| (\d+) \| (.+) \|$/gm)].map(([, code, text]) => [
    code,
    text,
  ]);
  expect(Object.fromEntries(rows)).toEqual(exitCodes);
});
