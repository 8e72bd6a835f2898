import { createContext } from 'react';
import type { KeyRouter } from './router.ts';

export const RouterContext = createContext<KeyRouter | undefined>(undefined);

/** Whether something covers the component: it is not visible, and its keys do nothing. */
export const CoveredContext = createContext(false);

/** How many dialogs are around the component. */
export const LevelContext = createContext(0);
