import { newLetters } from '../../ids.ts';
import type { ResourceRequest } from './provider.ts';

const RANDOM_LETTERS = 12;

/**
 * The name that CloudFormation gives a resource without one: stack, logical id and random-looking letters, cut to `limit`
 * characters.
 */
export function physicalName({ cloud, stack, resource, moment }: ResourceRequest, limit: number): string {
  const random = newLetters(cloud.state, moment, RANDOM_LETTERS);
  const readable = `${stack.name}-${resource.logicalId}`.slice(0, limit - RANDOM_LETTERS - 1);
  return `${readable}-${random}`;
}
