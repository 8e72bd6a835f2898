import type { AwsClients } from '../../aws/clients.ts';
import { oversized } from '../../aws/network/answer-form.ts';
import { readObject } from '../../aws/object.ts';
import { jsonValue } from '../../core/json-values.ts';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { unpackFiles } from '../../project/backend-archive.ts';
import { asObject, type JsonObject, textMember } from '../../project/json-text.ts';
import { providerRecord } from '../../project/layouts/records.ts';
import type { ProjectStack } from '../../project/project.ts';
import { archiveName, metaName, type NotFetched, type PulledBackend } from './current-backend.ts';

/** How long AWS may take to send both objects, milliseconds. */
export const fetchDeadline = 60_000;

/**
 * Fetches what the Amplify CLI stores in the deployment bucket at each push: the metadata, and the archive of the
 * backend. An object that cannot be fetched is listed with the reason, whatever that is.
 *
 * @param signal the user's own: its abort is thrown
 * @param within milliseconds
 */
export async function pullBackend(
  clients: AwsClients,
  stack: ProjectStack,
  signal: AbortSignal,
  within = fetchDeadline,
): Promise<PulledBackend> {
  const bucket = stack.deploymentBucketName;
  const timeout = AbortSignal.timeout(within);
  const either = AbortSignal.any([signal, timeout]);
  const missing: NotFetched[] = [];
  const attempt = async <T>(name: string, read: (bytes: Uint8Array) => T): Promise<T | undefined> => {
    try {
      return read(await readObject(clients, bucket, name, either));
    } catch (thrown) {
      signal.throwIfAborted();
      const problem = timeout.aborted ? tooSlow(bucket, name, within) : asProblem(thrown);
      missing.push({ name, problem: problem.toJSON() });
      return undefined;
    }
  };
  const [meta, current] = await Promise.all([
    attempt(metaName, (bytes) => metadataText(bytes, stack)),
    attempt(archiveName, (bytes) => withoutFlags(unpackFiles(bytes))),
  ]);
  return {
    bucket,
    ...(meta === undefined ? {} : { meta }),
    ...(current === undefined ? {} : { current }),
    missing,
  };
}

/** In bytes: the metadata of 500 resources has a few hundred thousand. */
const largestMetadata = 8 * 1024 * 1024;

/** The stored metadata. @throws Problem if it is not metadata, or not that of the stack */
function metadataText(bytes: Uint8Array, stack: ProjectStack): string {
  const odd =
    bytes.length > largestMetadata
      ? '8 MiB'
      : oversized([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)]);
  if (odd !== undefined) throw unusable(`It has more than ${odd}.`);
  const text = new TextDecoder().decode(bytes);
  const meta: JsonObject | undefined = asObject(jsonValue(text));
  if (!meta || Object.keys(meta).length === 0)
    throw unusable(bytes.length === 0 ? 'It is empty.' : 'It holds no metadata of a backend.');
  const stackId = textMember(providerRecord(meta), 'StackId');
  if (stackId !== undefined && stackId !== stack.stackId)
    throw unusable(`It is of another stack: ${plainText(stackId)}.`);
  return text;
}

/** Leaves out the feature flags of amplify/ (cli.json, cli.dev.json), which are in source control. */
function withoutFlags(files: ReadonlyMap<string, Uint8Array>): ReadonlyMap<string, Uint8Array> {
  const kept = new Map([...files].filter(([path]) => !/^cli[^/]*\.json$/.test(path)));
  if (kept.size > 0) return kept;
  throw new Problem({
    code: 'OBJECT_MISSING',
    what: `${archiveName} of the deployment bucket cannot be used.`,
    why: 'It holds no files.',
    next: 'Push the backend again with the Amplify CLI, from a machine that has it; that stores it again.',
  });
}

function unusable(why: string): Problem {
  return new Problem({
    code: 'OBJECT_MISSING',
    what: `${metaName} of the deployment bucket cannot be used.`,
    why,
    next: 'Push the backend again with the Amplify CLI, from a machine that has it; that stores it again.',
  });
}

function tooSlow(bucket: string, name: string, within: number): Problem {
  return new Problem({
    code: 'TIMED_OUT',
    what: `${name} could not be read from the bucket ${plainText(bucket)}.`,
    why: `AWS did not send it within ${Math.round(within / 1000)} seconds.`,
    next: 'Check the connection, then try again.',
  });
}
