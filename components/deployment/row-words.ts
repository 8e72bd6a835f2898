import { resourceStateWords } from '../../src/aws/progress/narration.ts';
import { numeral } from '../../src/core/text.ts';
import type { FlatResource } from './flatten.ts';

/** What happens to a resource; for a nested stack also its progress. Empty when its mark says it all. */
export function wordsOf({
  resource,
  stack,
  failed,
}: Pick<FlatResource, 'resource' | 'stack' | 'failed'>): string {
  if (failed) return 'failed';
  const words = resourceStateWords(resource, stack);
  const { nested } = resource;
  if (!nested || nested.total === 0) return words;
  const counts = `${numeral(nested.completed)} of ${numeral(nested.total)}`;
  if (nested.operation === 'delete') return `${counts} removed`;
  return words === '' ? counts : `${counts} ${words}`;
}

/** Whether the words only repeat the mark: everything in a nested stack is done. */
export function isToldByMark({
  resource: { state, nested },
  failed,
}: Pick<FlatResource, 'resource' | 'failed'>) {
  return !failed && state === 'done' && nested !== undefined && nested.completed === nested.total;
}
