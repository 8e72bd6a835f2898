import { expect, it } from 'vitest';
import type { AnyEventObject } from 'xstate';
import type { ConfigureLocalState } from '../../../../machines/configure/types.ts';
import {
  configureLocalState,
  configureNote,
  configurePlan,
  goodKeys,
  pretendConfigure,
  twoKeys,
  verified,
} from '../../../support/pretend-configure.ts';
import { trouble } from '../../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from '../support.ts';

const { configure } = pretendConfigure();

const found = (change: Partial<ConfigureLocalState>): ConfigureLocalState => ({
  ...configureLocalState,
  ...change,
});
const user = (exists: boolean, keys: number) => ({ name: 'dev', exists, keys: twoKeys.slice(0, keys) });
const edit = (answers: object): AnyEventObject => ({ type: 'EDIT', answers });
const key = { accessKeyId: 'AKIAEXAMPLE000000003', secretAccessKey: goodKeys.secretAccessKey };

const eventsAfter = (...localState: ConfigureLocalState[]): AnyEventObject[] => [
  ...actorEnds(configure, {
    lookAround: localState,
    identify: [verified],
    forget: [undefined],
    findLost: [{ kind: 'none' }, { kind: 'lost', keys: twoKeys }, { kind: 'saved', accessKeyId: 'AKIA' }],
    deleteLost: [undefined],
    lookAtUser: [user(false, 0), user(true, 1), user(true, 2)],
    switchOff: [undefined],
    deleteKey: [undefined],
    checkPolicy: [undefined],
    readCsv: [{ accessKeyId: goodKeys.accessKeyId }],
    makePlan: [configurePlan],
    makeUser: [configureNote],
    makeKey: [{ note: configureNote, key }],
    save: [
      { kind: 'written', files: [] },
      { kind: 'changed', plan: configurePlan },
    ],
    retire: [{ id: 'AKIAOLD' }, undefined],
    deleteOld: [undefined],
    takeBack: [undefined],
  }),
  edit({ way: 'create' }),
  edit({ way: 'console' }),
  edit({ keys: goodKeys }),
  edit({ keys: { ...goodKeys, accessKeyId: 'keys.csv' } }),
  { type: 'KNOWN', verified },
  { type: 'BROKEN', problem: trouble },
  ...['NEXT', 'BACK', 'RETRY', 'RESUME', 'FORGET', 'ANEW', 'DELETE', 'SWITCH_OFF', 'TAKE_BACK'].map(
    (type) => ({
      type,
    }),
  ),
  ...['KEEP', 'CONFIRM', 'CONTENTS', 'HAVE_KEYS', 'CLOSE'].map((type) => ({ type })),
];

it('every state of configure can be reached', () => {
  // Two walks, since a single one with everything that distinguishes two paths would have too many.
  const fresh = reached(configure, {}, eventsAfter(configureLocalState), ({ context }) => [
    context.answers?.way,
    context.answers?.keys.accessKeyId,
    context.failedStep,
    context.note !== undefined,
  ]);
  const begun = eventsAfter(
    found({ unfinished: configureNote }),
    found({ unfinished: { ...configureNote, kind: 'rotate', step: 'retiring' } }),
  );
  const resumed = reached(configure, {}, begun, ({ context }) => [
    context.resumed,
    context.localState?.unfinished?.step,
  ]);
  expect(unreached(configure, new Set([...fresh, ...resumed]))).toEqual([]);
});
