import { unfinished } from '../../support/pretend-values.ts';
import { walked as ofInit } from './init-walked.ts';
import { scenes } from './scenes.ts';
import type { WalkedScene } from './walk.tsx';
import { open } from './ways.ts';

const ofFlows = import.meta.glob<{ readonly walked?: readonly WalkedScene[] }>('./*-scenes.ts', {
  eager: true,
});

const notice = { text: 'Opened.', tone: 'done', copy: 'https://eu-west-1.example.com/' } as const;
const silence = { service: 'STS', since: unfinished.startedAt };

/** Every scene, and what is behind a key or a dialog in some of them. */
export const walkedScenes: readonly WalkedScene[] = [
  ...scenes,
  {
    pane: 'home',
    name: 'with something that can be copied at the foot',
    host: { notice: () => notice },
  },
  {
    pane: 'profiles',
    name: 'with AWS giving no answer',
    go: open('OPEN_PROFILES'),
    host: { silence: () => silence },
  },
  { pane: 'profiles', name: 'with a filter', go: open('OPEN_PROFILES'), keys: ['/', 'e'] },
  { pane: 'init.name', name: 'with the caret inside', input: { start: 'init' }, keys: ['left'] },
  ...ofInit,
  ...Object.values(ofFlows).flatMap(({ walked }) => walked ?? []),
];
