import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ownCommand } from '../../../src/platform/own-command.ts';

it('is Node with the program, from any folder', () => {
  expect(ownCommand()).toEqual([process.execPath, resolve(process.argv[1] ?? '')]);
});

it('is one file if Node is included', () => {
  expect(ownCommand(true)).toEqual([process.execPath]);
});
