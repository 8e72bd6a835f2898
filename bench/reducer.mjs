import path from 'node:path';
import { build } from 'esbuild';
import { median, workFolder } from './processes.mjs';

const page = 100;
const began = Date.UTC(2026, 10, 23, 9, 45, 0);
const own = { stackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1', stackName: 's' };

/**
 * `node bench/reducer.mjs ROUNDS COUNT...` prints as JSON how many microseconds of processor time each event takes, by the
 * number of events, when they come in pages as from AWS.
 */
const [rounds, ...counts] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await measureReducer()));

async function measureReducer() {
  const outfile = path.join(workFolder, 'reducer.mjs');
  await build({
    entryPoints: ['src/aws/progress/reducer.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
  });
  const { createProgress, applyEvents } = await import(outfile);
  const take = (events) => {
    let progress = createProgress(own);
    const before = process.cpuUsage();
    for (let at = 0; at < events.length; at += page)
      progress = applyEvents(progress, events.slice(at, at + page));
    const { user, system } = process.cpuUsage(before);
    if (progress.total !== new Set(events.map(({ logicalId }) => logicalId)).size)
      throw new Error('events were lost');
    return user + system;
  };
  take(eventsOf(10_000));
  const each = counts.map((count) => {
    const events = eventsOf(count);
    // A few events take less time than the clock can resolve, so they are processed many times.
    const times = Math.max(1, Math.round(10_000 / count));
    const batch = () =>
      Array.from({ length: times }, () => take(events)).reduce((sum, microseconds) => sum + microseconds, 0);
    const took = Array.from({ length: rounds }, batch);
    return [count, median(took) / (count * times)];
  });
  return Object.fromEntries(each);
}

/** Events of resources created one after another, ten events each; at most 500 resources, as AWS allows. */
function eventsOf(count) {
  const resources = Math.min(500, Math.ceil(count / 10));
  return Array.from({ length: count }, (_, index) => ({
    ...own,
    eventId: `event-${index}`,
    logicalId: `Resource${index % resources}`,
    physicalId: `physical-${index % resources}`,
    type: 'AWS::DynamoDB::Table',
    status: index < count - resources ? 'CREATE_IN_PROGRESS' : 'CREATE_COMPLETE',
    at: began + index,
  }));
}
