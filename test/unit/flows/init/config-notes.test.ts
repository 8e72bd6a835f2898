import { describe, expect, it } from 'vitest';
import { readCategories } from '../../../../src/flows/init/existing-backend.ts';
import { planInit } from '../../../../src/flows/init/plan.ts';
import { planText } from '../../../../src/flows/init/plan-text.ts';
import { plan as documented } from '../../../support/pretend-values.ts';
import { folderWith } from '../../project/support/folders.ts';

const label = 'src/aws-exports.js';
const planned = (text: string) =>
  planInit({
    ...documented,
    ...{ layout: 'multi-env', environment: 'dev', stackName: 'amplify-shop-dev-0a1b2' },
    existing: new Map([[label, text]]),
  });

describe('the review of a new backend', () => {
  it('says which values of another backend are removed', () => {
    const plan = planned(
      'const awsmobile = {"aws_user_pools_id": "eu_1", "mine": 1};\nexport default awsmobile;\n',
    );
    const said = `${label}   taken out, as the backend does not give it: aws_user_pools_id`;
    expect(plan.notes).toEqual([said]);
    expect(planText(plan)).toContain(`▲ ${said}`);
    expect(plan.files.find((file) => file.label === label)?.contents).toContain('"mine": 1');
  });

  it('says which file it leaves, and why', () => {
    const plan = planned('export default made();\n');
    expect(plan.notes).toEqual([expect.stringMatching(/^src\/aws-exports\.js {3}left: .*more than/)]);
    expect(plan.files.map((file) => file.label)).not.toContain(label);
  });

  it('lists the existing categories of a project that no file describes', async () => {
    const folder = folderWith({
      'amplify/backend/auth/shop/template.json': '{}',
      'amplify/backend/api/shop/schema.graphql': '',
      'amplify/backend/types/index.d.ts': '',
      'amplify/backend/backend-config.json': '{}',
    });
    const { notes } = planInit({ ...documented, categories: await readCategories(folder) });
    expect(notes).toContain(
      'amplify/backend holds api, auth already: what is there stays, and the next amplify push deploys it.',
    );
    expect(await readCategories('/nowhere')).toEqual([]);
  });

  it('has nothing to say if nothing exists', () => {
    expect(planInit({ ...documented, layout: 'multi-env', environment: 'dev' }).notes).toEqual([]);
  });
});
