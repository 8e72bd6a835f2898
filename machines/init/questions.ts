import { back, cancel, next } from '../kit/keys.ts';
import { failsTo } from '../kit/problem.ts';
import { initSetup } from './setup.ts';

/** Available only if the user has changed something. */
const reset = {
  guard: 'settingsDiffer',
  actions: 'resetSettings',
  meta: { key: 'ctrl+r', label: 'reset to detected values', footer: 4 },
} as const;

/** The questions: one state each; answers are kept on the way back. */
export const questionStates = {
  name: initSetup.createStateConfig({
    meta: { pane: 'init.name', title: 'What is the project called?', step: 'name' },
    on: {
      NEXT: { guard: 'nameIsGood', target: 'editor', meta: next() },
      BACK: { target: 'left', meta: cancel },
    },
  }),
  environment: initSetup.createStateConfig({
    meta: { pane: 'init.environment', title: 'What is the new environment called?', step: 'environment' },
    on: {
      NEXT: { guard: 'environmentIsGood', target: 'access', meta: next() },
      BACK: [
        { guard: 'adds', target: 'left', meta: cancel },
        { target: 'existing', actions: 'addNothing', meta: back() },
      ],
    },
  }),
  editor: initSetup.createStateConfig({
    meta: { pane: 'init.editor', title: 'Which editor do you use?', step: 'editor' },
    on: { NEXT: { target: 'app', meta: next() }, BACK: { target: 'name', meta: back() } },
  }),
  app: initSetup.createStateConfig({
    meta: { pane: 'init.app', title: 'What kind of app is it?', step: 'app' },
    on: {
      NEXT: [
        { guard: 'isJavascript', target: 'framework', meta: next() },
        { guard: 'hasResources', target: 'resources', meta: next() },
        { target: 'access', meta: next() },
      ],
      BACK: { target: 'editor', meta: back() },
    },
  }),
  framework: initSetup.createStateConfig({
    meta: { pane: 'init.framework', title: 'How is your app built?', step: 'framework' },
    on: {
      NEXT: { guard: 'settingsAreGood', target: 'access', meta: next() },
      RESET: reset,
      BACK: { target: 'app', meta: back() },
    },
  }),
  resources: initSetup.createStateConfig({
    meta: { pane: 'init.resources', title: 'Where are the resources of your app?', step: 'resources' },
    on: {
      NEXT: { guard: 'settingsAreGood', target: 'access', meta: next() },
      RESET: reset,
      BACK: { target: 'app', meta: back() },
    },
  }),
  access: initSetup.createStateConfig({
    meta: { pane: 'init.access', title: 'Which AWS profile?', step: 'profile' },
    exit: 'forgetProblem',
    on: {
      NEXT: [
        { guard: 'isReady', target: 'identifying', meta: next() },
        { guard: 'accessIsUsable', target: 'region', meta: next() },
      ],
      BACK: [
        { guard: 'addsEnvironment', target: 'environment', meta: back() },
        { guard: 'isJavascript', target: 'framework', meta: back() },
        { guard: 'hasResources', target: 'resources', meta: back() },
        { target: 'app', meta: back() },
      ],
      ACCESS_MADE: { target: 'rereading', actions: 'takeMade' },
    },
  }),
  rereading: initSetup.createStateConfig({
    meta: { pane: 'init.access', title: 'Which AWS profile?', step: 'profile', busy: 'reading the profiles' },
    invoke: {
      src: 'lookAround',
      input: ({ context }) => ({ folder: context.folder }),
      onDone: { target: 'access', actions: { type: 'takeProfiles', params: ({ event }) => event.output } },
      onError: failsTo('access'),
    },
    on: { BACK: { target: 'access', meta: back() } },
  }),
  region: initSetup.createStateConfig({
    meta: { pane: 'init.region', title: 'Which AWS region?', step: 'profile' },
    on: {
      NEXT: { guard: 'hasRegion', target: 'identifying', meta: next() },
      BACK: { target: 'access', meta: back() },
    },
  }),
};
