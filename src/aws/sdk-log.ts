import type { CloudFormationClientConfig } from '@aws-sdk/client-cloudformation';
import { asRecord } from '../core/json-values.ts';
import { plainText } from '../core/text.ts';

type Logger = NonNullable<CloudFormationClientConfig['logger']>;

/**
 * A logger for an SDK client: one line per call, never its input or output, which may hold secrets. Without a logger the
 * SDK would write to the console, in the middle of the screen.
 */
export function sdkLogger(service: string, log: ((line: string) => void) | undefined): Logger {
  const tell = (...content: unknown[]) => {
    if (log) for (const item of content) for (const line of lineOf(item)) log(`${service}: ${line}`);
  };
  return { trace: () => {}, debug: () => {}, info: tell, warn: tell, error: tell };
}

/** The loggable parts of one thing that the SDK logs: text, an error's name, a call's name and outcome. */
function lineOf(item: unknown): string[] {
  if (typeof item === 'string') return [plainText(item)];
  if (item instanceof Error) return [plainText(`${item.name}: ${item.message}`)];
  const record = asRecord(item);
  if (typeof record?.commandName !== 'string') return [];
  const metadata = asRecord(record.metadata) ?? {};
  const error =
    record.error instanceof Error ? plainText(`${record.error.name}: ${record.error.message}`) : '';
  const facts = [
    // In AWS's spelling, not the SDK's class name.
    record.commandName.replace(/Command$/, ''),
    metadata.httpStatusCode,
    metadata.requestId && `request ${metadata.requestId}`,
    typeof metadata.attempts === 'number' && metadata.attempts > 1 ? `${metadata.attempts} attempts` : '',
    error,
  ];
  return [facts.filter(Boolean).join(' ')];
}
