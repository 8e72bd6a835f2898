import { describe, expect, it } from 'vitest';
import { plainLiterals } from '../../../../src/project/frontends/plain-literals.ts';

const outDir = (source: string) => plainLiterals(source).get('build.outDir');

describe('a plain text in a configuration file', () => {
  it.each([
    ['export default { build: { outDir: "web" } }'],
    ["export default defineConfig({ plugins: [react()], build: { sourcemap: true, outDir: 'web', }, })"],
    ["export default defineConfig(({ mode }) => ({ build: { outDir: 'web' } }))"],
    ["export default defineConfig(() => { return { build: { outDir: 'web' } } })"],
    ["const config = { 'build': { 'outDir': 'web' } };\nmodule.exports = config;"],
    ["// it's a comment\nexport default { /* outDir: 'no' */ build: { outDir: 'web' // yes\n } }"],
  ])('is found in %s', (source) => {
    expect(outDir(source)).toBe('web');
  });

  it.each([
    ["export default { build: { outDir: process.env.OUT ?? 'web' } }"],
    ["export default { build: { outDir: 'web' + suffix } }"],
    ["export default { build: { outDir: resolve(__dirname, 'web') } }"],
    ['export default { build: { outDir: `web` } }'],
    ["export default { plugins: [dts({ build: { outDir: 'types' } })] }"],
    ["export default { test: { build: { outDir: 'types' } } }"],
    ["export default mode ? { build: { outDir: 'a' } } : { build: { outDir: 'b' } }"],
    ["// build: { outDir: 'web' }"],
    ["}}}]]) build: { outDir 'web'"],
  ])('is not found in %s', (source) => {
    expect(outDir(source)).toBeUndefined();
  });
});
