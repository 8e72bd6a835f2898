import { useState } from 'react';
import type { Command } from './commands.ts';
import { useKeyLayer } from './key-context.tsx';

/** Commands of a form besides those that move the focus. */
export interface FormCommands {
  readonly commands: readonly Command[];
  readonly onCommand: (id: string) => void;
}

const moves: readonly Command[] = [
  {
    id: 'form.next',
    label: 'next field',
    keys: ['tab', 'down'],
    group: 'Form',
    footer: 3,
    palette: false,
  },
  {
    id: 'form.previous',
    label: 'previous field',
    keys: ['shift+tab', 'up'],
    group: 'Form',
    palette: false,
  },
];

/**
 * Moves the focus through the fields of a form: Tab and ↓ to the next, Shift+Tab and ↑ to the one before, around the
 * ends.
 *
 * @param count how many fields there are now
 * @param initial the field with the initial focus
 * @returns the index of the focused field, and what moves the focus
 */
export function useFormFields(
  count: number,
  more?: FormCommands,
  initial = 0,
): [number, (field: number) => void] {
  const [focus, setFocus] = useState(initial);
  const move = (by: number) => setFocus((focus + by + count) % Math.max(1, count));
  useKeyLayer({
    commands: [...(count > 1 ? moves : []), ...(more?.commands ?? [])],
    onCommand: (id) => {
      if (id === 'form.next') move(1);
      else if (id === 'form.previous') move(-1);
      else more?.onCommand(id);
    },
  });
  return [focus, setFocus];
}
