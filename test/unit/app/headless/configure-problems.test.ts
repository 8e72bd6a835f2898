import { expect, it } from 'vitest';
import type { ConfigureContext } from '../../../../machines/configure/types.ts';
import { leftBehind } from '../../../../src/app/headless/configure-problems.ts';
import { trouble } from '../../../support/pretend-values.ts';

const context = (more: object) =>
  ({
    problem: trouble,
    answers: { way: 'create', profile: 'dev' },
    note: { userMade: true, userName: 'amplify-dev' },
    made: { accessKeyId: 'AKIAEXAMPLE000000003' },
    ...more,
  }) as unknown as ConfigureContext;

it('an error after the keys were written says that they are saved, and where', () => {
  const written = ['~/.aws/credentials', '~/.aws/config'];
  for (const failedStep of ['verifying', 'retiring']) {
    const { why, next } = leftBehind(context({ failedStep, written }));
    expect(why).toBe(
      `${trouble.why} The keys are saved: profile dev in ~/.aws/credentials and ~/.aws/config.`,
    );
    expect(next).toBe(trouble.next);
  }
});

it('an error before that says what is in AWS, and that the key is in no file', () => {
  for (const failedStep of ['creatingKey', 'saving']) {
    const { why } = leftBehind(context({ failedStep }));
    expect(why).toContain(
      failedStep === 'saving'
        ? 'the user amplify-dev with its access key …0003, in no file yet'
        : 'In AWS there is now the user amplify-dev.',
    );
    expect(why).not.toMatch(/are saved|undefined/);
  }
});
