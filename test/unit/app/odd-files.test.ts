import { afterAll, beforeAll, expect, it } from 'vitest';
import { oddForms, oddPlaces, openOddFiles, withoutPermission } from '../../support/odd-files.ts';

/** A part of `test/slow/odd-files.test.ts`: files that could block, be misread, or overflow the stack. */
const some = ['a pipe', 'UTF-16', 'control characters', 'brackets'];
/** Each of these runs is a complete init. */
const long = /init|web identity|container|settings|durations|package.json|pubspec|swift|vite|angular/;

let files: Awaited<ReturnType<typeof openOddFiles>>;
beforeAll(async () => {
  files = await openOddFiles();
});
afterAll(() => files.close());

const places = Object.keys(oddPlaces).filter((name) => !long.test(name));

it.skipIf(process.platform === 'win32').each(places)(
  'anything in place of %s is reported, never as a fault of the program',
  async (name) => {
    expect(oddForms).toEqual(expect.arrayContaining(some));
    for (const form of some) await files.prove(name, form);
  },
);

it.skipIf(process.platform === 'win32' || process.getuid?.() === 0).each(places)(
  'an unreadable file in place of %s is reported, never as a fault of the program',
  async (name) => files.prove(name, withoutPermission),
);
