import { appendFileSync } from 'node:fs';
import * as amplify from '@aws-sdk/client-amplify';
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { madeBy } from './cases.mjs';

const modules = { amplify, cloudformation, iam, s3, sts };
const clientNames = {
  amplify: 'AmplifyClient',
  cloudformation: 'CloudFormationClient',
  iam: 'IAMClient',
  s3: 'S3Client',
  sts: 'STSClient',
};

/** Thrown when AWS must not be called any more: the budget is used up, or the user stopped the run. */
export class Stopped extends Error {}

/**
 * The only way to the account. Every request counts, including the SDK's own retries, and none is sent beyond the budget.
 * Whatever is about to be made is noted in a file before AWS hears of it, and only under names of this run.
 *
 * @param tag part of every name of this run
 * @param ledger path of the file
 */
export function openAccount({ credentials, region, endpoint, budget, tag, ledger, signal }) {
  const clients = new Map();
  let calls = 0;
  let limit = budget;
  const spend = (count) => {
    calls += count;
    if (calls > limit) throw new Stopped(`the budget of ${limit} calls is used up`);
  };
  const clientOf = (service) => {
    if (!clients.has(service)) {
      const client = new modules[service][clientNames[service]]({
        credentials,
        region,
        maxAttempts: 4,
        ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
      });
      client.middlewareStack.add(
        (next) => (given) => {
          spend(1);
          return next(given);
        },
        { step: 'finalizeRequest', priority: 'low' },
      );
      clients.set(service, client);
    }
    return clients.get(service);
  };
  const note = (kind, name) => appendFileSync(ledger, `${JSON.stringify({ kind, name })}\n`, { mode: 0o600 });
  return {
    /** Makes one call. @returns AWS's answer @throws Stopped, or the SDK's error */
    async send(service, operation, input = {}) {
      if (signal.aborted && !this.isCleaning) throw new Stopped('it was stopped');
      const made = madeBy(service, operation, input);
      if (made) {
        if (!String(made.name).includes(tag))
          throw new Error(`${operation} ${made.name}: not a name of this run`);
        note(made.kind, made.name);
      }
      const output = await clientOf(service).send(new modules[service][`${operation}Command`](input));
      return output.Body === undefined ? output : { ...output, Body: await output.Body.transformToString() };
    },
    note,
    /** Counts calls that were made elsewhere for this run. */
    spend,
    calls: () => calls,
    /** From here on only deletes what was made, with its own budget of calls; stopping the run does not stop this. */
    beginCleaning(reserve) {
      this.isCleaning = true;
      limit = calls + reserve;
    },
    isCleaning: false,
    close: () => {
      for (const client of clients.values()) client.destroy();
    },
  };
}
