import { settingsProfile } from '../credentials/client-settings.ts';
import { noteInstance } from '../credentials/machine.ts';
import { mayAskMetadata, metadataUrl } from '../credentials/machine-addresses.ts';
import type { ProfileList } from '../profiles/profile.ts';

const looked = new WeakMap<NodeJS.ProcessEnv, Promise<void>>();

/**
 * Finds out whether this is an EC2 instance with a role, and records it: one request to the metadata service, once, for a second
 * at most. Call it only when there is no other access, since mostly there is no such service. Never fails.
 */
export function lookForInstance(env: NodeJS.ProcessEnv, list: ProfileList): Promise<void> {
  const once = looked.get(env) ?? look(env, list);
  looked.set(env, once);
  return once;
}

async function look(env: NodeJS.ProcessEnv, list: ProfileList): Promise<void> {
  const url = mayAskMetadata(env) ? metadataUrl(settingsProfile(list, env), env) : undefined;
  if (!url) return;
  const { isInstanceWithRole } = await import('../aws/machine-credentials.ts');
  if (await isInstanceWithRole(url)) noteInstance(env);
}
