import { phases } from './gate.mjs';

/**
 * What goes wrong in docs/reliability.md, one row each. `rules` are the demo cloud's (demo/cloud/README.md) and apply from
 * the first moment of a phase. `lifted` ends the fault once the program's output matches it; without it, the fault ends by
 * itself or lasts. `only`: the phases in which it can happen at all.
 */

const withCalls = phases.filter((phase) => phase !== 'files');
const noCall = 'no call is made here';
const noResource = 'no resource is made here';

/** Faults of calls to AWS. */
const calls = (id, title, rules, more = {}) => ({ id, title, rules, only: withCalls, else: noCall, ...more });
/** A resource that CloudFormation cannot make. */
const resource = (id, title, rules, more = {}) => ({
  id,
  title,
  rules,
  only: ['during'],
  else: noResource,
  setUpAt: 'before',
  isStackFailure: true,
  ...more,
});

const saysExpired = /expired|Temporary credentials end/;
/** Shortens the program's patience with a lasting fault from the usual ten minutes. */
const impatient = { flags: ['--patience', '20'] };
const saysOffline = /no connection/;

export const faults = [
  calls('throttled', 'AWS refuses four calls: too many requests', ['throttle,times=4']),
  calls(
    'throttled-for-good',
    'AWS refuses all calls from then on: too many requests',
    ['throttle'],
    impatient,
  ),
  calls('error-500', 'Four answers are status 500', ['error=500,times=4']),
  calls('error-503', 'Four answers are status 503', ['error=503,times=4']),
  calls('slow', 'Four answers take 3 seconds longer', ['latency=3s,times=4']),
  calls('hang', 'One call is never answered', ['hang,times=1']),
  calls('hang-after', 'One call is carried out and never answered', ['hang-after,times=1']),
  calls('hang-for-good', 'No call is answered from then on', ['hang'], impatient),
  calls('reset', 'The connection is reset before four calls are carried out', ['reset,times=4']),
  calls('reset-after', 'The connection is reset after four calls were carried out', ['reset-after,times=4']),
  calls('cut', 'Four answers end in the middle', ['cut,times=4']),
  calls('portal', 'The sign-in page of a network answers four calls, status 200; nothing reaches AWS', [], {
    act: 'portal',
    calls: 4,
  }),
  calls('portal-for-good', 'The sign-in page of a network answers all calls from then on', [], {
    act: 'portal',
    calls: Number.POSITIVE_INFINITY,
    ...impatient,
  }),
  calls('html', 'Four calls are carried out, and a web page with status 200 comes back', ['html,times=4']),
  calls('empty', 'Four answers are empty with status 200', ['empty,times=4']),
  calls('expired', 'The credentials have expired, and the user signs in again', ['expire'], {
    lifted: saysExpired,
  }),
  calls('expired-for-good', 'The credentials have expired, and nobody signs in', ['expire'], impatient),
  calls('skew', "This machine's clock is 20 minutes late", [], {
    clock: -20 * 60_000,
    only: ['before'],
    else: 'it is so from the start',
  }),
  calls('denied', 'Every call is refused for want of permission from then on', ['deny']),
  calls('offline', 'The network is gone, and comes back', [], { act: 'offline', lifted: saysOffline }),
  calls('offline-for-good', 'The network is gone and stays away', [], {
    act: 'offline',
    ...impatient,
  }),
  resource('already-exists', 'A resource fails: AlreadyExists', ['fail=AlreadyExists@DeploymentBucket']),
  resource('access-denied', 'A resource fails: AccessDenied', ['fail=AccessDenied@AuthRole']),
  resource('limit', 'A resource fails: ServiceLimitExceeded', ['fail=ServiceLimitExceeded@UnauthRole']),
  resource('internal', 'A resource fails: InternalFailure', ['fail=InternalFailure@AuthRole']),
  resource('stuck', 'A resource never comes to its end', ['stuck@AuthRole'], {
    isStackFailure: false,
    isStuck: true,
    interruptAt: /has been running for|usually takes/,
  }),
  {
    id: 'disk-full',
    title: 'The disk is full from then on',
    rules: [],
    only: phases,
    act: 'disk',
    fail: 'ENOSPC ^(open|write|writeFile|appendFile|mkdir) ',
  },
  {
    id: 'unwritable',
    title: "The project's folder may not be written from then on",
    rules: [],
    only: phases,
    act: 'disk',
    fail: 'EACCES ^(open|mkdir|access) project',
  },
  { id: 'kill', title: 'kill -9', rules: [], only: phases, act: 'kill' },
  { id: 'interrupt', title: 'Ctrl+C', rules: [], only: phases, act: 'interrupt' },
];

/** While the project's files are written, which the gate cannot see. */
export const whileWriting = 'before rename project/.amplifyrc.unfinished #1';

export const phaseTitles = {
  before: 'before the stack is created',
  create: 'when CreateStack is sent',
  during: 'while the stack is made',
  end: 'when the stack is complete',
  upload: 'while the template is stored',
  files: 'while the files are written',
};
