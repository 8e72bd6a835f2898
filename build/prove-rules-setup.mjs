import { readFileSync } from 'node:fs';
import { beforeEach } from 'vitest';

/** In a run of prove-rules.mjs: the first failure of a file is enough, and only the tests of the rule's name count. */
let failed = false;
let pattern;

beforeEach(({ task, skip, onTestFailed }) => {
  const [copy] = /^.*\/copy\d+\//.exec(task.file.filepath);
  pattern ??= new RegExp(readFileSync(`${copy}name`, 'utf8'));
  if (failed || !pattern.test(fullName(task))) skip();
  onTestFailed(() => {
    failed = true;
  });
});

/** As Vitest's own filter by name sees it. */
function fullName({ name, suite }) {
  return suite?.name ? `${fullName(suite)} ${name}` : name;
}
