import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import { consoleHosts } from '../regions/partitions.ts';

/**
 * The stack that a user named: a name or ARN unchanged, or the stack in an address of the CloudFormation console, of
 * any partition, with or without region or account before the host.
 *
 * @returns a name or an ARN
 * @throws Problem USAGE for an address without a stack
 */
export function stackNamed(text: string): string {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed)) return trimmed;
  const found = arnInConsole(trimmed);
  if (found !== undefined) return found;
  throw new Problem({
    code: 'USAGE',
    what: `That address names no stack: ${plainText(trimmed).slice(0, 120)}`,
    why: 'An address of the CloudFormation console has the stack after `stackId=`.',
    next: 'Open the stack in the console and copy its address, or give the name or the ARN of the stack.',
  });
}

function arnInConsole(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isConsole = Object.values(consoleHosts).some(
    (host) => url?.hostname === host || url?.hostname.endsWith(`.${host}`),
  );
  if (!url || !isConsole) return undefined;
  // In the fragment, which has its own query; shells and mail programs may encode it again.
  const text = [url.hash, url.search].map(decoded).join('&');
  return /[?&#]stackId=(arn:[-\w]+:cloudformation:[-\w]+:\d{12}:stack\/[-\w]+\/[-\w]+)/.exec(text)?.[1];
}

function decoded(text: string): string {
  try {
    const once = decodeURIComponent(text);
    return once.includes('arn%3A') ? decodeURIComponent(once) : once;
  } catch {
    return text;
  }
}
