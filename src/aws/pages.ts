import { Problem } from '../core/problem.ts';
import { numeral } from '../core/text.ts';

/** The most pages of a list that are read: a hundred thousand events, or roles. */
const mostPages = 1_000;

/**
 * Guards the paging of a list: an endpoint may name a next page for ever.
 *
 * @param doing what is being done, verb first: `list the roles`
 * @returns a function that checks a page's next token and returns it; undefined or empty on the last page
 */
export function countPages(doing: string): (next: string | undefined) => string | undefined {
  const seen = new Set<string>();
  return (next) => {
    if (!next) return undefined;
    if (seen.has(next)) throw withoutEnd(doing, 'It names a page as the next one that was read already.');
    if (seen.size >= mostPages) throw withoutEnd(doing, `It has more than ${numeral(mostPages)} pages.`);
    seen.add(next);
    return next;
  };
}

/** The Problem of a list, or of work on it, that never ends. */
export function withoutEnd(doing: string, why: string): Problem {
  return new Problem({
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} has no end.`,
    why,
    next: 'AWS does not answer so: check the endpoint (AWS_ENDPOINT_URL, --endpoint-url or endpoint_url in ~/.aws/config).',
  });
}
