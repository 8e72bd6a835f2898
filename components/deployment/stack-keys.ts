import { useState } from 'react';
import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import type { Rows } from './use-rows.ts';

/**
 * Takes the keys that fold, filter and explain the rows of a stack, while it has the focus.
 *
 * @param outputs how many there are
 * @returns whether the outputs stand in place of the resources
 */
export function useStackKeys(rows: Rows, focused: boolean, outputs: number): boolean {
  const [wantsOutputs, wantOutputs] = useState(false);
  const inOutputs = focused && wantsOutputs && outputs > 0;
  useKeyLayer({
    active: focused,
    commands: focused
      ? [...(inOutputs ? [] : commandsOf(rows)), ...(outputs > 0 ? [outputsCommand(inOutputs)] : [])]
      : [],
    onCommand: (id) => {
      if (id === 'stack.outputs') wantOutputs(!inOutputs);
      else if (id === 'stack.failed') rows.toggleFailedOnly();
      else if (id === 'stack.fold') rows.toggleFold();
      else rows.toggleDetails();
    },
  });
  return inOutputs;
}

/** Goes to what the stack gives to others, and back. */
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
    // What is open because the screen is wide is in nobody's way: there Esc leaves.
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
    enabled: open === undefined ? 'Only a nested stack can be opened.' : true,
    footer: 29,
  };
  return [fold, failed, detail];
}
