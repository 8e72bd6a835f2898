import { appendFileSync, mkdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';

/** Where reports of failed properties are kept, so that output cut off by a terminal can still be read, and rerun by its seed. */
const folder = 'node_modules/.vitest';
const kept = `${folder}/properties.log`;

// The search for a smaller counterexample can outlast the test, and a test that times out loses the one already found.
beforeEach(({ task }) =>
  fc.configureGlobal({ interruptAfterTimeLimit: task.timeout * 0.8, markInterruptAsFailure: true }),
);

afterEach(({ task }) => {
  for (const { message } of task.result?.errors ?? []) {
    if (!/^Property (?:failed|interrupted)/.test(message)) continue;
    mkdirSync(folder, { recursive: true });
    appendFileSync(kept, `${task.file.name} > ${task.name}\n${message}\n\n`);
  }
});
