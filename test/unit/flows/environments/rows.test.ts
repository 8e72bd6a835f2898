import { describe, expect, it } from 'vitest';
import { stateWords } from '../../../../src/flows/environments/rows.ts';

describe('the state of an environment in words', () => {
  const at = Date.UTC(2026, 10, 28, 19, 30);

  it.each([
    [{ kind: 'known', status: 'CREATE_COMPLETE' }, 'complete'],
    [{ kind: 'known', status: 'REVIEW_IN_PROGRESS' }, 'nothing in it yet: a change set waits to be executed'],
    [{ kind: 'known', status: 'UPDATE_ROLLBACK_FAILED' }, 'stuck: the rollback failed'],
    [{ kind: 'known', status: 'UPDATE_COMPLETE', locked: true }, 'updated, locked for Gen 2'],
    [{ kind: 'gone', deletedAt: at }, 'not there any more, deleted 2026-11-28 19:30:00 UTC'],
    [{ kind: 'gone' }, 'not there any more'],
  ] as const)('%j', (state, words) => {
    expect(stateWords(state)).toBe(words);
  });
});
