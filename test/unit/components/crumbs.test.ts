import { describe, expect, it } from 'vitest';
import { crumbsOf } from '../../../components/crumbs.ts';
import type { StepItem } from '../../../components/widgets/steps.tsx';
import { flowIds, flowOf, type PaneId } from '../../../machines/flows.ts';

type Snapshot = Parameters<typeof crumbsOf>[0];

const steps: readonly StepItem[] = [
  { id: 'name', label: 'Name', state: 'done', value: 'shop' },
  { id: 'profile', label: 'Profile', state: 'now' },
];

/** A session with an init that asks for the profile to deploy with, or with none. */
const session = (isChoosing?: boolean) =>
  ({
    context: {
      init: isChoosing === undefined ? undefined : { getSnapshot: () => ({ matches: () => isChoosing }) },
    },
  }) as unknown as Snapshot;

describe('the path to a pane', () => {
  it.each<[PaneId, readonly string[]]>([
    ['home', []],
    ['calls', ['calls']],
    ['log', ['calls', 'log']],
    ['profiles', ['profiles']],
    ['profiles.details', ['profiles', 'details']],
    ['environments.name', ['environments', 'upgrade']],
  ])('of %s', (pane, way) => {
    expect(crumbsOf(session(), pane)).toEqual(way);
  });

  it('ends with the step of a flow that has steps', () => {
    expect(crumbsOf(session(), 'init.access', steps)).toEqual(['init', 'profile']);
  });

  it('starts with init if its question has opened configure, and only there', () => {
    expect(crumbsOf(session(true), 'configure.way', steps)).toEqual(['init', 'configure', 'profile']);
    expect(crumbsOf(session(false), 'configure.way', steps)).toEqual(['configure', 'profile']);
    expect(crumbsOf(session(true), 'profiles')).toEqual(['profiles']);
  });

  it('starts with the name of the flow, for each of them', () => {
    for (const id of flowIds)
      expect(crumbsOf(session(), flowOf(id).panes as PaneId)).toEqual([flowOf(id).label]);
  });
});
