import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../../../src/flows/init/next-steps.ts';

describe('the next steps after an init', () => {
  it.each([
    [
      'the documented layout goes on with an upgrade',
      'documented',
      false,
      ['amplify-tui upgrade', 'amplify add auth', 'amplify push', 'amplify-tui status'],
    ],
    [
      'one with environments with the current Amplify CLI',
      'multi-env',
      false,
      ['npm install -g @aws-amplify/cli', 'amplify add auth', 'amplify push', 'amplify-tui status'],
    ],
    [
      'an environment of a backend that is there has its categories already',
      'multi-env',
      true,
      ['npm install -g @aws-amplify/cli', 'amplify push', 'amplify-tui status'],
    ],
  ] as const)('%s', (_, layout, added, commands) => {
    expect(nextSteps(layout, added).map(({ command }) => command)).toEqual(commands);
  });

  it('says which version of the Amplify CLI reads the files', () => {
    expect(nextSteps('documented', false)[0]?.what).toMatch(/14\.x.*0\.1\.x/);
    expect(nextSteps('multi-env', false)[0]?.what).toContain('14.x');
  });
});
