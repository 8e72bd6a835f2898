import type { Command } from '../keys/commands.ts';
import { useKeyLayer } from '../keys/key-context.tsx';
import type { ListMove } from './list-window.ts';

const moves: readonly (readonly [ListMove, string, readonly string[], readonly string[]])[] = [
  ['up', 'up', ['up'], ['k']],
  ['down', 'move', ['down'], ['j']],
  ['page-up', 'page up', ['pageup', 'ctrl+b'], []],
  ['page-down', 'page down', ['pagedown', 'ctrl+f'], []],
  ['start', 'to the first', ['home'], ['g']],
  ['end', 'to the last', ['end'], ['G']],
];

function moveCommands(letters: boolean, named: boolean): readonly Command[] {
  return moves.map(([move, label, keys, more]) => ({
    id: `list.${move}`,
    label,
    keys: letters ? [...keys, ...more] : keys,
    group: 'Moving',
    palette: false,
    ...(move === 'down' && named ? { footer: 50, footerKey: '↑↓', help: 'down' } : {}),
  }));
}
const withLetters = moveCommands(true, true);
const withoutLetters = moveCommands(false, true);
/** With one row or none, there is nowhere to move. */
const ofOne = moveCommands(true, false);
const ofOneWithoutLetters = moveCommands(false, false);

function movesIn(count: number, letters: boolean): readonly Command[] {
  if (count > 1) return letters ? withLetters : withoutLetters;
  return letters ? ofOne : ofOneWithoutLetters;
}

interface ListKeys {
  readonly focused: boolean;
  /** The number of items. */
  readonly count: number;
  /** Letters move too. */
  readonly letters: boolean;
  /** What Enter does, in a word; absent: the layers below get the key. */
  readonly submitLabel: string | undefined;
  /** Why Enter does nothing now, in a sentence. */
  readonly submitOff: string | undefined;
  readonly onSubmit: () => void;
  readonly onMove: (move: ListMove) => void;
}

/** Handles the keys that move in a list, and Enter. */
export function useListKeys(given: ListKeys): void {
  const { focused, count, letters, submitLabel, submitOff, onSubmit, onMove } = given;
  const submit: readonly Command[] =
    submitLabel === undefined || count === 0
      ? []
      : [
          {
            id: 'list.submit',
            label: submitLabel,
            keys: ['enter'],
            group: 'Moving',
            footer: 1,
            palette: false,
            ...(submitOff === undefined ? {} : { enabled: submitOff }),
          },
        ];
  useKeyLayer({
    active: focused,
    commands: focused ? [...submit, ...movesIn(count, letters)] : [],
    onCommand: (id) => {
      if (id === 'list.submit') onSubmit();
      else onMove(id.slice('list.'.length) as ListMove);
    },
  });
}
