import type { AwsClients } from '../clients.ts';
import { applyExpected } from '../progress/reducer.ts';
import { dependenciesOf } from '../progress/sources.ts';
import { longestChain } from '../progress/timeline.ts';
import { stackTemplate } from '../stack.ts';
import { expectedResources } from '../template-resources.ts';
import type { Caller } from './caller.ts';
import type { Followed } from './followed.ts';
import type { StackNode, StackTree } from './tree.ts';

interface ChainParts {
  readonly clients: AwsClients;
  readonly caller: Caller;
  readonly tree: StackTree;
  readonly followed: Followed;
  readonly tell: () => void;
  readonly now: () => number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Reads the templates that show how the chain that took longest continues inside nested stacks: one call for each stack
 * on the chain, since reading the whole tree could take many. A failure is not reported.
 *
 * @param mayCall asked before each call
 */
export async function readChain(
  { clients, caller, tree, followed, tell, now, signal }: ChainParts,
  mayCall: () => boolean,
): Promise<void> {
  const asked = new Set<StackNode>();
  for (;;) {
    const chain = longestChain(tree.root.progress);
    const node = tree.nested.find(
      (each) => !asked.has(each) && !dependenciesOf(each.progress) && chain.has(keyOf(each)),
    );
    if (!node || !mayCall()) return;
    asked.add(node);
    try {
      const made = await caller.once(() => stackTemplate(clients, node.id, signal));
      if (made === 'waited') return;
      const expected = await expectedResources(made.answer);
      tree.update(node, (progress) => applyExpected(progress, expected), now());
      followed.looked();
      tell();
    } catch {
      signal?.throwIfAborted();
    }
  }
}

/** Its name in the chain: `/api/resolvers`. */
function keyOf({ parent, logicalId }: StackNode): string {
  return parent ? `${keyOf(parent)}/${logicalId}` : '';
}
