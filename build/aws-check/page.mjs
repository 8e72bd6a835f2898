/**
 * The page of a check, in Markdown.
 *
 * @param run `id`, `at` (a date), `target`, `region`, `calls`, `budget`, `stopped`, `left`
 * @param life the outcomes of the program's commands and how they differ from the demo cloud; undefined if not run
 * @param cases `service`, `id`, `source` and `found` (differences) or `why` (it did not run) of each recorded case
 */
export function checkPage(run, life, cases) {
  const ran = cases.filter(({ why }) => why === undefined);
  const differing = ran.filter(({ found }) => found.length > 0);
  const services = [...new Set(cases.map(({ service }) => service))];
  const rows = services.map((service) => {
    const own = ran.filter((each) => each.service === service);
    const all = cases.filter((each) => each.service === service);
    return `| ${service} | ${own.filter(({ found }) => found.length === 0).length} | ${own.length} | ${all.length - own.length} |`;
  });
  return [
    `# The demo cloud against ${run.target}`,
    '',
    `Run ${run.id}, ${run.at}, ${run.region}: ${run.calls} calls of ${run.budget}. ${run.stopped ? `It was stopped: ${run.stopped}. ` : ''}${
      run.left.length === 0 ? 'All that it made is deleted.' : 'Not everything that it made is deleted:'
    }`,
    ...(run.left.length === 0 ? [] : ['', ...run.left.map((each) => `- ${code(each)}`)]),
    '',
    '## The life of the program',
    '',
    ...(life === undefined
      ? ['Not run.']
      : life.differences.length === 0
        ? [`All ${life.told.length} commands came to the same as in the demo cloud.`]
        : life.differences.map((each) => `- ${code(each)}`)),
    '',
    '## Recorded cases',
    '',
    'The demo cloud answers as recorded (`test/cloud/recorded-*.test.ts`), so what differs here, the demo cloud has otherwise.',
    '',
    '| service | as recorded | run | not run |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...differing.flatMap(({ service, id, source, found }) => [
      `### ${service}: ${id}`,
      '',
      `${source}`,
      '',
      ...found.map((each) => `- ${code(each)}`),
      '',
    ]),
    '### Not run',
    '',
    ...cases
      .filter(({ why }) => why !== undefined)
      .map(({ service, id, why }) => `- ${service}: ${id}: ${why}`),
    '',
  ].join('\n');
}

const code = (text) => `\`${text.replaceAll('`', "'").replace(/\s+/g, ' ').slice(0, 400)}\``;
