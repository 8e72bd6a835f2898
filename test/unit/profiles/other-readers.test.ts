import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { planProfileChange, writeProfileChange } from '../../../src/profiles/change.ts';
import { editSharedFile } from '../../../src/profiles/edit/edit.ts';
import type { ProfileChange } from '../../../src/profiles/profile-plan.ts';
import { folderOfTest } from '../../support/folders.ts';
import { fileAndEdit, soundFiles } from './random-files.ts';

const hasBotocore = spawnSync('python3', ['-c', 'import botocore.configloader']).status === 0;
const hasCli = spawnSync('aws', ['--version']).status === 0;

let folder: string;
beforeEach(() => {
  folder = folderOfTest();
});

type Sections = Record<string, Record<string, unknown>>;

/** The AWS CLI's own reading of files: sections as they are spelled, or why it refuses the file. */
const readAll = `
import json, sys
from botocore.configloader import raw_config_parse
out = []
for path in json.load(sys.stdin):
    try: out.append(raw_config_parse(path))
    except Exception as e: out.append(str(e))
json.dump(out, sys.stdout)
`;

describe.skipIf(!hasBotocore)("the AWS CLI's reader (botocore)", () => {
  it('sees the requested change in every file, and no other', () => {
    const cases = fc.sample(fileAndEdit(soundFiles), 400);
    const paths = cases.flatMap(({ file, edit }, index) => {
      const result = editSharedFile(file.bytes, file.kind, 'the file', edit);
      return [file.bytes, result.bytes].map((bytes, part) => {
        const path = join(folder, `${index}-${part}`);
        writeFileSync(path, bytes);
        return path;
      });
    });
    const input = JSON.stringify(paths);
    const answer = execFileSync('python3', ['-c', readAll], { input, maxBuffer: 64 * 1024 * 1024 });
    const read: (Sections | string)[] = JSON.parse(answer.toString());
    let changed = 0;
    for (const [index, { file, edit }] of cases.entries()) {
      const [before, after] = read.slice(2 * index, 2 * index + 2);
      if (typeof before !== 'object' || typeof after !== 'object')
        throw new Error(`refused: ${before} ${after}`);
      const header = (name: string) =>
        file.kind === 'config' && name !== 'default' ? `profile ${name}` : name;
      const wanted = structuredClone(before);
      const target = wanted[header(edit.name)];
      delete wanted[header(edit.name)];
      if (edit.kind === 'set' && (target || edit.set.size > 0)) {
        const kept = Object.entries(target ?? {}).filter(([key]) => !edit.remove.includes(key));
        wanted[header(edit.name)] = { ...Object.fromEntries(kept), ...Object.fromEntries(edit.set) };
      } else if (edit.kind === 'rename') {
        if (target) wanted[header(edit.to)] = target;
        for (const [name, settings] of Object.entries(wanted)) {
          const isProfile = !/^(sso-session|services) /.test(name);
          if (isProfile && settings.source_profile === edit.name) settings.source_profile = edit.to;
        }
      }
      expect(after, JSON.stringify([file.bytes.toString(), edit])).toEqual(wanted);
      if (JSON.stringify(before) !== JSON.stringify(after)) changed += 1;
    }
    expect(changed).toBeGreaterThan(100);
  }, 60_000);
});

describe.skipIf(!hasCli)('the AWS CLI', () => {
  const aws = (...args: string[]) =>
    execFileSync('aws', args, {
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
      },
    })
      .toString()
      .trim();

  it('reads what we wrote, and we read what it wrote', async () => {
    const env = {
      HOME: folder,
      AWS_CONFIG_FILE: join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    };
    const write = async (change: ProfileChange) => {
      expect((await writeProfileChange(env, await planProfileChange(env, change))).kind).toBe('written');
    };
    const set = (settings: Record<string, string>): ProfileChange => ({
      kind: 'set',
      name: 'me@corp.example',
      set: new Map(Object.entries(settings)),
      remove: [],
    });
    await write(set({ region: 'eu-west-1', aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', role_arn: 'x' }));
    expect(aws('configure', 'get', 'region', '--profile', 'me@corp.example')).toBe('eu-west-1');
    expect(aws('configure', 'get', 'aws_access_key_id', '--profile', 'me@corp.example')).toBe(
      'AKIAIOSFODNN7EXAMPLE',
    );
    aws('configure', 'set', 'output', 'json', '--profile', 'me@corp.example');
    await write(set({ region: 'us-east-1', output: 'text' }));
    expect(aws('configure', 'get', 'output', '--profile', 'me@corp.example')).toBe('text');
    await write({ kind: 'rename', name: 'me@corp.example', to: 'default' });
    expect(aws('configure', 'get', 'region')).toBe('us-east-1');
    expect(readFileSync(join(folder, 'config'), 'utf8')).toBe(
      '[default]\nregion=us-east-1\nrole_arn=x\noutput = text\n',
    );
  }, 90_000);
});

if (!hasBotocore) console.warn('skipped: python3 has no botocore here, so the files are not read by it');
if (!hasCli) console.warn('skipped: the aws CLI is not on the PATH');
