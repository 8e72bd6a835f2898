import type {
  ChoosingField,
  Filled,
  Finishing,
  Giving,
  Planned,
} from '../../../../machines/assume-role/inputs.ts';
import type { AssumeEvent } from '../../../../machines/assume-role/types.ts';
import type { Send } from '../../../../machines/kit/telling.ts';
import type { Values } from '../../../flows/assume-role/answers.ts';
import type { AssumeNote } from '../../../flows/assume-role/journal.ts';
import type { AssumePlan, UserWork } from '../../../flows/assume-role/plan.ts';
import { takeBackAssume } from '../../../flows/assume-role/take-back.ts';
import type { AppContext } from '../../app-context.ts';
import { type Acting, openActing } from './acting.ts';
import { otherAccount } from './help.ts';
import { lookAround } from './look-around.ts';
import { finishSide, giveCodes, makeSide, prove } from './make.ts';
import { listChoices, planOf } from './plan.ts';
import { writeAssumeScript } from './script.ts';

/** The work of the `assume-role` actors. */
export function assumeWork(appContext: AppContext) {
  const own = openActing(appContext);
  type Tell = Send<AssumeEvent>;
  return {
    look: (given: Values) => lookAround(own, given),
    listChoices: (field: ChoosingField, signal: AbortSignal) => listChoices(own, field, signal),
    plan: (form: Filled, signal: AbortSignal) => planOf(own, form, signal),
    writeScript: ({ plan }: { plan: AssumePlan }) => writeAssumeScript(appContext, plan),
    make: (planned: Planned, send: Tell, signal: AbortSignal) => makeSide(own, planned, send, signal),
    give: (giving: Giving, signal: AbortSignal) => giveCodes(own, giving, signal),
    finish: (finishing: Finishing, send: Tell, signal: AbortSignal) =>
      finishSide(own, finishing, send, signal),
    prove: (proving: { work: UserWork }, send: Tell, signal: AbortSignal) =>
      prove(own, proving, send, signal),
    cleanUp: (left: LeftBehind, signal: AbortSignal) => cleanUp(own, left, signal),
    forget: ({ note }: { note: AssumeNote }): Promise<void> => own.notes.remove(note.id),
  };
}

interface LeftBehind {
  readonly note: AssumeNote;
  readonly values: Values;
}

/** Removes what an unfinished run made, and its note. */
async function cleanUp(
  { acting, identifyActing, journal, notes }: Acting,
  { note, values }: LeftBehind,
  signal: AbortSignal,
): Promise<void> {
  if (Object.keys(note.made).length === 0) {
    await journal.remove(note.id);
    await notes.remove(note.id);
    return;
  }
  const identity = await identifyActing(values, signal);
  if (note.account !== identity.account) throw otherAccount(note, identity);
  await acting(values, (tools) => takeBackAssume(tools, note, identity.partition, signal));
}
