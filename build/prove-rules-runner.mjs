import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

/**
 * One runner of prove-rules.mjs: keeps Vitest running over some copies of the tree. For each message, a list of
 * `{ copy, changed, tests, name }`, it runs those tests of each copy, in which `changed` was written. Answers `{ outcomes }`
 * in the same order.
 */
const root = process.cwd();
/** Milliseconds. A test takes a second or two; one that waits forever without its rule fails after this. */
const testTimeout = 15_000;
writeFileSync(
  path.join(root, 'rules.config.mjs'),
  `import config from './vitest.config.ts';
const { test } = config.test.projects.find((project) => project.test.name === 'cloud');
export default {
  define: config.define,
  test: { ...test, include: ['copy*/test/cloud/**/*.test.ts'], isolate: false, maxWorkers: 1, testTimeout: ${testTimeout},
    setupFiles: [${JSON.stringify(fileURLToPath(new URL('prove-rules-setup.mjs', import.meta.url)))}] },
};
`,
);
const vitest = await createVitest('test', {
  root,
  config: 'rules.config.mjs',
  watch: false,
  reporters: [{}],
});
const [project] = vitest.projects;

process.on('message', async (questions) => {
  for (const { copy, changed, name } of questions) {
    for (const file of changed) vitest.invalidateFile(path.join(copy, file));
    writeFileSync(path.join(copy, 'name'), name ?? '');
  }
  process.send({ outcomes: await outcomesOf(questions) });
});
process.send({ outcomes: [] });

async function outcomesOf(questions) {
  // Otherwise the failures of earlier rules would count.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const specifications = questions.flatMap(({ copy, tests }) =>
    tests.map((test) => project.createSpecification(path.join(copy, test))),
  );
  const { testModules } = await vitest.runTestSpecifications(specifications, true);
  return questions.map(({ copy }) =>
    outcomeOf(testModules.filter(({ moduleId }) => moduleId.startsWith(copy + path.sep))),
  );
}

/** `red` only if a test failed: a file that cannot be loaded proves nothing. */
function outcomeOf(testModules) {
  const states = testModules.flatMap(({ children }) =>
    [...children.allTests()].map((test) => test.result().state),
  );
  if (states.includes('failed')) return 'red';
  const [broken] = testModules.flatMap((module) => module.errors());
  if (broken !== undefined) return `not even run: ${broken.message.split('\n', 1)[0]}`;
  return states.includes('passed') ? 'green' : 'not there';
}
