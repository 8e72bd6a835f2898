import { expect, it } from 'vitest';
import { nameFault as faultInTheFlow } from '../../../../machines/profiles/chosen.ts';
import type { ProfilesContext } from '../../../../machines/profiles/types.ts';
import { nameFault } from '../../../../src/profiles/edit/rules.ts';

it('a name is limited in length, whatever was pasted', () => {
  expect(nameFault('a'.repeat(255))).toBeUndefined();
  expect(nameFault('a'.repeat(10_000))).toBe('it has 10,000 characters; 255 are the most that are written');
});

it.each(['', 'DEFAULT', 'constructor', '-dev', 'my dev', 'profile.x', 'a'.repeat(300)])(
  'is refused while typing as it would be when writing: %j',
  (newName) => {
    expect(faultInTheFlow({ newName } as ProfilesContext)).toBe(nameFault(newName));
  },
);
