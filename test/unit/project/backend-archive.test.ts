import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packFiles, unpackFiles } from '../../../src/project/backend-archive.ts';
import { folderOfTest } from '../../support/folders.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('the archive of a deployed backend', () => {
  it('returns what was packed, the same bytes each time', () => {
    const files = new Map([
      ['amplify-meta.json', '{}'],
      ['a/ü.json', 'ü€'],
    ]);
    const packed = packFiles(files);
    expect(packFiles(files)).toEqual(packed);
    expect([...unpackFiles(packed)].map(([path, bytes]) => [path, strFromU8(bytes)])).toEqual([...files]);
  });

  it.skipIf(!hasPython)('can be read by other programs', () => {
    const folder = folderOfTest();
    try {
      writeFileSync(join(folder, 'a.zip'), packFiles(new Map([['x/y.json', '{"a":1}']])));
      execFileSync('python3', ['-m', 'zipfile', '-e', 'a.zip', '.'], { cwd: folder });
      expect(readFileSync(join(folder, 'x/y.json'), 'utf8')).toBe('{"a":1}');
    } finally {
    }
  });

  it('omits folders, and accepts Windows separators', () => {
    const packed = zipSync({ 'a/': new Uint8Array(), 'a\\b.json': strToU8('1'), './c.json': strToU8('2') });
    expect([...unpackFiles(packed).keys()]).toEqual(['a/b.json', 'c.json']);
  });

  it.each(['../x', 'a/../../x', '/etc/x', 'C:\\x', '..\\x'])('refuses a path that leads out: %s', (name) => {
    expect(() => unpackFiles(zipSync({ [name]: strToU8('1') }))).toThrowError(
      expect.objectContaining({ code: 'FILE_MALFORMED', why: expect.stringContaining('leads out') }),
    );
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a web page', strToU8('<html></html>')],
    ['half of one', packFiles(new Map([['a.json', 'x'.repeat(5000)]])).slice(0, 60)],
  ])('refuses %s', (_, bytes) => {
    expect(() => unpackFiles(bytes)).toThrowError(expect.objectContaining({ code: 'FILE_MALFORMED' }));
  });

  /** The position of the file's size in the central directory, which readers use. */
  const sizeAt = (packed: Uint8Array) =>
    packed.findIndex((byte, at) => byte === 0x50 && packed[at + 1] === 0x4b && packed[at + 2] === 1) + 24;
  const saying = (packed: Uint8Array, size: number) => {
    new DataView(packed.buffer, packed.byteOffset).setUint32(sizeAt(packed), size, true);
    return packed;
  };

  it('is not unpacked if it claims to be larger than a backend ever is', () => {
    const packed = saying(packFiles(new Map([['a.json', 'x']])), 600 * 1024 * 1024);
    expect(() => unpackFiles(packed)).toThrowError(
      expect.objectContaining({ why: expect.stringContaining('48 MiB') }),
    );
  });

  it('needs little more memory than the size of its files', () => {
    const text = 'x'.repeat(100);
    const files = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`f${at}`, strToU8(text)]));
    const unpacked = [...unpackFiles(zipSync(files)).values()];
    expect(new Set(unpacked.map((each) => strFromU8(each)))).toEqual(new Set([text]));
    const kept = [...new Set(unpacked.map(({ buffer }) => buffer))];
    expect(kept.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(1_000_000);
  });

  it('is not unpacked beyond that if it lies about its size', () => {
    const packed = saying(zipSync({ 'a.json': new Uint8Array(64 * 1024 * 1024) }), 10);
    expect(() => unpackFiles(packed)).toThrowError(
      expect.objectContaining({ why: expect.stringContaining('48 MiB') }),
    );
  });

  it.each([10, 6000])('is damaged if a file of 5,000 bytes claims to have %i', (size) => {
    const packed = saying(packFiles(new Map([['a.json', 'x'.repeat(5000)]])), size);
    expect(() => unpackFiles(packed)).toThrowError(
      expect.objectContaining({ why: expect.stringContaining('damaged') }),
    );
  });
});
