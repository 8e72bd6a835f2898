import { describe, it } from 'vitest';
import { expectJavascript, npmBuild, pkg } from './support/javascript-app.ts';

describe('a framework with rules of its own', () => {
  it.each([
    {
      app: 'Angular with the browser builder',
      files: {
        'package.json': pkg({ '@angular/core': '14' }, { start: 'ng serve', build: 'ng build' }),
        'angular.json': {
          defaultProject: 'shop',
          projects: {
            lib: { projectType: 'library', architect: { build: { options: { outputPath: 'x' } } } },
            shop: {
              sourceRoot: 'src',
              architect: {
                build: {
                  builder: '@angular-devkit/build-angular:browser',
                  options: { outputPath: 'dist/shop' },
                },
              },
            },
          },
        },
      },
      framework: 'angular',
      evidence: 'Angular in package.json, folders from angular.json',
      config: ['src', 'dist/shop', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Angular with the application builder',
      files: {
        'package.json': pkg({ '@angular/core': '20' }, { start: 'ng serve', build: 'ng build' }),
        'angular.json':
          '{ // the workspace\n"projects": {"shop": {"projectType": "application", "architect": {"build": {"builder": "@angular/build:application"}}}}}',
      },
      framework: 'angular',
      evidence: 'Angular in package.json, folders from angular.json',
      config: ['src', 'dist/shop/browser', npmBuild, 'npm run-script start'],
    },
    {
      app: 'Angular with an output of its own',
      files: {
        'package.json': pkg({ '@angular/core': '20' }),
        'angular.json': {
          projects: {
            shop: {
              projectType: 'application',
              sourceRoot: 'web',
              architect: {
                build: {
                  builder: '@angular/build:application',
                  options: { outputPath: { base: 'public', browser: '' } },
                },
              },
            },
          },
        },
      },
      framework: 'angular',
      evidence: 'Angular in package.json, folders from angular.json',
      config: ['web', 'public', npmBuild, 'ng serve'],
    },
    {
      app: 'Angular without a usable angular.json',
      files: { 'package.json': pkg({ '@angular/core': '20' }), 'angular.json': '{ broken' },
      framework: 'angular',
      evidence: 'Angular in package.json',
      config: ['src', 'dist', npmBuild, 'ng serve'],
    },
    {
      app: 'Ionic with Angular',
      files: {
        'package.json': pkg({ '@ionic/angular': '8', '@angular/core': '19' }, { build: 'ng build' }),
        'angular.json': {
          projects: {
            app: {
              projectType: 'application',
              sourceRoot: 'src',
              architect: {
                build: {
                  builder: '@angular-devkit/build-angular:browser',
                  options: { outputPath: 'www' },
                },
              },
            },
          },
        },
      },
      framework: 'ionic',
      evidence: 'Ionic in package.json, folders from angular.json',
      config: ['src', 'www', npmBuild, 'ionic serve'],
    },
    {
      app: 'Ionic with React',
      files: {
        'package.json': pkg(
          { '@ionic/react': '8', react: '19' },
          { dev: 'vite', build: 'vite build' },
          { vite: '^6' },
        ),
      },
      framework: 'ionic',
      evidence: 'Vite and Ionic in package.json',
      config: ['src', 'dist', npmBuild, 'npm run-script dev'],
    },
    {
      app: 'Ionic with Capacitor only',
      files: {
        'package.json': pkg({ '@ionic/core': '8' }),
        'capacitor.config.json': { appId: 'a.b', webDir: 'public' },
      },
      framework: 'ionic',
      evidence: 'Ionic in package.json, folder from capacitor.config.json',
      config: ['src', 'public', npmBuild, 'ionic serve'],
    },
    {
      app: 'old Ionic',
      files: { 'package.json': pkg({ 'ionic-angular': '3', '@angular/core': '5' }) },
      framework: 'ionic',
      evidence: 'Ionic in package.json',
      config: ['src', 'www', npmBuild, 'ionic serve'],
    },
    {
      app: 'Ember',
      files: {
        'package.json': pkg({}, { build: 'ember build', start: 'ember serve' }, { 'ember-cli': '6' }),
      },
      framework: 'ember',
      evidence: 'Ember in package.json',
      config: ['./', 'dist', 'npm run-script build -- -e production', 'npm run-script start'],
    },
    {
      app: 'Ember that builds for production itself',
      files: {
        'package.json': pkg({}, { build: 'ember build --environment=production' }, { 'ember-source': '6' }),
        'pnpm-lock.yaml': '',
      },
      framework: 'ember',
      evidence: 'Ember in package.json',
      config: ['./', 'dist', 'pnpm build', 'pnpm start'],
    },
    {
      app: 'Expo',
      files: {
        'package.json': pkg({ expo: '54', 'react-native': '0.81', react: '19' }, { start: 'expo start' }),
      },
      framework: 'react-native',
      evidence: 'Expo in package.json',
      config: ['src', '/', npmBuild, 'npm run-script start'],
    },
  ])('is recognised: $app', expectJavascript);
});
