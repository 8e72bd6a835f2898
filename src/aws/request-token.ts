import type { AwsClients } from './clients.ts';
import { callCloudFormation } from './cloudformation-call.ts';
import { notFromAws } from './identity.ts';
import { countPages } from './pages.ts';

/**
 * Whether a stack ever had a request with a ClientRequestToken. AWS includes the token in every event that the request
 * caused (StackEvent in the API reference of CloudFormation), newest first and in pages.
 *
 * @returns `untold` if no event has a token: requests without one, or an emulator that does not keep them
 */
export async function knowsRequestToken(
  clients: AwsClients,
  stackId: string,
  token: string,
  signal?: AbortSignal,
): Promise<'yes' | 'no' | 'untold'> {
  const doing = `read the events of the stack ${stackId}`;
  const nextOf = countPages(doing);
  let told = false;
  let events = 0;
  let next: string | undefined;
  do {
    const page = await callCloudFormation(clients, doing, signal, async (client, options) => {
      const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
      const NextToken = next ? { NextToken: next } : {};
      return client.send(new DescribeStackEventsCommand({ StackName: stackId, ...NextToken }), options);
    });
    if (!page.StackEvents) throw notFromAws(doing);
    events += page.StackEvents.length;
    const tokens = page.StackEvents.map(({ ClientRequestToken }) => ClientRequestToken);
    if (tokens.includes(token)) return 'yes';
    told ||= tokens.some((each) => each !== undefined);
    next = nextOf(page.NextToken);
  } while (next);
  // In AWS every stack has an event: it may just not be visible yet.
  if (events === 0 && clients.cloud.kind !== 'endpoint') throw notFromAws(doing);
  return told ? 'no' : 'untold';
}
