import { readFileSync } from 'node:fs';
import { beforeEach } from 'vitest';

/** In a run of prove-rules.mjs: stops at the first failure of a file, and skips tests that do not match the rule's name. */
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

/** The name that Vitest's own filter sees. */
function fullName({ name, suite }) {
  return suite?.name ? `${fullName(suite)} ${name}` : name;
}
