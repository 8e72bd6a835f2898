import { describe, it } from 'vitest';
import { expectJavascript, npmBuild, pkg } from './support/javascript-app.ts';

describe('the build tool of a JavaScript app', () => {
  it.each([
    {
      app: 'Vite and React',
      files: {
        'package.json': pkg({ react: '^19' }, { dev: 'vite', build: 'vite build' }, { vite: '^7' }),
        'src/': '',
      },
      framework: 'react',
      evidence: 'Vite and React in package.json',
      config: ['src', 'dist', npmBuild, 'npm run-script dev'],
    },
    {
      app: 'Vite with a folder of its own',
      files: {
        'package.json': pkg({ react: '^19' }, { build: 'vite build', start: 'vite' }, { vite: '^7' }),
        'vite.config.ts':
          "export default defineConfig({ plugins: [react()], build: { outDir: 'public_html' } })",
      },
      framework: 'react',
      evidence: 'Vite and React in package.json, folder from vite.config.ts',
      config: ['src', 'public_html', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Vite with a root',
      files: {
        'package.json': pkg({ react: '^19' }, { build: 'vite build' }, { vite: '^7' }),
        'vite.config.js': "export default { root: 'web', build: { outDir: '../out' } }",
      },
      framework: 'react',
      evidence: 'Vite and React in package.json, folder from vite.config.js',
      config: ['src', 'out', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Vite with a folder outside the project',
      files: {
        'package.json': pkg({ react: '^19' }, { build: 'vite build' }, { vite: '^7' }),
        'vite.config.js': "export default { build: { outDir: '../../server/static' } }",
      },
      framework: 'react',
      evidence: 'Vite and React in package.json',
      config: ['src', 'dist', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Next',
      files: {
        'package.json': pkg(
          { next: '16', react: '19' },
          { dev: 'next dev', build: 'next build', start: 'next start' },
        ),
        'app/page.tsx': '',
      },
      framework: 'react',
      evidence: 'Next.js and React in package.json',
      config: ['./', '.next', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Next, exported',
      files: {
        'package.json': pkg({ next: '16', react: '19' }, { dev: 'next dev', build: 'next build' }),
        'next.config.ts': "const config: NextConfig = { output: 'export' };\nexport default config;",
        'src/app/page.tsx': '',
      },
      framework: 'react',
      evidence: 'Next.js and React in package.json',
      config: ['src', 'out', npmBuild, 'npm run-script dev'],
    },
    {
      app: 'Nuxt 4',
      files: {
        'package.json': pkg(
          { nuxt: '^4.1.0' },
          { build: 'nuxt build', dev: 'nuxt dev', generate: 'nuxt generate' },
        ),
        'app/app.vue': '',
      },
      framework: 'vue',
      evidence: 'Nuxt in package.json',
      config: ['app', '.output/public', 'npm run-script generate', 'npm run-script dev'],
    },
    {
      app: 'Nuxt 2',
      files: {
        'package.json': pkg(
          { nuxt: '^2.15.8', vue: '^2' },
          { generate: 'nuxt generate', start: 'nuxt start' },
        ),
      },
      framework: 'vue',
      evidence: 'Nuxt and Vue in package.json',
      config: ['./', 'dist', 'npm run-script generate', 'npm run-script start'],
    },
    {
      app: 'Create React App with yarn',
      files: {
        'package.json': pkg(
          { react: '18', 'react-scripts': '5' },
          { start: 'react-scripts start', build: 'react-scripts build' },
        ),
        'yarn.lock': '',
      },
      framework: 'react',
      evidence: 'Create React App and React in package.json',
      config: ['src', 'build', 'yarn build', 'yarn start'],
    },
    {
      app: 'Vue CLI',
      files: {
        'package.json': pkg(
          { vue: '3' },
          { serve: 'vue-cli-service serve', build: 'vue-cli-service build' },
          { '@vue/cli-service': '5' },
        ),
        'vue.config.js': "module.exports = { outputDir: 'target' }",
      },
      framework: 'vue',
      evidence: 'Vue CLI and Vue in package.json, folder from vue.config.js',
      config: ['src', 'target', npmBuild, 'npm run-script serve'],
    },
    {
      app: 'SvelteKit with bun',
      files: {
        'package.json': pkg(
          {},
          { dev: 'vite dev', build: 'vite build' },
          { svelte: '5', vite: '7', '@sveltejs/kit': '2' },
        ),
        'bun.lock': '',
      },
      framework: 'none',
      evidence: 'SvelteKit and Svelte in package.json',
      config: ['src', 'build', 'bun run build', 'bun run dev'],
    },
    {
      app: 'Svelte with Vite',
      files: {
        'package.json': pkg({}, { dev: 'vite', build: 'vite build' }, { svelte: '5', vite: '7' }),
      },
      framework: 'none',
      evidence: 'Vite and Svelte in package.json',
      config: ['src', 'dist', npmBuild, 'npm run-script dev'],
    },
    {
      app: 'nothing known',
      files: { 'package.json': { packageManager: 'pnpm@10.1.0' } },
      framework: 'none',
      evidence: '',
      config: ['src', 'dist', 'pnpm build', 'pnpm start'],
    },
  ])('is recognised: $app', expectJavascript);
});
