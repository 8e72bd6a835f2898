import { flow as access } from '../../../machines/access/flow.ts';
import type { HomeData, SessionContext, SessionEvent } from '../../../machines/session/types.ts';
import type { Command } from '../../keys/commands.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { opens, type PartId, parts, titles } from './parts.ts';

/** What the keys of home do in its current state. */
export interface HomeKeys {
  /** The visible parts. */
  readonly there: readonly PartId[];
  readonly focus: PartId;
  /** Whether Enter opens something. */
  readonly opens: boolean;
  /** Whether the row belongs to a stack or an account with a page in the console. */
  readonly hasPage: boolean;
  /** Whether the selected row has something to copy. */
  readonly copies: boolean;
  /** Why a part is not visible. */
  readonly why: (part: PartId) => string;
  readonly take: (part: PartId) => void;
  readonly open: () => void;
  readonly copy: () => void;
  readonly openPage: () => void;
  /** Whether the focused part has the room of all others. */
  readonly isWhole: boolean;
  readonly toggleWhole: () => void;
  /** The profile of the row, else the one in use; undefined if neither is one. */
  readonly profile: string | undefined;
  readonly openAccess: (profile: string) => void;
}

/** Handles the keys that move between parts, and those for the selected row. */
export function useHomeKeys(keys: HomeKeys): void {
  const { there, focus, take, open, copy, openPage } = keys;
  const takeBeside = (by: number) =>
    take(there[(there.indexOf(focus) + by + there.length) % there.length] ?? focus);
  useKeyLayer({
    commands: homeCommands(keys),
    onCommand: (id) => {
      if (id === 'home.next') takeBeside(1);
      else if (id === 'home.before') takeBeside(-1);
      else if (id === 'home.open') open();
      else if (id === 'home.copy') copy();
      else if (id === 'home.console') openPage();
      else if (id === 'home.whole') keys.toggleWhole();
      else if (id === 'home.access' && keys.profile !== undefined) keys.openAccess(keys.profile);
      else {
        const part = parts.find((each) => id === `home.${each}`);
        if (part) take(part);
      }
    },
  });
}

/**
 * What Enter opens: a deployment in progress or an unfinished init first, then the selected row.
 *
 * @param path that of the selected file or folder of the project, relative to its root
 */
export function opensNow(
  part: PartId,
  { home, init, watch }: Pick<SessionContext, 'home' | 'init' | 'watch'>,
  path: string | undefined,
): SessionEvent {
  const isInit = init !== undefined || home?.unfinished !== undefined;
  if (part === 'project' && path !== undefined && home?.found.kind === 'project')
    return { type: 'EDIT_FILE', path };
  if (part === 'stack' && (isInit || !watch)) return { type: 'OPEN_INIT' };
  if (part === 'project' && (isInit || home?.found.kind !== 'project')) return { type: 'OPEN_INIT' };
  return { type: opens[part] };
}

/** Why a part cannot be focused. */
export function whyMissing(part: PartId, home: HomeData | undefined): string {
  if (part === 'calls') return 'There is no room for it here; L shows the calls.';
  if (!home) return 'What is in this folder is still being read.';
  if (home.found.kind === 'unreadable') return 'The project of this folder cannot be read.';
  if (home.found.kind === 'nested') return 'This folder is inside of a project; it has none of its own.';
  if (home.found.kind === 'none') return 'There is no project in this folder; press i to create one.';
  return home.found.project.layout === 'multi-env'
    ? 'No file of this project names an environment; press v to look for them.'
    : 'This project has one backend, without environments; press v to have some.';
}

const group = 'Home';

/** The commands of home for footer and help. */
function homeCommands({ there, opens, copies, hasPage, isWhole, why, profile }: HomeKeys): Command[] {
  return [
    ...(opens ? [{ id: 'home.open', label: 'open', keys: ['enter'], group, footer: 1, palette: false }] : []),
    {
      id: 'home.next',
      label: 'next pane',
      keys: ['tab'],
      group,
      footer: 5.5,
    },
    { id: 'home.before', label: 'pane before', keys: ['shift+tab'], group, palette: false },
    // A notice that can be copied has the key while it is shown; calls are copied as commands.
    ...(copies
      ? [
          {
            id: 'home.copy',
            label: 'copy',
            keys: ['y'],
            group,
            footer: 47,
            help: 'Copies the ARN, id or text of the row.',
          },
        ]
      : []),
    ...(hasPage
      ? [
          {
            id: 'home.console',
            label: 'open in the console',
            keys: ['O'],
            group,
            footer: 48,
            help: "Opens the console of AWS: the page of the row's stack, or the sign-in of its profile.",
          },
        ]
      : []),
    {
      id: 'home.whole',
      label: isWhole ? 'all panes' : 'whole pane',
      keys: isWhole ? ['+', 'escape'] : ['+'],
      group,
      help: 'Gives the pane with the focus the room of all others, and back.',
      ...(isWhole ? { footer: 2 } : {}),
    },
    {
      id: 'home.access',
      label: `access of ${profile ?? 'a profile'}`,
      keys: [],
      group,
      help: access.opens.help,
      enabled: profile !== undefined || 'No profile is in use; p chooses one.',
    },
    ...parts.map(
      (part, at): Command => ({
        id: `home.${part}`,
        label: titles[part],
        keys: [String(at + 1)],
        group,
        help: `Goes to the pane ${titles[part]}.`,
        palette: false,
        enabled: there.includes(part) || why(part),
      }),
    ),
  ];
}
