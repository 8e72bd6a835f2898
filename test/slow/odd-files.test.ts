import { afterAll, beforeAll, it } from 'vitest';
import { oddForms, oddPlaces, openOddFiles } from '../support/odd-files.ts';

let files: Awaited<ReturnType<typeof openOddFiles>>;
beforeAll(async () => {
  files = await openOddFiles();
});
afterAll(() => files.close());

it.skipIf(process.platform === 'win32').each(Object.keys(oddPlaces))(
  'anything in place of %s is reported, never as a fault of the program',
  async (name) => {
    for (const form of oddForms) await files.prove(name, form);
  },
);
