import { describe, expect, it } from 'vitest';
import { codesIn, digitsIn } from '../../../src/credentials/mfa-code.ts';

describe('an MFA code', () => {
  it.each([
    ['123456', ['123456']],
    ['123 456\n', ['123456']],
    ['123-456', ['123456']],
    ['123\u00A0456', ['123456']],
    ['1 2 3 4 5 6', ['123456']],
    ['Your code is 123456. It is valid for 5 minutes.', ['123456']],
    ['code:123456,', ['123456']],
    ['１２３４５６', ['123456']],
    ['١٢٣٤٥٦', ['123456']],
    ['arn:aws:iam::444455556666:mfa/ada', []],
    ['arn:aws:iam::444455556666:mfa/123456', []],
    ['arn:aws:iam::444455556666:mfa/ada 123456', ['123456']],
    ['444455556666', []],
    ['4444-5555-6666', []],
    ['+49 170 123456', []],
    ['abc123456', []],
    ['123456abc', []],
    ['1234567', []],
    ['12345', []],
    ['no digits', []],
    ['', []],
    ['123456 654321', ['123456', '654321']],
    ['123456\n654321', ['123456', '654321']],
  ])('in %j is %j', (pasted, codes) => expect(codesIn(pasted)).toEqual(codes));

  it('can be typed in the digits of any keyboard', () => {
    expect(digitsIn('1２٣۴५ x-')).toBe('12345');
  });
});
