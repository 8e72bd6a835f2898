import { describe, expect, it } from 'vitest';
import { driveConfigureProject } from '../../../../src/app/headless/configure-project.ts';
import { checkProjectAnswers } from '../../../../src/app/headless/configure-project-answers.ts';
import { createReport } from '../../../../src/app/headless/report.ts';
import { accessLost, projectFaults } from '../../../../src/flows/configure-project/answers.ts';
import { driftOf } from '../../../../src/flows/status/drift.ts';
import { factsWith, pretendConfigureProject } from '../../../support/pretend-configure-project.ts';
import { project } from '../../../support/pretend-values.ts';

const shop = { kind: 'profile', name: 'shop' } as const;
const makes = '`amplify-tui configure --profile shop`';

describe('a profile missing on this machine', () => {
  it('is named with the command that creates it, if the project is connected to it', () => {
    expect(accessLost(shop)).toBe(
      `The profile shop is not on this machine: make it with ${makes}, or choose a profile that is.`,
    );
    const facts = factsWith({ restores: true, accessMissing: true, accesses: { '': shop } });
    const answers = { ...facts.answers, access: shop };
    const [fault] = projectFaults(answers, { ...facts, answers });
    expect(fault).toEqual({ field: 'access', text: accessLost(shop) });
  });

  it('is named the same by status and home', () => {
    const drift = driftOf({
      project: { ...project, access: shop },
      ...{ identity: undefined, stackThere: undefined, profileThere: false, usesOwn: false },
    });
    expect(drift).toEqual([
      expect.stringMatching(/names the profile shop, .* `amplify-tui configure --profile shop` makes it, /),
    ]);
  });

  it.each([
    ['shop', `Make it with ${makes}, or see \`amplify-tui profiles list\`.`],
    ['defalt', 'Did you mean default? See `amplify-tui profiles list`.'],
    ['two words', 'this machine. See `amplify-tui profiles list`.'],
  ])('is named the same if an answers file gives it: %s', async (name, helps) => {
    const { configureProject } = pretendConfigureProject();
    const run = driveConfigureProject(configureProject, {
      ...{ folder: '/home/sam/shop', confirmed: true, dryRun: false },
      ...{ answers: checkProjectAnswers({ profile: name }, 'a'), signal: new AbortController().signal },
      report: createReport(true, { out: () => {}, err: () => {} }),
    });
    await expect(run).rejects.toMatchObject({
      code: 'ANSWERS_MISSING',
      why: expect.stringContaining(`profile: Profile "${name}" not found on this machine.`),
    });
    await expect(run).rejects.toMatchObject({ why: expect.stringContaining(helps) });
  });

  it('is not offered under a name that configure refuses', () => {
    expect(accessLost({ kind: 'profile', name: 'two words' })).not.toContain('configure --profile');
  });
});
