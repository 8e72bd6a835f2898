import { Problem } from '../core/problem.ts';
import { plainText } from '../core/text.ts';
import type { ProcessMark } from '../platform/process-mark.ts';
import type { InitJournalEntry } from './journal-entry.ts';

/** Another program works on the init: no two may resume or clean up the same one. */
export function runsElsewhere({ folder, stackName }: InitJournalEntry, { pid }: ProcessMark): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: `An init of this folder is running in another window (process ${pid}).`,
    why: `It works on the stack ${plainText(stackName)} for ${plainText(folder)}.`,
    next: 'Continue there. When that window is closed, run `amplify-tui init` here again.',
  });
}

/** The problem of starting a second init over one that did not finish. */
export function anotherInit({ stackName, account, region }: InitJournalEntry): Problem {
  return new Problem({
    code: 'PROJECT_EXISTS',
    what: 'Another init in this folder did not finish, so no second stack is made.',
    why: `The stack ${plainText(stackName)} in account ${plainText(account)}, ${plainText(region)}, belongs to it.`,
    next: 'Run `amplify-tui init` again: it offers to resume it, to clean it up or to forget it.',
  });
}

/** The note is gone: whoever else had it has finished with it. */
export function noLongerNoted(): Problem {
  return new Problem({
    code: 'PROJECT_NONE',
    what: 'The unfinished init is not noted any more.',
    why: 'Another window has finished it, cleaned it up or forgotten it.',
    next: 'Run `amplify-tui init` again to see what is there.',
  });
}
