import path from 'node:path';
import { createVitest } from 'vitest/node';

/**
 * One runner of prove-rules.mjs: keeps Vitest going in a copy of the tree and, for each message
 * `{ changed, tests, name }`, runs those tests after `changed` was written. Answers `{ outcome }`.
 */
const copy = process.cwd();
const vitest = await createVitest('test', {
  root: copy,
  watch: false,
  project: ['cloud'],
  bail: 1,
  reporters: [{}],
});
const [project] = vitest.projects;

process.on('message', async ({ changed, tests, name }) => {
  for (const file of changed) vitest.invalidateFile(path.join(copy, file));
  process.send({ outcome: await outcomeOf(tests, name) });
});
process.send({ outcome: 'ready' });

/** `red` only if a test failed: a file that cannot be loaded proves nothing. */
async function outcomeOf(tests, name) {
  // Else the failures of the rule before would end this run.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  vitest.resetGlobalTestNamePattern();
  if (name !== undefined) vitest.setGlobalTestNamePattern(name);
  const specifications = tests.map((test) => project.createSpecification(path.join(copy, test)));
  const { testModules } = await vitest.runTestSpecifications(specifications, true);
  const states = testModules.flatMap(({ children }) =>
    [...children.allTests()].map((test) => test.result().state),
  );
  if (states.includes('failed')) return 'red';
  const [broken] = testModules.flatMap((module) => module.errors());
  if (broken !== undefined) return `not even run: ${broken.message.split('\n', 1)[0]}`;
  return states.includes('passed') ? 'green' : 'not there';
}
