import type { CommandPaneId } from '../../../../../machines/command/meta.ts';
import type { CommandContext } from '../../../../../machines/command/types.ts';
import { type PaneTalk, textQuestion } from '../pane-talk.ts';

type Talked = PaneTalk<CommandContext>;

const prompt: Talked = {
  lines: ({ context: { ran } }) => (ran ? [`${ran.text}: exit code ${ran.code}.`] : []),
  questions: [
    ({ context: { typed } }) =>
      textQuestion({
        label: 'Command',
        suggestion: typed,
        hint: 'Such as aws s3 ls; it gets this terminal',
        fault: (value) => (value === '' ? 'Give a command.' : undefined),
        send: (text) => ({ type: 'TYPE', text }),
      }),
  ],
};

/** The pane of `command` in lines. */
export const talk = { 'command.prompt': prompt } as const satisfies Record<CommandPaneId, Talked>;
