import { describe, expect, it } from 'vitest';
import { consoleLink } from '../../../src/aws/stack.ts';
import { stackNamed } from '../../../src/aws/stack-address.ts';

const arn = (partition: string, region: string) =>
  `arn:${partition}:cloudformation:${region}:111122223333:stack/amplify-shop/6f1f5c20-c85c-11f0-a1b2-0a1b2c3d4e5f`;
const own = arn('aws', 'eu-west-1');
const encoded = encodeURIComponent(own);

describe('a stack named by a user', () => {
  it.each([
    ['aws', 'eu-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('by its address in the console of %s', (partition, region) => {
    expect(stackNamed(consoleLink(arn(partition, region)) ?? '')).toBe(arn(partition, region));
  });

  it.each([
    `https://console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId=${encoded}`,
    `https://111122223333-ab12cd34.eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?filteringText=&filteringStatus=active&viewNested=true&stackId=${encoded}`,
    `https://eu-west-1.console.aws.amazon.com/cloudformation/home#/stacks/resources?stackId=${own}&x=1`,
    `https://eu-west-1.console.aws.amazon.com/cloudformation/home#/stacks/resources?stackId=${encodeURIComponent(encoded)}`,
    `https://console.aws.amazon.com/go/view?stackId=${encoded}`,
    `  ${own}\n`,
  ])('%s', (text) => {
    expect(stackNamed(text)).toBe(own);
  });

  it('by its name', () => {
    expect(stackNamed('amplify-shop')).toBe('amplify-shop');
  });

  it.each([
    'https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks',
    `https://console.aws.amazon.com.example.org/cloudformation/home#/stacks/stackinfo?stackId=${encoded}`,
    'https://eu-west-1.console.aws.amazon.com/#%E0%A4%A',
    'https://',
  ])('not by %s', (text) => {
    expect(() => stackNamed(text)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
