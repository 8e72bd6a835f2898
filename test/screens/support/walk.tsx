import { useContext } from 'react';
import { waitFor } from 'xstate';
import type { ActiveCommand } from '../../../components/keys/commands.ts';
import { RouterContext } from '../../../components/keys/contexts.ts';
import type { KeyRouter } from '../../../components/keys/router.ts';
import type { Host, Pane, PaneProps } from '../../../components/panes/pane-props.ts';
import { panes } from '../../../components/panes/table.ts';
import { pretend, startSession } from '../../support/pretend.ts';
import { type Session, showApp } from './app.tsx';
import type { Scene } from './scenes.ts';
import { withCanaries } from './ways.ts';

const rows = 40;

/**
 * A scene for keys that no picture of a pane shows: those behind another key, on a selected row, or in a state that looks like
 * another one. Each `*-scenes.ts` has its own in `walked`.
 */
export interface WalkedScene extends Omit<Scene, 'sees'> {
  /** Pressed first, to reach what only keys can open. */
  readonly keys?: readonly string[];
  /** On the screen once it has followed the keys, which may take some turns. */
  readonly follows?: RegExp;
  /** Overrides what the program tells the screen. */
  readonly host?: Partial<Host>;
  /** Columns of the screen; 200 by default, so that the footer is complete. */
  readonly columns?: number;
}

/** A scene on the screen, the commands of its keys, and its state. */
export interface Walk {
  readonly session: Session;
  readonly screen: Awaited<ReturnType<typeof showApp>>;
  /** The commands that keys can reach. */
  commands(): readonly ActiveCommand[];
  /** Changes whenever something has happened: in a machine, to the world around it, or on the screen. */
  looks(): string;
  close(): Promise<void>;
}

/** Shows a scene and counts everything that a key may do. */
export async function walkTo(scene: WalkedScene): Promise<Walk> {
  const { given, input, go, keys = [], follows, columns = 200, host } = scene;
  const session = startSession(pretend({ ...withCanaries, ...given }), input);
  await waitFor(
    session,
    ({ value, context }) =>
      value.who === 'known' || value.who === 'rejected' || context.connection !== undefined,
  );
  await go?.(session);
  let happened = 0;
  const note = () => void happened++;
  session.system.inspect(({ type }) => {
    if (type === '@xstate.action' || type === '@xstate.actor') note();
  });
  let router: KeyRouter | undefined;
  const take = (found: KeyRouter | undefined) => {
    router = found;
  };
  const watched = new Map<Pane, Pane>();
  const screen = await showApp(session, {
    ...{ columns, rows, onTerminal: note },
    host: { copy: note, tryNow: note, copyNotice: note, ...host },
    paneOf: (id) => {
      const Pane = panes[id];
      const seen =
        watched.get(Pane) ??
        ((props: PaneProps) => {
          take(useContext(RouterContext));
          return <Pane {...props} />;
        });
      watched.set(Pane, seen);
      return seen;
    },
  });
  for (const key of keys) await screen.press(key);
  if (follows) await screen.see(follows);
  return {
    session,
    screen,
    commands: () => router?.active().filter((command) => command.keys.length > 0) ?? [],
    // Includes colours, since only they may show the focus.
    looks: () =>
      JSON.stringify([happened, ...Array.from({ length: rows - 1 }, (_, row) => screen.cells(row))]),
    close: async () => {
      await screen.unmount();
      session.stop();
    },
  };
}

/** Presses a key. @returns whether it did anything */
export async function acts({ screen, looks }: Walk, key: string): Promise<boolean> {
  const before = looks();
  await screen.press(key);
  // The effect of a key may be drawn some turns later.
  for (let turn = 0; turn < 40 && looks() === before; turn++) await screen.settled();
  return looks() !== before;
}
