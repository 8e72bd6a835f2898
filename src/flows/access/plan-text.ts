import { keyAge, keyWords, lastUseWords } from '../../aws/iam/key-words.ts';
import { begunLines, type PieceLine } from '../../core/pieces.ts';
import { capitalised, plainText } from '../../core/text.ts';
import { type AccessPiece, type AccessPlan, type FoundAccess, goes, pieceKey, pieceName } from './plan.ts';

/** Every piece with its state, and the profiles, for all drivers. */
export function pieceLines(plan: AccessPlan): PieceLine[] {
  const { found, steps, notes } = plan;
  const { identity, pieces, begunAt, cannot } = found;
  const going = new Set(steps.flatMap((step) => ('piece' in step ? [pieceKey(step.piece)] : [])));
  const alias = identity.accountAlias ? `${identity.accountAlias} ` : '';
  const lines: PieceLine[] = [
    { fate: 'title', text: `account ${alias}${identity.account}, seen as ${identity.arn}` },
    ...(cannot === undefined ? [] : [{ fate: 'note' as const, text: cannot }]),
    ...begunLines(begunAt),
    ...pieces.map(
      (piece): PieceLine => ({
        key: pieceKey(piece),
        fate: going.has(pieceKey(piece)) ? 'goes' : 'stays',
        text: `${capitalised(pieceName(piece).replace(/^the /, ''))}: ${pieceWords(piece, found)}`,
      }),
    ),
    ...(pieces.length === 0 ? [{ fate: 'note' as const, text: 'AWS has nothing of it.' }] : []),
    ...(found.subject.isRole
      ? []
      : [{ fate: 'title' as const, text: 'On this machine' }, ...profileLines(plan)]),
    ...notes.map((text): PieceLine => ({ fate: 'note', text })),
  ];
  return lines.map((line) => ({ ...line, text: plainText(line.text) }));
}

function profileLines({ found: { subject }, steps }: AccessPlan): PieceLine[] {
  const names = [...new Set([...(subject.key ? [subject.key.profile] : []), subject.name])];
  return names.map((name) => ({
    fate: steps.some((step) => step.kind === 'profile' && step.profile === name) ? 'goes' : 'stays',
    text: `profile ${name} in ~/.aws`,
  }));
}

function pieceWords(piece: AccessPiece, { lookedAt }: FoundAccess): string {
  const { made, key, kept } = piece;
  const words = [
    ...(key ? [keyWords(key, lookedAt)] : []),
    made ? 'made by this program' : 'made by others, as far as is known',
    ...(kept === undefined ? [] : [kept]),
  ];
  return words.join(', ');
}

/** What to type and why, one sentence. */
export function confirmSentence({ subject }: FoundAccess): string {
  const what = subject.isRole ? 'role to take it away' : 'profile to take its access away';
  return `What is deleted in AWS does not come back. Type the name of the ${what}: ${plainText(subject.name)}`;
}

/** The keys to be deleted that were used lately, a sentence each: whatever uses one stops working. */
export function usedKeySentences({ found, decided }: Pick<AccessPlan, 'found' | 'decided'>): string[] {
  return found.pieces.flatMap((piece) =>
    piece.usedLately && piece.key && goes(piece, decided)
      ? [
          `${capitalised(pieceName(piece))} was used ${lastUseWords(piece.key, found.lookedAt)}: what still uses it stops working.`,
        ]
      : [],
  );
}

/** A piece for a script. */
export function pieceFields(piece: AccessPiece, plan: AccessPlan): Record<string, unknown> {
  const { kind, id, of, made, key, kept, usedLately } = piece;
  return {
    kind,
    id: plainText(id),
    of: plainText(of),
    made,
    goes: plan.steps.some((step) => 'piece' in step && step.piece === piece),
    ...(key
      ? {
          active: key.active,
          createdAt: key.createdAt,
          ageDays: keyAge(key, plan.found.lookedAt).days,
          rotationDue: keyAge(key, plan.found.lookedAt).due,
          lastUsed: key.lastUsed,
          usedLately: usedLately === true,
        }
      : {}),
    ...(kept === undefined ? {} : { kept }),
  };
}
