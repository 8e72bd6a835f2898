import { bucketProvider } from './bucket.ts';
import { bucketPolicyProvider } from './bucket-policy.ts';
import { customProvider } from './custom.ts';
import { placeholderProviders } from './placeholders.ts';
import { inlinePolicyProvider, managedPolicyProvider } from './policies.ts';
import type { ResourceProvider } from './provider.ts';
import { roleProvider } from './role.ts';
import { nestedStackProvider, waitConditionHandleProvider } from './shapes.ts';

const PROVIDERS = new Map<string, ResourceProvider>(
  [
    bucketProvider,
    bucketPolicyProvider,
    roleProvider,
    inlinePolicyProvider,
    managedPolicyProvider,
    nestedStackProvider,
    waitConditionHandleProvider,
    ...placeholderProviders,
  ].map((provider) => [provider.type, provider]),
);

/** The resource types this cloud can make. */
export const RESOURCE_TYPES: readonly string[] = [...PROVIDERS.keys()];

/** The provider of a type, or undefined. */
export function findProvider(type: string): ResourceProvider | undefined {
  return PROVIDERS.get(type) ?? customProvider(type);
}

/** The provider of a type; the template has been checked, so it exists. */
export function providerOf(type: string): ResourceProvider {
  const provider = findProvider(type);
  if (provider === undefined) throw new Error(`The demo cloud has no provider for ${type}`);
  return provider;
}
