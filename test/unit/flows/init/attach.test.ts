import { expect, it } from 'vitest';
import { type AttachTo, attachCommands } from '../../../../src/flows/init/attach.ts';

const to: AttachTo = {
  stackName: 'shop-20261123094512',
  access: { kind: 'profile', name: 'default' },
  region: 'eu-west-1',
  folder: '/home/sam/shop',
  here: '/home/sam/shop',
};

it('names what another run cannot know', () => {
  expect(attachCommands(to)).toEqual({
    watch: 'amplify-tui watch shop-20261123094512 --profile default --region eu-west-1',
    resume: 'amplify-tui init --resume',
    cleanUp: 'amplify-tui init --clean-up',
  });
});

it('names the folder and the endpoint if they were given', () => {
  const { resume, watch } = attachCommands({
    ...to,
    here: '/home/sam',
    endpointUrl: 'http://127.0.0.1:4566',
  });
  expect(resume).toBe('amplify-tui init --resume --cwd /home/sam/shop --endpoint-url http://127.0.0.1:4566');
  expect(watch).toMatch(/ --endpoint-url http:\/\/127\.0\.0\.1:4566$/);
});

it('quotes for a shell, and names no profile for keys of the environment', () => {
  const odd = attachCommands({
    ...to,
    access: { kind: 'profile', name: "sam's $(x)" },
    folder: '/home/sam/my shop',
  });
  expect(odd.watch).toContain(`--profile 'sam'\\''s $(x)'`);
  expect(odd.resume).toBe("amplify-tui init --resume --cwd '/home/sam/my shop'");
  expect(attachCommands({ ...to, access: { kind: 'environment' } }).watch).not.toContain('--profile');
});
