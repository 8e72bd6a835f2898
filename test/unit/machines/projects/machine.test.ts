import { describe, expect, it } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { ProjectsEvent } from '../../../../machines/projects/types.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { pretend, startSession } from '../../../support/pretend.ts';
import { type ProjectsPretence, pretendProjects, projectRows } from '../../../support/pretend-projects.ts';
import { trouble } from '../../../support/pretend-values.ts';

function begin(given: Partial<ProjectsPretence> = {}) {
  const { projects, calls } = pretendProjects(given);
  const flow = createActor(projects);
  flow.start();
  const go = async (...steps: readonly (ProjectsEvent | string)[]) => {
    for (const step of steps) {
      if (typeof step === 'string') await waitFor(flow, ({ value }) => value === step);
      else flow.send(step);
    }
  };
  return { flow, calls, go };
}

const next = { type: 'NEXT' } as const;
const back = { type: 'BACK' } as const;
const inventory = '/home/sam/inventory';
const tienda = '/home/sam/work/tienda';
const selectRow = (folder: string) => ({ type: 'SELECT_ROW', folder }) as const;
const fails = async () => {
  throw new Problem(trouble);
};

describe('projects', () => {
  it('end with the folder of the chosen row', async () => {
    const { flow, calls, go } = begin();
    await go('list', selectRow(inventory), next, 'chosen');
    expect(calls).toEqual(['look', `check ${inventory}`]);
    expect(flow.getSnapshot().output).toEqual({ kind: 'open', folder: inventory });
  });

  it('read 200 projects once, whatever keys are pressed', async () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ ...projectRows[3]!, folder: `/home/sam/p${at}` }));
    const { flow, calls, go } = begin({ look: async () => many });
    await go('list', ...many.map(({ folder }) => selectRow(folder)));
    expect(flow.getSnapshot().context.selected).toBe('/home/sam/p199');
    expect(calls).toEqual(['look']);
  });

  it('open a typed folder, and ask again for an invalid one', async () => {
    let there = false;
    const { flow, go } = begin({ check: async (typed) => (there ? `/real${typed}` : fails()) });
    await go('list', { type: 'OTHER' }, 'folder', next);
    expect(flow.getSnapshot().value).toBe('folder');
    await go({ type: 'TYPE', folder: '/shop' }, next, 'checkingTyped', 'folder');
    expect(flow.getSnapshot().context.problem).toEqual(trouble);
    there = true;
    await go(next, 'chosen');
    expect(flow.getSnapshot().output).toEqual({ kind: 'open', folder: '/real/shop' });
  });

  it('open one of those found below a folder, and go back to them from one that is gone', async () => {
    const { flow, calls, go } = begin({ check: fails });
    await go('list', { type: 'FIND' }, { type: 'TYPE', folder: '~/work' }, next, 'found');
    await go(selectRow(tienda), next, 'notThere', back, 'found', back, 'folder', back, 'list', back, 'left');
    expect(calls).toEqual(['look', 'find ~/work', `check ${tienda}`]);
    expect(flow.getSnapshot().output).toEqual({ kind: 'left' });
  });

  it('forget a row, but nothing running and not the current one', async () => {
    const { flow, calls, go } = begin();
    const forget = { type: 'FORGET' } as const;
    await go('list');
    for (const kept of [inventory, '/home/sam/shop']) {
      flow.send(selectRow(kept));
      expect(flow.getSnapshot().can(forget)).toBe(false);
    }
    await go(selectRow(tienda), forget, 'forgetting', 'list');
    expect(calls).toEqual(['look', `forget ${tienda}`]);
    const { rows, note } = flow.getSnapshot().context;
    expect(rows.map(({ name }) => name)).toEqual(['shop', 'inventory', 'old-app']);
    expect(note).toBe('tienda is out of the list; its files stay.');
  });
});

describe('in the session', () => {
  it('show the other project, and home when you come back', async () => {
    const pretended = pretend();
    const session = startSession(pretended);
    await waitFor(session, ({ value }) => value.view === 'home');
    session.send({ type: 'OPEN_PROJECTS' });
    const flow = session.getSnapshot().children.projects!;
    await waitFor(flow, ({ value }) => value === 'list');
    flow.send(selectRow(tienda));
    flow.send(next);
    await waitFor(session, ({ value }) => value.view === 'home');
    expect(pretended.calls).toContain(`open ${tienda}`);
    session.stop();
  });

  it('ask before leaving while a deployment runs in another project', async () => {
    const running = { folder: tienda, name: 'tienda', words: 'creating 1 of 4', short: '1/4' };
    const elsewhere = [{ ...running, isDeploying: true, goesOnAlone: true }];
    const pretended = pretend();
    const session = startSession(pretended, { elsewhere: () => elsewhere, cloud: { kind: 'aws' } });
    await waitFor(session, ({ value }) => value.view === 'home');
    session.send({ type: 'QUIT' });
    expect(session.getSnapshot().value.modal).toBe('quit');
    expect(pretended.calls).not.toContain('leave');
    session.send({ type: 'LEAVE' });
    expect(pretended.calls).toContain('leave');
    session.stop();
  });
});
