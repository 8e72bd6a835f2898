import { expect, it } from 'vitest';
import { driveConfigureProject } from '../../../../src/app/headless/configure-project.ts';
import { createReport } from '../../../../src/app/headless/report.ts';
import { projectChanges } from '../../../../src/flows/configure-project/answers.ts';
import { planProject } from '../../../../src/flows/configure-project/plan.ts';
import { factsWith, pretendConfigureProject } from '../../../support/pretend-configure-project.ts';

const missing = factsWith({ configMissing: ['src/aws-exports.js'], oldFiles: [] });
const told = { field: 'configFiles', from: 'src/aws-exports.js missing', to: 'written again' };

it('a missing configuration file of the app is a change, unless it is to be left', () => {
  expect(projectChanges(missing.answers, missing)).toEqual([told]);
  expect(projectChanges({ ...missing.answers, configFiles: 'leave' }, missing)).toEqual([]);
  expect(projectChanges(factsWith().answers, factsWith())).toEqual([]);
});

it.each([true, false])(
  'a run names it, and does not say that everything exists already (JSON: %s)',
  async (json) => {
    const { configureProject } = pretendConfigureProject({
      look: async () => ({ facts: missing }),
      plan: async ({ answers = missing.answers, identity }) => {
        const handlers = { frontend: '/opt/frontend', provider: '/opt/provider', source: 'own' } as const;
        return planProject({ facts: missing, answers, handlers, texts: new Map(), metadata: {}, identity });
      },
    });
    let said = '';
    const take = (text: string) => {
      said += text;
    };
    await driveConfigureProject(configureProject, {
      ...{ folder: '/home/sam/shop', confirmed: true, dryRun: true, answers: {} },
      signal: new AbortController().signal,
      report: createReport(json, { out: take, err: take }),
    });
    if (json) expect(said).toContain(`"type":"plan","changes":[${JSON.stringify(told)}]`);
    else expect(said).toMatch(/^src\/aws-exports\.js {3}new$/m);
    expect(said).not.toContain('says all of this already');
  },
);
