import { describe, expect, it } from 'vitest';
import type { AnyEventObject } from 'xstate';
import { flowIds, flowOf } from '../../../machines/flows.ts';
import type { InitLocalState } from '../../../machines/init/types.ts';
import type { FailureCause } from '../../../src/aws/progress/model.ts';
import { Problem } from '../../../src/core/problem.ts';
import { pretend } from '../../support/pretend.ts';
import { pretendAccess, someAccess } from '../../support/pretend-access.ts';
import { pretendDelete, somePieces } from '../../support/pretend-delete.ts';
import {
  accessOptions,
  codeRequest,
  folder,
  freshHome,
  freshLocalState,
  identity,
  plan,
  project,
  renamedPlan,
  stack,
  trouble,
  unfinished,
  updates,
} from '../../support/pretend-values.ts';
import { actorEnds, reached, unreached } from './support.ts';

const { session, init, deployment, watch } = pretend();
const { flow: deletion } = pretendDelete();
const { flow: accessOf } = pretendAccess();

const found = (change: Partial<InitLocalState>): InitLocalState => ({ ...freshLocalState, ...change });

const localState = [
  freshLocalState,
  found({ found: { kind: 'nested', root: '/home/sam' } }),
  found({ found: { kind: 'project', project } }),
  found({ found: { kind: 'project', project: { ...project, layout: 'multi-env', environment: 'prod' } } }),
  found({ found: { kind: 'unreadable', root: folder, problem: new Problem(trouble) } }),
  found({ unfinished }),
  found({ unfinished: { ...unfinished, step: 'cleaning' } }),
];

const plain = (...types: readonly string[]): AnyEventObject[] => types.map((type) => ({ type }));

describe('every state can be reached', () => {
  it('of init', () => {
    const events = [
      ...actorEnds(init, {
        lookAround: localState,
        identify: [identity],
        makePlan: [plan],
        saveAnswers: ['Saved'],
        forget: [undefined],
        deployment: [{ kind: 'left' }, { kind: 'created', stack, files: [], plan }],
      }),
      ...plain(
        'NEXT',
        'BACK',
        'RETRY',
        'OPEN',
        'NEW_ENVIRONMENT',
        'RESET',
        'ACCESS_MADE',
        'RESUME',
        'CLEAN_UP',
        'FORGET',
        'CONFIRM',
      ),
      ...plain('CONTENTS', 'SCRIPT', 'SAVE_ANSWERS'),
      { type: 'EDIT', answers: { app: 'android' } },
      { type: 'EDIT', answers: { app: 'ios' } },
      ...accessOptions.map(({ choice }) => ({ type: 'EDIT', answers: { access: choice } })),
      { type: 'EDIT', answers: { region: 'eu-central-1' } },
      ...plain('OTHER_ACCESS'),
      { type: 'TAKE_ACCESS', choice: accessOptions[0]?.choice },
    ];
    const ids = reached(init, { folder }, events, ({ context }) => [
      context.answers?.app,
      context.answers?.access,
      context.answers?.region,
      context.resumed !== undefined,
      context.addsTo !== undefined,
      context.localState?.found.kind === 'project' && context.localState.found.project.layout,
      context.localState?.unfinished?.step,
      context.resumed === undefined && context.problem !== undefined,
    ]);
    expect(unreached(init, ids)).toEqual([]);
    expect(ids).toContain('init.unfinished.forgetting');
  });

  it('of a deployment', () => {
    const events = [
      ...actorEnds(deployment, {
        createStack: [{ stackId: stack.stackId }],
        storeBackend: [{ stack }],
        writeFiles: [['.amplifyrc']],
        planAgain: [renamedPlan],
        deleteBucket: [undefined],
        forget: [undefined],
        listAccess: [accessOptions],
        checkAccess: [identity, { ...identity, account: '444455556666' }],
      }),
      ...plain('OTHER_ACCESS', 'BACK', 'ABANDON'),
      { type: 'CONNECTION', connection: { kind: 'expired', since: 0, why: 'They ended.' } },
      { type: 'TAKE_ACCESS', choice: accessOptions[0]?.choice },
      { type: 'SETTLED', update: updates.complete },
      { type: 'SETTLED', update: updates.taken },
      { type: 'SETTLED', update: updates.denied },
      { type: 'BROKEN', problem: trouble },
      { type: 'BROKEN', problem: { ...trouble, code: 'ACCESS_DENIED' } },
      { type: 'TAKE_ACCESS', choice: { kind: 'profile', name: 'noregion' } },
      { type: 'REMOVED', bucketLeft: true },
      { type: 'REMOVED', bucketLeft: false },
      ...plain('RETRY', 'CLEAN_UP', 'KEEP', 'DELETE_BUCKET', 'KEEP_BUCKET', 'CLOSE', 'TIE', 'KEEP_TIED'),
    ];
    const ids = reached(deployment, { plan }, events, ({ context }) => [
      context.failure?.progress.causes.map((cause: FailureCause) => cause.nameTaken),
      context.connection?.kind,
      context.phase,
      context.denied,
      context.candidate?.kind === 'profile' && context.candidate.name === 'noregion',
      context.problem?.code === 'ACCESS_DENIED',
      context.stackId,
    ]);
    expect(unreached(deployment, ids)).toEqual([]);
  });

  it('of watching a stack', () => {
    const events = [
      { type: 'SETTLED', update: updates.denied },
      { type: 'SETTLED', update: updates.stuck },
      { type: 'BROKEN', problem: trouble },
      ...actorEnds(watch, { lookAtBucket: [false] }),
      ...plain('REFRESH', 'CONTINUE_ROLLBACK', 'BLOCK_PUBLIC_ACCESS', 'CONFIRM', 'BACK'),
    ];
    const bucket = { bucket: stack.deploymentBucketName };
    const input = { stack: stack.stackName, access: accessOptions[0]?.choice, region: 'eu-west-1', bucket };
    const ids = reached(watch, input, events, ({ context }) => [
      context.update?.progress.status,
      context.keepsPublicOut,
    ]);
    expect(unreached(watch, ids)).toEqual([]);
  });

  it('of a deletion', () => {
    const pieces = { found: somePieces, choices: { keepBucket: false, keepFiles: false } };
    const events = [
      ...actorEnds(deletion, { look: [pieces], checkFolder: ['/backup'] }),
      ...plain('NEXT', 'DOWNLOAD', 'CONFIRM', 'RETRY', 'BACK', 'CLOSE'),
      { type: 'TYPE_FOLDER', folder: '/backup' },
      { type: 'TYPE', name: somePieces.name },
      { type: 'DELETED', files: [] },
      { type: 'BROKEN', problem: trouble },
    ];
    const ids = reached(deletion, { folder }, events, ({ context }) => [context.typed, context.typedFolder]);
    expect(unreached(deletion, ids)).toEqual([]);
  });

  it('of an access', () => {
    const events = [
      ...actorEnds(accessOf, { look: [{ found: someAccess, decided: {} }], run: [undefined] }),
      ...plain('NEXT', 'CONFIRM', 'RETRY', 'BACK', 'CLOSE'),
      { type: 'TYPE', name: someAccess.subject.name },
    ];
    const input = { profile: someAccess.subject.name };
    const ids = reached(accessOf, input, events, ({ context }) => context.typed);
    expect(unreached(accessOf, ids)).toEqual([]);
  });

  it('of the session', () => {
    const signedOut = actorEnds(session, {})
      .filter(({ type }) => /error.*identifying/.test(type))
      .map((event) => ({ ...event, error: new Problem({ ...trouble, code: 'SIGNED_OUT' }) }));
    expect(signedOut).toHaveLength(1);
    const events = [
      ...actorEnds(session, {
        loadHome: [freshHome, { ...freshHome, found: { kind: 'project', project } }],
        identify: [identity],
        signIn: [undefined],
      }),
      ...signedOut,
      ...plain(
        ...flowIds.filter((id) => id !== 'access').map((id) => flowOf(id).event),
        'SIGN_IN',
        'HOME',
        'REFRESH',
        'HELP',
        'PALETTE',
      ),
      ...plain('CLOSE_MODAL', 'QUIT', 'LEAVE', 'SHOW_INIT'),
      { type: 'USE_ACCESS', choice: { kind: 'profile', name: 'noregion' } },
      { type: 'ASK_CODE', request: codeRequest },
      { type: 'CODE', code: '123456' },
      { type: 'OPEN_ACCESS', profile: 'ci' },
    ];
    const input = { folder, start: 'home', cloud: { kind: 'aws' }, now: () => 0 };
    const ids = reached(session, input, events, ({ context }) => [
      context.identityProblem?.code,
      context.home !== undefined,
      context.watch !== undefined,
    ]);
    // What is in front of the view is independent of it: a separate walk, so that the first one does not have three times the states.
    const front = reached(session, input, plain('OPEN_CALLS', 'OPEN_LOG', 'CLOSE_CALLS'));
    // The question before leaving needs a running deployment, which a walk of the session alone cannot have.
    expect(unreached(session, new Set([...ids, ...front]))).toEqual(['session.modal.quit']);
    // Thousands of sessions take a while on a busy machine.
  }, 60_000);
});
