import { useState } from 'react';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import { type CopiesRow, copyOf } from './use-copy.ts';
import type { Rows } from './use-rows.ts';

export interface StackKeys {
  readonly rows: Rows;
  readonly focused: boolean;
  /** Values by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The name of the selected output, while outputs are shown in place of the resources. */
  readonly output: () => string | undefined;
  /** Absent when the surrounding pane copies, or nothing does. */
  readonly copies: CopiesRow | undefined;
}

/**
 * Handles the keys that fold, filter, copy and explain the rows of a stack, while it has the focus.
 *
 * @returns whether outputs are shown in place of the resources
 */
export function useStackKeys({ rows, focused, outputs, output, copies }: StackKeys): boolean {
  const [wantsOutputs, wantOutputs] = useState(false);
  const hasOutputs = Object.keys(outputs).length > 0;
  const inOutputs = focused && wantsOutputs && hasOutputs;
  const isCopied = inOutputs || (rows.shown.length > 0 && !(rows.failedIsSelected && copies?.leavesFailed));
  const copied = () => {
    const at = output();
    if (inOutputs) return at === undefined ? undefined : outputs[at];
    const row = rows.selectedRow();
    return row && copyOf(row);
  };
  useKeyLayer({
    active: focused,
    commands: focused
      ? [
          ...(inOutputs ? [] : commandsOf(rows)),
          ...(hasOutputs ? [outputsCommand(inOutputs)] : []),
          ...(copies && isCopied ? [copyCommand(copies.key)] : []),
        ]
      : [],
    onCommand: (id) => {
      if (id === 'stack.copy') {
        const text = copied();
        if (text !== undefined) copies?.put(text);
      } else if (id === 'stack.outputs') wantOutputs(!inOutputs);
      else if (id === 'stack.failed') rows.toggleFailedOnly();
      else if (id === 'stack.fold') rows.toggleFold();
      else rows.toggleDetails();
    },
  });
  return inOutputs;
}

/** Switches to the stack's outputs, and back. */
function outputsCommand(inOutputs: boolean): Command {
  return {
    id: 'stack.outputs',
    label: inOutputs ? 'resources' : 'outputs',
    keys: inOutputs ? ['u', 'escape'] : ['u'],
    group: 'Stack',
    help: 'Shows the outputs of the stack in place of its resources, and these again.',
    footer: 32,
  };
}

function copyCommand(key: CopiesRow['key']): Command {
  return {
    id: 'stack.copy',
    label: 'copy',
    keys: [key],
    group: 'Stack',
    help: 'Copies the ARN or id of the row, the value of an output, or why something failed.',
    footer: 33,
  };
}

function commandsOf({ failedOnly, hasFailed, open, detailed, closable, shown }: Rows): Command[] {
  const group = 'Stack';
  const label = failedOnly ? 'show all' : 'failed only';
  const failed: Command = {
    id: 'stack.failed',
    label,
    keys: ['f'],
    group,
    // Where it can do nothing the key only says so.
    ...(hasFailed || failedOnly ? { footer: 30 } : { enabled: 'Nothing has failed.' }),
  };
  const details = detailed ? 'hide details' : 'details';
  const detail = {
    id: 'stack.details',
    label: details,
    // Details that are open because the screen is wide are not in the way: there Esc leaves.
    keys: closable ? ['d', 'escape'] : ['d'],
    group,
    footer: 31,
  };
  if (open === undefined && !shown.some((row) => row.open !== undefined)) return [failed, detail];
  const fold: Command = {
    id: 'stack.fold',
    label: open === true ? 'fold' : 'open',
    keys: ['space', open === true ? 'left' : 'right'],
    group,
    help: 'Shows or hides what is in a nested stack; those that have ended are folded where there are many.',
    // Where it can do nothing the key only says so.
    ...(open === undefined ? { enabled: 'Only a nested stack can be opened.' } : { footer: 29 }),
  };
  return [fold, failed, detail];
}
