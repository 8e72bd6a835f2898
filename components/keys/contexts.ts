import { createContext } from 'react';
import type { KeyRouter } from './router.ts';

export const RouterContext = createContext<KeyRouter | undefined>(undefined);

/** How many dialogs the component is in. */
export const LevelContext = createContext(0);
