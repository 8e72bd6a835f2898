import type { Current } from './current.ts';
import { causeOf, isCascade } from './failures.ts';
import { causesOf, type Fold } from './fold.ts';
import type { FailureCause, ResourceProgress, StackOutcome } from './model.ts';
import { placeOf } from './narration.ts';

/** The times of a nested stack and of its parent differ by less than this, milliseconds. */
const slack = 2_000;

/**
 * Why an operation failed, nested stacks included, oldest first. A parent's reason about a nested stack only names what
 * failed there, so it is replaced by the nested stack's own events.
 */
export function allCauses(
  fold: Fold,
  current: Current,
  resources: readonly ResourceProgress[],
  outcome: StackOutcome,
): FailureCause[] {
  const own = current.operation === fold.operation ? causesOf(fold) : [];
  const inside = resources.flatMap(causesInside);
  const since = (current.startedAt ?? 0) - slack;
  const causes = [...own, ...inside.filter(({ at }) => at >= since)];
  if (causes.length > 0) return sorted(causes);
  if (current.operation === 'delete') {
    // While a failed stack is being deleted, why the operation before it failed.
    return sorted([...(fold.operation === 'delete' ? fold.inherited : causesOf(fold)), ...inside]);
  }
  if (outcome === 'running') return [];
  const unread = resources.flatMap(unreadCauses);
  if (unread.length > 0 || fold.status !== '') return unread;
  return causesWithoutEvents(current, resources);
}

/** The causes without readable events: the list of resources has reasons, and the stack's own reason has names. */
function causesWithoutEvents(current: Current, resources: readonly ResourceProgress[]): FailureCause[] {
  const at = current.endedAt ?? current.startedAt ?? 0;
  const listed = resources.filter(({ state, reason }) => state === 'failed' && reason && !isCascade(reason));
  if (listed.length > 0) {
    return listed.map(({ logicalId, type, status = '', reason = '', endedAt }) =>
      causeOf({
        eventId: '',
        stackId: '',
        stackName: '',
        logicalId,
        type,
        status,
        reason,
        at: endedAt ?? at,
      }),
    );
  }
  const names = /failed to \w+: \[([^\]]*)\]/i.exec(current.reason ?? '')?.[1] ?? '';
  return names
    .split(/,\s*/)
    .filter((name) => name !== '')
    .map((logicalId) => ({
      logicalId,
      type: resources.find((resource) => resource.logicalId === logicalId)?.type ?? '',
      stackName: '',
      at,
      reason: 'AWS says why in the events of the stack, which cannot be read with this access.',
      nameTaken: false,
    }));
}

function sorted(causes: FailureCause[]): FailureCause[] {
  return causes.sort((a, b) => a.at - b.at || (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** The causes in a nested stack; their times show which belong to the current operation. */
function causesInside({ logicalId, nested }: ResourceProgress): FailureCause[] {
  return (nested?.causes ?? []).map((cause) => ({ ...cause, path: [logicalId, ...(cause.path ?? [])] }));
}

/** The causes when a nested stack's events cannot be read: the parent names the resources that failed. */
function unreadCauses({ logicalId, state, reason, endedAt }: ResourceProgress): FailureCause[] {
  const told = /^Embedded stack (\S+) was not successfully \w+:.* failed to \w+: \[([^\]]*)\]/i.exec(
    reason ?? '',
  );
  const [, stack = '', names = ''] = told ?? [];
  if (!told || state !== 'failed') return [];
  return names
    .split(', ')
    .filter((name) => name !== '')
    .map((name) => ({
      logicalId: name,
      type: '',
      stackName: /:stack\/([^/]+)/.exec(stack)?.[1] ?? logicalId,
      path: [logicalId],
      at: endedAt ?? 0,
      reason: 'AWS says why in the events of the nested stack, which cannot be read with this access.',
      nameTaken: false,
    }));
}
