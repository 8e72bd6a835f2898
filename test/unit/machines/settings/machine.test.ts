import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import { Problem } from '../../../../src/core/problem.ts';
import { defaultValues, type SettingValues } from '../../../../src/state/setting-values.ts';
import { reaches } from '../../../support/flow-steps.ts';
import { pretendSettings, type SettingsPretence } from '../../../support/pretend-settings.ts';
import { trouble } from '../../../support/pretend-values.ts';

function begin(given: Partial<SettingsPretence> = {}) {
  const shown: (SettingValues | undefined)[] = [];
  const written: SettingValues[] = [];
  const flow = createActor(
    pretendSettings({
      show: (values) => void shown.push(values),
      write: async ({ values }) => void written.push(values),
      ...given,
    }),
  );
  flow.start();
  const at = (state: string) => reaches(flow, state);
  return { flow, at, shown, written };
}

const light = { type: 'SET', name: 'theme', value: 'light' } as const;

describe('the settings', () => {
  it('show a choice at once, and write it only after CONFIRM', async () => {
    const { flow, at, shown, written } = begin();
    await at('list');
    flow.send(light);
    expect(shown).toEqual([{ ...defaultValues, theme: 'light' }]);
    flow.send({ type: 'NEXT' });
    await at('review');
    expect(written).toEqual([]);
    flow.send({ type: 'CONFIRM' });
    await waitFor(flow, ({ status }) => status === 'done');
    expect(written).toEqual([{ ...defaultValues, theme: 'light' }]);
    expect(flow.getSnapshot().output).toEqual({
      kind: 'saved',
      changes: [{ name: 'theme', from: 'auto', to: 'light' }],
    });
    expect(shown).toHaveLength(1);
  });

  it('restore the screen when they are left', async () => {
    const { flow, at, shown, written } = begin();
    await at('list');
    flow.send(light);
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot().output).toEqual({ kind: 'left' });
    expect(shown.at(-1)).toBeUndefined();
    expect(written).toEqual([]);
  });

  it('accept no unknown value, and review nothing without a change', async () => {
    const { flow, at } = begin();
    await at('list');
    flow.send({ type: 'SET', name: 'theme', value: 'purple' });
    flow.send({ type: 'SET', name: 'colour', value: 'red' });
    expect(flow.getSnapshot().can({ type: 'NEXT' })).toBe(false);
    flow.send(light);
    flow.send({ type: 'RESET' });
    expect(flow.getSnapshot().can({ type: 'NEXT' })).toBe(false);
  });

  it('keep the choices if they could not be written', async () => {
    const { flow, at } = begin({ write: () => Promise.reject(new Problem(trouble)) });
    await at('list');
    flow.send(light);
    flow.send({ type: 'NEXT' });
    await at('review');
    flow.send({ type: 'CONFIRM' });
    await at('notWritten');
    expect(flow.getSnapshot().context.problem?.what).toBe(trouble.what);
    flow.send({ type: 'BACK' });
    expect(flow.getSnapshot().context.chosen?.theme).toBe('light');
  });
});
