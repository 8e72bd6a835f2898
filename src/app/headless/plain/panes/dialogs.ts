import type { SnapshotFrom } from 'xstate';
import { leftDeletion } from '../../../../../machines/session/deleting.ts';
import { leftInTheMiddle } from '../../../../../machines/session/leaving.ts';
import type { sessionMachine } from '../../../../../machines/session/machine.ts';
import { stakeWords } from '../../../../../machines/session/stake.ts';
import type { SessionContext } from '../../../../../machines/session/types.ts';
import { deleteCommand } from '../../../../core/delete-command.ts';
import { codesIn } from '../../../../credentials/mfa-code.ts';
import type { Outside, PaneTalk } from '../pane-talk.ts';

/** What the demo's phone shows now; empty outside the demo. */
export async function phoneLines({ phone, now }: Outside, device: string | undefined): Promise<string[]> {
  if (!phone || device === undefined) return [];
  const code = await phone(device);
  const seconds = Math.ceil((30_000 - (now() % 30_000)) / 1000);
  return code === undefined
    ? [`The demo's phone shows the next code in ${seconds} seconds; an empty line looks again.`]
    : [`The demo's phone shows ${code}, for ${seconds} seconds more.`];
}

const refusals = {
  wrong: 'AWS did not take that code. Each works once: wait for the next.',
  used: 'That code was used already. Each works once: wait for the next.',
} as const;

const code: PaneTalk<SessionContext> = {
  lines: ({ context: { codeRequest } }) => (codeRequest?.refused ? [refusals[codeRequest.refused]] : []),
  aside: ({ context: { codeRequest }, outside }) => phoneLines(outside, codeRequest?.device),
  questions: [
    ({ context: { codeRequest } }) =>
      codeRequest && {
        label: `Code of ${codeRequest.device} for ${codeRequest.profile}`,
        take: (typed) => {
          const [found, ...more] = codesIn(typed);
          return found === undefined || more.length > 0
            ? { fault: 'Six digits, as the device shows them; /back leaves.' }
            : { send: [{ type: 'CODE', code: found }] };
        },
      },
  ],
};

const quit: PaneTalk<SessionContext> = {
  lines: ({ context: { deleting }, snapshot }) => {
    if (deleting)
      return [
        `${deleting.name} is being deleted. ${leftDeletion(deleting)} ${deleteCommand(deleting)} resumes it.`,
      ];
    const left = leftInTheMiddle(snapshot as SnapshotFrom<typeof sessionMachine>);
    return left ? [stakeWords(left)] : [];
  },
};

/** The dialogs in lines: an MFA code, and the question before a deployment is left. */
export const dialogTalk: Readonly<Record<'code' | 'quit', PaneTalk<SessionContext>>> = { code, quit };
