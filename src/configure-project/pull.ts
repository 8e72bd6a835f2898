import type { AwsClients } from '../aws/clients.ts';
import { readObject } from '../aws/object.ts';
import { unpackFiles } from '../project/backend-archive.ts';
import { asObject } from '../project/json-text.ts';
import { jsonValue } from '../session/json-values.ts';
import type { PulledBackend } from './current-backend.ts';

/**
 * Fetches what the Amplify CLI stores in the deployment bucket at each push: the metadata, and the archive of the backend.
 *
 * @throws Problem ACCESS_DENIED and what else keeps it from being read; FILE_MALFORMED for an archive that is damaged
 */
export async function pullBackend(
  clients: AwsClients,
  bucket: string,
  signal: AbortSignal,
): Promise<PulledBackend> {
  const [meta, archive] = await Promise.all([
    readObject(clients, bucket, 'amplify-meta.json', signal),
    readObject(clients, bucket, '#current-cloud-backend.zip', signal),
  ]);
  const text = meta && new TextDecoder().decode(meta);
  return {
    bucket,
    // What is no JSON object is not the file that was meant.
    ...(asObject(jsonValue(text)) ? { meta: text } : {}),
    ...(archive ? { current: withoutFlags(unpackFiles(archive)) } : {}),
  };
}

/** The archive holds the feature flags of amplify/ as well (cli.json, cli.dev.json); they are in source control. */
function withoutFlags(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  return new Map([...files].filter(([path]) => !/^cli[^/]*\.json$/.test(path)));
}
