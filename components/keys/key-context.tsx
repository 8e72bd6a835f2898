import {
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react';
import type { ActiveCommand } from './commands.ts';
import { CoveredContext, LevelContext, RouterContext } from './contexts.ts';
import type { KeyLayer, LayerSlot } from './layers.ts';
import type { Cell } from './place.ts';
import { KeyRouter, type RouterOptions } from './router.ts';
import { type KeyboardProtocol, type Reading, useTerminalInput } from './use-terminal-input.ts';

export interface KeyRouterProviderProps extends RouterOptions {
  readonly children?: ReactNode;
  /** Whether the terminal is on another machine, so that input may arrive in pieces. */
  readonly far?: boolean | undefined;
  /** Gets what stops the reading of keys while another program has the terminal. */
  readonly reading?: RefObject<Reading | undefined> | undefined;
  /** Switched on when the keyboard turns out to have non-Latin letters and the terminal supports it. */
  readonly protocol?: KeyboardProtocol | undefined;
  /** Gets the function for the position of the terminal's own cursor, according to the last frame. */
  readonly onCaret?: ((caret: () => Cell | undefined) => void) | undefined;
  /** Called for each key, paste and click, whatever it does. */
  readonly onInput?: (() => void) | undefined;
}

/** Sits between the terminal's input and everything else: the only place that listens to keys and pastes. */
export function KeyRouterProvider(props: KeyRouterProviderProps) {
  const { children, far, reading, protocol, onCaret, onInput, ...options } = props;
  const [router] = useState(() => new KeyRouter(options));
  router.configure(options);
  const take = (inputs: Parameters<typeof router.take>[0]) => {
    onInput?.();
    router.take(inputs);
  };
  useTerminalInput(take, far === true, reading, protocol);
  useLayoutEffect(() => onCaret?.(router.caret), [router, onCaret]);
  useLayoutEffect(() => router.announce());
  useEffect(() => {
    router.prune();
    router.resume();
  });
  return <RouterContext value={router}>{children}</RouterContext>;
}

/**
 * Raises the layers inside it above all others: a dialog's parts are above what it covers.
 *
 * @param by how far; default one level
 */
export function KeyLevel({ by = 1, children }: { readonly by?: number; readonly children?: ReactNode }) {
  const level = useContext(LevelContext);
  return <LevelContext value={level + by}>{children}</LevelContext>;
}

function useRouter(): KeyRouter {
  const router = useContext(RouterContext);
  if (router === undefined) throw new Error('Put a KeyRouterProvider around every component that uses keys.');
  return router;
}

/**
 * Puts a layer on the stack while the component is mounted, above the layers of its parents and of earlier siblings.
 * Handlers are always those of the latest render.
 *
 * @returns the layer's slot, for {@link useCommandsBeneath}
 */
export function useKeyLayer(wanted: KeyLayer): LayerSlot {
  const router = useRouter();
  const isCovered = useContext(CoveredContext);
  const layer = isCovered ? { ...wanted, active: false } : wanted;
  const level = useContext(LevelContext);
  // Parents render before their children, so slots created while rendering are in the order of the tree; effects run
  // the other way round. It also lets the footer, drawn last, show the commands in the same frame.
  const [slot] = useState(() => router.open(level));
  if (!slot.mounted) router.update(slot, layer);
  useLayoutEffect(() => {
    slot.mounted = true;
    router.update(slot, layer);
    router.announce();
  });
  useLayoutEffect(
    () => () => {
      router.close(slot);
      // Announced later: during the removal of a whole screen, each listener would be drawn again for nothing.
      queueMicrotask(() => router.announce());
    },
    [router, slot],
  );
  return slot;
}

/** The commands that keys can reach now, nearest first. The component is drawn again when they change. */
export function useActiveCommands(): readonly ActiveCommand[] {
  const router = useRouter();
  return useSyncExternalStore(router.subscribe, router.active);
}

/**
 * The commands under an overlay, for help and palette.
 *
 * @param slot the overlay's own layer
 * @param byName true for all that can be run by name; false for those that keys reach
 */
export function useCommandsBeneath(slot: LayerSlot, byName: boolean): readonly ActiveCommand[] {
  const router = useRouter();
  useSyncExternalStore(router.subscribe, router.active);
  return router.beneath(slot, byName);
}
