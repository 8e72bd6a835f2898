import { createContext } from 'react';
import type { KeyRouter } from './router.ts';

export const RouterContext = createContext<KeyRouter | undefined>(undefined);

/** Whether something lies in front of the component: it is not seen, and its keys do nothing. */
export const CoveredContext = createContext(false);

/** How many dialogs the component is in. */
export const LevelContext = createContext(0);
