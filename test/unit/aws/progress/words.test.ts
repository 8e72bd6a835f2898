import { expect, it } from 'vitest';
import { eventWords, reasonWords } from '../../../../src/aws/progress/words.ts';

it.each([
  ['CREATE_IN_PROGRESS', undefined, undefined, 'create in progress'],
  ['CREATE_IN_PROGRESS', undefined, 'Resource creation Initiated', 'creation initiated'],
  ['CREATE_IN_PROGRESS', undefined, 'Resource creation Initiated (a demo)', 'creation initiated (a demo)'],
  ['CREATE_IN_PROGRESS', undefined, 'User Initiated', 'creation initiated by a user'],
  ['DELETE_IN_PROGRESS', undefined, 'User Initiated', 'deletion initiated by a user'],
  ['CREATE_IN_PROGRESS', 'CONFIGURATION_COMPLETE', undefined, 'configuration complete'],
  ['CREATE_FAILED', undefined, 'Resource creation cancelled', 'creation cancelled'],
  ['UPDATE_FAILED', undefined, 'Resource update cancelled', 'update cancelled'],
  ['UPDATE_COMPLETE', undefined, undefined, 'update complete'],
])('%s, %s, "%s" is shown as "%s"', (status, detailedStatus, reason, words) => {
  const event = { status, ...(detailedStatus ? { detailedStatus } : {}), ...(reason ? { reason } : {}) };
  expect(eventWords(event)).toBe(words);
});

it.each([
  // An update that replaces a resource creates a new one.
  ['UPDATE_IN_PROGRESS', undefined, 'Resource creation Initiated', 'update in progress · creation initiated'],
  [
    'UPDATE_ROLLBACK_IN_PROGRESS',
    undefined,
    'User Initiated',
    'update rollback in progress · initiated by a user',
  ],
  ['CREATE_FAILED', undefined, 'Bucket exists', 'create failed · Bucket exists'],
  ['CREATE_FAILED', 'VALIDATION_FAILED', 'No', 'create failed · validation failed · No'],
])(
  'what the status does not say is shown beside it: %s, %s, "%s"',
  (status, detailedStatus, reason, words) => {
    expect(eventWords({ status, ...(detailedStatus ? { detailedStatus } : {}), reason })).toBe(words);
  },
);

it('only a meaningful reason is shown', () => {
  expect(reasonWords(undefined)).toBeUndefined();
  expect(reasonWords('Resource creation Initiated')).toBeUndefined();
  expect(reasonWords('Resource creation cancelled')).toBe('Resource creation cancelled');
  expect(reasonWords('AccessDenied')).toBe('AccessDenied');
});
