/** Replays recorded cases (test/cloud/recorded/*.json) and reports different answers; independent of any test runner. */

/** Parameters that are JSON texts, but plain values in the files. */
const jsonTexts = ['TemplateBody', 'PolicyDocument', 'AssumeRolePolicyDocument', 'Policy', 'StackPolicyBody'];

/**
 * Replays one case step by step; ends at the first different answer, since later steps build on it.
 *
 * @param steps as in test/cloud/recorded/*.json
 * @param ask makes one call: (service, operation, input, step) to `{ output }` or `{ failure }` with the names of the
 *   recording; `raw` is the output with the names that later steps have to use
 * @param pause before asking again, milliseconds
 * @returns the differences, one sentence each; empty if all is as recorded
 */
export async function replay(service, steps, ask, { saved = {}, pause = 0, tries = 500 } = {}) {
  /** Saved values, as they are expected and as they are sent. */
  const values = { ...saved };
  const sent = { ...saved };
  const sleep = () => (pause > 0 ? new Promise((resolve) => setTimeout(resolve, pause)) : undefined);
  for (const raw of steps) {
    const { input, settled, events } = filled(raw, sent);
    const step = { ...filled(raw, values), input, settled, events };
    if (step.events !== undefined) {
      const lines = await eventLines(ask, step);
      const differing = differencesOf(lines, step.lines, `events of ${step.events}`);
      if (differing.length > 0) return differing;
      continue;
    }
    const [operation = '', other = service] = (step.call ?? '').split(':').reverse();
    let outcome;
    for (let tried = 1; ; tried += 1) {
      outcome =
        step.settled === undefined
          ? await ask(other, operation, asTexts(step.input ?? {}), step)
          : await stackOf(ask, step.settled);
      const isThere =
        step.settled === undefined
          ? step.until === undefined || differencesOf(outcome.output, step.until).length === 0
          : isSettled(outcome);
      if (isThere) break;
      if (tried === tries) return [`${what(step)}: not answered as wanted after ${tries} times`];
      await sleep();
    }
    const found = differencesOfStep(outcome, step);
    if (found.length > 0) return found;
    for (const [name, path] of Object.entries(step.save ?? {})) {
      values[name] = at(outcome.output, path);
      sent[name] = at(outcome.raw ?? outcome.output, path);
    }
  }
  return [];
}

function differencesOfStep({ output, failure }, step) {
  const name = what(step);
  if (step.error !== undefined) {
    if (failure === undefined) return [`${name}: answered, expected ${step.error.code}`];
    return differencesOf(failure, step.error, name);
  }
  if (failure !== undefined)
    return [`${name}: ${failure.code} (${failure.status}) ${failure.message}, expected an answer`];
  return [
    ...differencesOf(output, step.output ?? {}, name),
    ...(step.absent ?? [])
      .filter((path) => at(output, path) !== undefined)
      .map((path) => `${name}.${path}: ${shown(at(output, path))}, expected nothing`),
  ];
}

const what = (step) => step.call ?? `stack ${step.settled}`;

async function stackOf(ask, name) {
  const {
    output,
    raw = output,
    failure,
  } = await ask('cloudformation', 'DescribeStacks', { StackName: name }, {});
  return failure === undefined ? { output: output.Stacks[0], raw: raw.Stacks[0] } : { failure };
}

function isSettled({ output, failure }) {
  const status = output?.StackStatus;
  return failure !== undefined || status === 'REVIEW_IN_PROGRESS' || !status.endsWith('_IN_PROGRESS');
}

async function eventLines(ask, { events, of, only }) {
  const all = [];
  let NextToken;
  do {
    const { output, failure } = await ask(
      'cloudformation',
      'DescribeStackEvents',
      {
        StackName: events,
        NextToken,
      },
      {},
    );
    if (failure) return [`${failure.code}: ${failure.message}`];
    all.push(...output.StackEvents);
    NextToken = output.NextToken;
  } while (NextToken !== undefined);
  return all
    .reverse()
    .filter(({ LogicalResourceId }) => of === undefined || LogicalResourceId === of)
    .map(eventLine)
    .filter((line) => new RegExp(only ?? '').test(line));
}

/** An event without ids that differ between runs. */
function eventLine({ LogicalResourceId, ResourceStatus, DetailedStatus, ResourceStatusReason: reason }) {
  const status = [ResourceStatus, DetailedStatus].filter((part) => part !== undefined).join('/');
  return `${LogicalResourceId} ${status}${reason === undefined ? '' : `: ${reason}`}`
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(' (demo placeholder, nothing is behind it)', '');
}

/**
 * Where an answer differs from what is expected: objects may have more members, lists must match whole, and a text `~pattern`
 * is a pattern.
 *
 * @param path what the sentences call the answer
 */
export function differencesOf(actual, expected, path = 'answer') {
  if (typeof expected === 'string' && expected.startsWith('~')) {
    const fits = typeof actual === 'string' && new RegExp(expected.slice(1)).test(actual);
    return fits ? [] : [`${path}: ${shown(actual)}, expected ${expected.slice(1)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: ${shown(actual)}, expected a list`];
    if (actual.length !== expected.length) return [`${path}: ${shown(actual)}, expected ${shown(expected)}`];
    return expected.flatMap((each, index) => differencesOf(actual[index], each, `${path}[${index}]`));
  }
  if (typeof expected !== 'object' || expected === null) {
    return Object.is(actual, expected) ? [] : [`${path}: ${shown(actual)}, expected ${shown(expected)}`];
  }
  if (typeof actual !== 'object' || actual === null)
    return [`${path}: ${shown(actual)}, expected ${shown(expected)}`];
  return Object.entries(expected).flatMap(([name, each]) =>
    differencesOf(actual[name], each, `${path}.${name}`),
  );
}

const shown = (value) => JSON.stringify(value) ?? 'nothing';

function asTexts(input) {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      jsonTexts.includes(name) && typeof value === 'object' ? JSON.stringify(value) : value,
    ]),
  );
}

/** A value with the results of earlier steps filled in. */
function filled(value, saved) {
  if (typeof value === 'string') {
    if (/^\$\w+$/.test(value) && value.slice(1) in saved) return saved[value.slice(1)];
    return value.replace(/\$(\w+)/g, (whole, name) => String(saved[name] ?? whole));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, saved));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, filled(item, saved)]));
}

function at(value, path) {
  return path.split('.').reduce((found, name) => found?.[name], value);
}
