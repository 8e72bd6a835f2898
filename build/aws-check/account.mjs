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

/** Why nothing more is asked of AWS: the budget is used up, or the person stopped it. */
export class Stopped extends Error {}

/**
 * The one way to the account. Every request counts, also the SDK's own repetitions, and none is sent beyond the budget. What is
 * going to be made is noted in a file before AWS hears of it, and only under names of this run.
 *
 * @param tag what every name of this run holds
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
    /** One call. @returns what AWS answered @throws Stopped, or the SDK's error */
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
    /** Counts calls that others have made for this run. */
    spend,
    calls: () => calls,
    /** From here on only what was made is deleted: with calls of its own, and whoever stopped it waits for that. */
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
