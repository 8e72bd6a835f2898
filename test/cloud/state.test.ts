import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../demo/cloud/clock.ts';
import { startDemoCloud } from '../../demo/cloud/server.ts';
import { newState, openStore } from '../../demo/cloud/store.ts';
import {
  allEvents,
  clientsFor,
  cloudForTest,
  cloudOnManualClock,
  eventLine,
  settled,
  temporaryFolder,
} from './support/cloud.ts';
import { manualClock } from './support/manual-clock.ts';
import { parentStack } from './support/parent-stack.ts';

let stateDir: string;

beforeEach(() => {
  stateDir = temporaryFolder();
});

describe('a cloud with a state folder', () => {
  it('remembers stacks, roles, buckets and objects', async () => {
    const first = await cloudForTest({ stateDir });
    const before = clientsFor(first);
    await before.cloudformation.send(new CreateStackCommand(parentStack('kept')));
    const stack = await settled(before.cloudformation, 'kept');
    const events = await allEvents(before.cloudformation, 'kept');
    await before.s3.send(
      new PutObjectCommand({ Bucket: 'kept-deployment', Key: 'a', Body: Buffer.from([0, 255, 128]) }),
    );
    await first.close();
    const after = clientsFor(await cloudForTest({ stateDir }));
    expect(await settled(after.cloudformation, 'kept')).toEqual(stack);
    expect(await allEvents(after.cloudformation, 'kept')).toEqual(events);
    const object = await after.s3.send(new GetObjectCommand({ Bucket: 'kept-deployment', Key: 'a' }));
    expect([...(await object.Body!.transformToByteArray())]).toEqual([0, 255, 128]);
  });

  it('continues a stack in flight where it stopped, however long it was off', async () => {
    const { cloud, clock } = await cloudOnManualClock({ stateDir });
    const { cloudformation } = clientsFor(cloud);
    await cloudformation.send(new CreateStackCommand(parentStack('flight')));
    clock.advance(17_000);
    const before = await allEvents(cloudformation, 'flight');
    await cloud.close();
    const later = manualClock(clock.now() + 10 * 60_000);
    const again = clientsFor(await cloudForTest({ stateDir, speed: 1, clock: later })).cloudformation;
    expect(await allEvents(again, 'flight')).toEqual(before);
    later.advance(10_000);
    expect(
      (await again.send(new DescribeStacksCommand({ StackName: 'flight' }))).Stacks![0]!.StackStatus,
    ).toBe('CREATE_IN_PROGRESS');
    later.advance(10_000);
    const events = await allEvents(again, 'flight');
    expect(events.slice(0, before.length)).toEqual(before);
    expect(eventLine(events.at(-1)!)).toBe('flight CREATE_COMPLETE');
    expect(events.filter((event) => eventLine(event) === 'AuthRole CREATE_COMPLETE')).toHaveLength(1);
  });

  it('has saved what it answered, even if it is never closed', async () => {
    const abandoned = await cloudForTest({ stateDir });
    const { cloudformation } = clientsFor(abandoned);
    const { StackId } = await cloudformation.send(new CreateStackCommand(parentStack('crash')));
    const saved = JSON.parse(readFileSync(join(stateDir, 'cloud.json'), 'utf8'));
    expect(saved.stacks.map(({ id }: { id: string }) => id)).toEqual([StackId]);
    await cloudformation.send(new DeleteStackCommand({ StackName: 'crash' }));
  });

  it('answers nothing that it cannot save', async () => {
    const { cloudformation } = clientsFor(await cloudForTest({ stateDir }));
    rmSync(stateDir, { recursive: true });
    const call = cloudformation.send(new CreateStackCommand(parentStack('lost')));
    await expect(call).rejects.toThrow(/ECONNRESET|socket hang up/);
    mkdirSync(stateDir);
  });

  it('writes one file, readable only by the owner', async () => {
    const cloud = await cloudForTest({ stateDir });
    await clientsFor(cloud).cloudformation.send(new CreateStackCommand(parentStack('file')));
    await settled(clientsFor(cloud).cloudformation, 'file');
    await cloud.close();
    expect(readdirSync(stateDir)).toEqual(['cloud.json']);
    expect(statSync(join(stateDir, 'cloud.json')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')(
    'prevents others from reading a state that they could read',
    async () => {
      const folder = join(stateDir, 'a', 'b');
      await (await cloudForTest({ stateDir: folder })).close();
      for (const made of [join(stateDir, 'a'), folder]) expect(statSync(made).mode & 0o777).toBe(0o700);
      const file = join(folder, 'cloud.json');
      chmodSync(file, 0o644);
      // Not only after the next write: it is made private before.
      const store = openStore(folder, { now: () => 0 } as Clock, () => {});
      expect(store.isNew).toBe(false);
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'follows no link, and waits for no pipe, in place of its files',
    async () => {
      const precious = join(stateDir, 'precious');
      const folder = join(stateDir, 'state');
      mkdirSync(folder);
      writeFileSync(precious, 'mine');
      const store = openStore(folder, { now: () => 0 } as Clock, () => {});
      symlinkSync(precious, join(folder, `cloud.json.${process.pid}.new`));
      store.save();
      expect(readFileSync(precious, 'utf8')).toBe('mine');
      rmSync(join(folder, 'cloud.json'));
      execFileSync('mkfifo', [join(folder, 'cloud.json')]);
      await expect(cloudForTest({ stateDir: folder })).rejects.toThrow('cloud.json is no file');
    },
  );

  it('continues instead of starting its scenario again', async () => {
    const options = { stateDir, scenario: 'bucket-taken' };
    await (await cloudForTest(options)).close();
    const said: string[] = [];
    const again = await cloudForTest({ ...options, log: (line) => said.push(line) });
    expect(said.join()).toContain('bucket-taken is not started over it');
    const { Buckets } = await clientsFor(again, 'biz').s3.send(new ListBucketsCommand({}));
    expect(Buckets).toHaveLength(1);
  });

  it('removes what was half-written when it was killed', async () => {
    const first = await cloudForTest({ stateDir });
    await first.close();
    writeFileSync(join(stateDir, 'cloud.json.4711.new'), '{"schema":1,"sta');
    await (await cloudForTest({ stateDir })).close();
    expect(readdirSync(stateDir)).toEqual(['cloud.json']);
  });

  it.each([
    ['not JSON', '{'],
    ['another format', JSON.stringify({ ...newState(Date.now()), schema: 99 })],
  ])('does not start over a file that is %s', async (_what, text) => {
    const path = join(stateDir, 'cloud.json');
    writeFileSync(path, text);
    await expect(startDemoCloud({ stateDir })).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('an invalid state folder', () => {
  it.each([
    ['a file in its place', 'file', /file is a file, not a folder/],
    ['a file above it', join('file', 'below'), /file is a file, not a folder/],
    ['a damaged file in it', 'damaged', /cloud\.json is damaged .* remove it to start anew/],
  ])('with %s is refused by name', async (_, name, words) => {
    writeFileSync(join(stateDir, 'file'), '');
    mkdirSync(join(stateDir, 'damaged'));
    writeFileSync(join(stateDir, 'damaged', 'cloud.json'), '{bad');
    await expect(startDemoCloud({ stateDir: join(stateDir, name) })).rejects.toThrow(words);
  });
});

describe('a cloud', () => {
  it('refuses a port that is taken and an invalid speed', async () => {
    const { endpoint } = await cloudForTest();
    await expect(startDemoCloud({ port: Number(new URL(endpoint).port) })).rejects.toThrow('EADDRINUSE');
    await expect(startDemoCloud({ speed: 0 })).rejects.toThrow('speed');
  });

  it('is gone after close', async () => {
    const cloud = await startDemoCloud();
    await clientsFor(cloud).cloudformation.send(new DescribeStacksCommand({}));
    await cloud.close();
    await expect(fetch(cloud.endpoint)).rejects.toThrow();
  });
});
