import { expect, it } from 'vitest';
import { openInConsole } from '../../../src/app/open-in-console.ts';
import type { Cloud } from '../../../src/core/plan.ts';

const address = 'https://eu-west-1.console.aws.amazon.com/cloudformation/home';

it.each<[Cloud, string[]]>([
  [{ kind: 'aws' }, [`open ${address}`]],
  [{ kind: 'endpoint', url: 'http://127.0.0.1:4566' }, [`open ${address}`]],
  [
    { kind: 'demo', url: 'http://127.0.0.1:4567' },
    ['tell The demo cloud has no console. On AWS, this opens its page.'],
  ],
])('opens a page of the console if the account has one: %j', (cloud, expected) => {
  const done: string[] = [];
  const desktop = {
    open: (url: string | undefined) => void done.push(`open ${url}`),
    tell: (text: string) => void done.push(`tell ${text}`),
  };
  openInConsole({ cloud }, desktop, address);
  expect(done).toEqual(expected);
});
