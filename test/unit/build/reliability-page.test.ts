import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const builder = '../../../build/reliability/page.mjs';

it('the reliability page has its introduction, and the figures of the last run, and no others', async () => {
  const { aboutAll, chaosSection } = await import(builder);
  const page = readFileSync('docs/reliability.md', 'utf8');
  const figures = JSON.parse(readFileSync('build/chaos/figures.json', 'utf8'));
  expect(page).toContain(aboutAll.join('\n'));
  expect(page).toContain(chaosSection(figures));
});
