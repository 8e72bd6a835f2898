import type { InitEvent, InitLocalState } from '../../../machines/init/types.ts';
import type { Pretence } from '../../support/pretend.ts';
import { plan, project, unfinished } from '../../support/pretend-values.ts';
import type { WalkedScene } from './walk.tsx';
import { at, looks, next, rejects, review, started } from './ways.ts';

const ofFolder = (
  name: string,
  found: Partial<InitLocalState>,
  ...then: readonly InitEvent[]
): WalkedScene => ({
  ...{ pane: 'init.existing', name, input: started },
  given: looks(found),
  go: at('existing', ...then),
});
const { stack: _stack, access: _access, ...bare } = project;

const unfinishedWith = (
  name: string,
  entry: Partial<typeof unfinished>,
  then: readonly InitEvent[],
  more: Partial<Pretence> = {},
): WalkedScene => ({
  ...{ pane: 'init.unfinished', name, input: started },
  given: { ...looks({ unfinished: { ...unfinished, ...entry } }), ...more },
  go: at('unfinished', ...then),
});

const reviewed = (name: string, ignoring: 'added' | 'offered'): WalkedScene => ({
  ...{ pane: 'init.review', name, input: started },
  given: { makePlan: async () => ({ ...plan, ignoring }) },
  go: (session) => review(session),
});

/** States of `init` that no picture shows. */
export const walked: readonly WalkedScene[] = [
  ofFolder('of a clone without an environment', {
    found: { kind: 'project', project: { ...bare, layout: 'multi-env' } },
  }),
  ofFolder('of a clone', {
    found: { kind: 'project', project: { ...bare, layout: 'multi-env' } },
    environments: ['dev'],
  }),
  unfinishedWith('before it is forgotten', {}, [{ type: 'FORGET' }]),
  unfinishedWith('in cleaning up', { step: 'cleaning' }, []),
  {
    ...unfinishedWith('with an access that does not do', {}, [], { identify: rejects }),
    go: async (session) => {
      await at('unfinished', { type: 'RESUME' })(session);
      await at('unfinished')(session);
    },
  },
  {
    ...{ pane: 'init.framework', name: 'with a change', input: started },
    go: at('name', next, next, next, { type: 'EDIT', answers: { framework: 'vue' } }),
  },
  reviewed('with lines that .gitignore can get', 'offered'),
  reviewed('with lines that .gitignore gets', 'added'),
];
