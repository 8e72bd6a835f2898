import { expect, it } from 'vitest';
import { elsewhereNext } from '../../../../src/flows/configure-project/elsewhere.ts';
import { identity, project } from '../../../support/pretend-values.ts';

const { stack } = project;
if (!stack) throw new Error('the project of the tests has a stack');

it.each([
  ['of another account', { account: '999900001111' }, /^Choose a profile of the stack's account/],
  [
    'of another region',
    { region: 'us-west-2', access: "sam's" },
    /`amplify-tui configure project --profile 'sam'\\''s' --region eu-west-1` ties .*`amplify-tui profiles bridge 'sam'\\''s' 'sam'\\''s-eu-west-1' --region eu-west-1`/,
  ],
  [
    'with keys of the environment',
    { region: 'us-west-2', access: 'environment keys' },
    /^Set AWS_REGION=eu-west-1/,
  ],
])('an access %s gets the possible solution', (_, other, way) => {
  const found = { ...identity, ...other };
  expect(elsewhereNext({ stack, account: identity.account, identity: found }, 'documented')).toMatch(way);
});

it('an access of another account is told that it can create its own environment, if there are some', () => {
  const elsewhere = { stack, account: '999988887777', identity };
  expect(elsewhereNext(elsewhere, 'multi-env')).toContain('`amplify-tui init --env NAME`');
  expect(elsewhereNext(elsewhere, 'documented')).not.toContain('init --env');
});

it('the command to connect it names the environment if the project has some, as a clone has chosen none', () => {
  const elsewhere = {
    stack,
    account: identity.account,
    identity: { ...identity, region: 'us-west-2', access: 'sam' },
  };
  const tie = '`amplify-tui configure project --profile sam --region eu-west-1';
  expect(elsewhereNext({ ...elsewhere, environment: 'dev' }, 'multi-env')).toContain(`${tie} --env dev\``);
  expect(elsewhereNext(elsewhere, 'documented')).toContain(`${tie}\``);
});
