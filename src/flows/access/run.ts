import type { AwsClients } from '../../aws/clients.ts';
import { deleteAccessKey, keyUse, switchKeyOff } from '../../aws/iam/access-keys.ts';
import { unlessMissing } from '../../aws/iam/call.ts';
import { deleteRolePolicy, deleteUserPolicy, detachRolePolicy } from '../../aws/iam/held.ts';
import { lastUseWords } from '../../aws/iam/key-words.ts';
import { deactivateDevice, deleteDevice } from '../../aws/iam/mfa-devices.ts';
import { deletePolicy } from '../../aws/iam/policies.ts';
import { deleteRole } from '../../aws/iam/roles.ts';
import { deleteUser, detachPolicy } from '../../aws/iam/users.ts';
import { Problem } from '../../core/problem.ts';
import { capitalised } from '../../core/text.ts';
import type { AccessRemoval, MadeAccess, MadePiece } from '../../state/made-access.ts';
import { type AccessPiece, type AccessPlan, type AccessStep, goes, pieceName } from './plan.ts';
import { notedName, roleOf } from './subject.ts';

/** What a removal needs from its caller. */
export interface AccessTools {
  readonly clients: AwsClients;
  readonly made: MadeAccess;
  /** Removes a profile from ~/.aws, and what this machine has cached for it. */
  readonly removeProfile: (profile: string) => Promise<void>;
  /** Called before each step. */
  readonly onStep: (index: number) => void;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Carries out a plan step by step. It is noted before the first call, so that an interrupted run can be resumed: each
 * step can be repeated.
 *
 * @throws Problem of the step that failed; earlier steps stay done, and the note stays
 */
export async function runAccess(tools: AccessTools, plan: AccessPlan): Promise<void> {
  const { found, steps } = plan;
  await tools.made.begin(removalOf(plan, tools.now()));
  const isGone = goneAfter(plan);
  // Whatever remains then is in ~/.aws, where it is found again.
  const end = () => tools.made.end(notedName(found.subject), isGone);
  const firstProfile = steps.findIndex(({ kind }) => kind === 'profile');
  for (const [index, step] of steps.entries()) {
    tools.signal?.throwIfAborted();
    tools.onStep(index);
    if (index === firstProfile) await end();
    await runStep(tools, step, found.lookedAt);
  }
  if (firstProfile === -1) await end();
}

/** Which noted pieces are gone after a plan; pieces that an earlier run removed are not in the plan. */
function goneAfter({ found, steps }: AccessPlan): (piece: MadePiece) => boolean {
  const taken = new Set(steps.flatMap((step) => ('piece' in step ? [step.piece] : [])));
  const { user, subject, identity, pieces } = found;
  const role = roleOf(subject, identity);
  return ({ kind, account, of, id }) => {
    const owner = kind === 'role-policy' ? role : user;
    // Names in IAM are case-insensitive.
    if (account !== identity.account || of.toLowerCase() !== owner?.toLowerCase()) return false;
    return !pieces.some((piece) => piece.kind === kind && piece.id === id && !taken.has(piece));
  };
}

function removalOf({ found, decided }: AccessPlan, now: number): AccessRemoval {
  const going = found.pieces.filter((piece) => goes(piece, decided));
  const ids = (kind: AccessPiece['kind']) =>
    going.filter((piece) => piece.kind === kind).map((piece) => piece.id);
  const { subject, user, identity, begunAt } = found;
  return {
    profile: notedName(subject),
    account: identity.account,
    startedAt: begunAt ?? now,
    ...(user === undefined ? {} : { user }),
    policies: ids('policy'),
    devices: ids('device'),
    decided,
  };
}

async function runStep(tools: AccessTools, step: AccessStep, lookedAt: number): Promise<void> {
  const { clients, signal } = tools;
  if (step.kind === 'profile') return tools.removeProfile(step.profile);
  const { id, of } = step.piece;
  switch (step.kind) {
    case 'key-off':
      return unlessMissing(switchKeyOff(clients, of, id, signal));
    case 'key':
      await expectUnused(tools, step.piece, lookedAt);
      return deleteAccessKey(clients, of, id, signal);
    case 'user-policy':
      return detachPolicy(clients, of, id, signal);
    case 'user-inline':
      return deleteUserPolicy(clients, of, id, signal);
    case 'device':
      await deactivateDevice(clients, of, id, signal);
      // A hardware device does not exist in AWS: it is only detached from the user.
      if (id.includes(':mfa/')) await deleteDevice(clients, id, signal);
      return;
    case 'user':
      return deleteUser(clients, of, signal);
    case 'policy':
      return deletePolicy(clients, id, signal);
    case 'role-policy':
      return detachRolePolicy(clients, of, id, signal);
    case 'role-inline':
      return deleteRolePolicy(clients, of, id, signal);
    case 'role':
      return deleteRole(clients, of, { attached: [] }, signal);
  }
}

/**
 * A deactivated key can be activated again, a deleted one cannot be restored: in between, this checks whether somebody
 * has used it since it was shown.
 *
 * @throws Problem KEY_IN_USE
 */
async function expectUnused(
  { clients, signal }: AccessTools,
  piece: AccessPiece,
  lookedAt: number,
): Promise<void> {
  const { lastUsed: before } = piece.key ?? {};
  const now = (await keyUse(clients, piece.id, signal))?.lastUsed;
  if (typeof now !== 'object' || before === undefined) return;
  if (typeof before === 'object' && now.at <= before.at) return;
  const used = lastUseWords({ lastUsed: now }, Math.max(lookedAt, now.at));
  throw new Problem({
    code: 'KEY_IN_USE',
    what: `${capitalised(pieceName(piece))} was used after it was shown: ${used}.`,
    why: 'Something still works with it. It is switched off now, and not deleted.',
    next: 'Look again to delete it all the same, or switch it on again in the IAM console.',
  });
}
