const told: Readonly<Partial<Record<string, string>>> = {
  'cloudformation:DescribeStackEvents': 'what happens to each resource, and why, is not told',
  'cloudformation:ListStackResources': 'the list of resources may have gaps',
  'cloudformation:GetTemplate': 'what is still to come is not known',
};

/**
 * What this access cannot see of a stack, in a sentence that names each permission to request.
 *
 * @param actions as `cloudformation:DescribeStackEvents`; at least one
 */
export function missingWords(actions: readonly string[]): string {
  const parts = actions.map(
    (action) => `no permission for ${action}${told[action] ? `: ${told[action]}` : ''}`,
  );
  return `${parts.join('; ')}. The stack itself is followed.`;
}
