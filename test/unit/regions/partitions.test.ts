import { describe, expect, it } from 'vitest';
import { categories } from '../../../src/flows/assume-role/categories.ts';
import { trustPolicy } from '../../../src/flows/assume-role/documents.ts';
import { attachedPolicies, categoriesPolicy } from '../../../src/flows/assume-role/permissions.ts';
import { expectPartition } from '../../../src/flows/assume-role/plan-user.ts';
import { policyArn } from '../../../src/flows/configure/policies.ts';

const partitions = ['aws-cn', 'aws-us-gov', 'aws-eusc', 'aws-iso', 'aws-iso-b'];

describe('names created in an account of another partition', () => {
  it.each(partitions)('contain %s and no other', (partition) => {
    const texts = [
      trustPolicy(partition, { account: '111122223333', externalId: 'x', mfa: true }),
      categoriesPolicy(categories, partition),
      ...attachedPolicies({ administrator: true, policies: [] }, partition),
      policyArn({ kind: 'administrator' }, partition),
    ];
    const named = texts.join(' ').match(/arn:[a-z-]+:/g) ?? [];
    expect(named.length).toBeGreaterThan(4);
    expect(new Set(named)).toEqual(new Set([`arn:${partition}:`]));
  });

  it('include no user for a role of a partition that it is not in', () => {
    const role = 'arn:aws:iam::444455556666:role/dev';
    expect(() => expectPartition(role, 'aws-cn')).toThrow(
      expect.objectContaining({ code: 'ROLE_DENIED', what: expect.stringContaining('AWS China') }),
    );
    expectPartition(role, 'aws');
  });
});
