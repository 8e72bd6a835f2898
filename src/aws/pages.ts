import { Problem } from '../core/problem.ts';
import { numeral } from '../core/text.ts';

/** The most pages of a list that are read: a hundred thousand events, or roles. */
const mostPages = 1_000;

/**
 * Watches over the pages of a list: what answers at an endpoint may name a next page for ever.
 *
 * @param doing what is being done, verb first: `list the roles`
 * @returns takes what a page names as the next one, and gives it back; undefined or empty on the last page
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

/** The answer where a list, or what is to be done with it, never comes to its end. */
export function withoutEnd(doing: string, why: string): Problem {
  return new Problem({
    code: 'AWS_ANSWER',
    what: `The answer to the request to ${doing} has no end.`,
    why,
    next: 'AWS does not answer so: check the endpoint (AWS_ENDPOINT_URL, --endpoint-url or endpoint_url in ~/.aws/config).',
  });
}
