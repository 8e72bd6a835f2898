export { problemOf } from '../../../support/problem-of.ts';

import { driveInit, type HeadlessInit } from '../../../../src/app/headless/init.ts';
import { lineFault } from '../../../../src/app/headless/json-lines-schema.ts';
import { createReport } from '../../../../src/app/headless/report.ts';
import { attachCommands } from '../../../../src/flows/init/attach.ts';
import { type Pretence, pretend, settledWith } from '../../../support/pretend.ts';
import { folder, freshLocalState, updates } from '../../../support/pretend-values.ts';

/** A run of `init` without a screen on stand-in actors, with its output. */
export function drive(given: Partial<Pretence> = {}, options: Partial<HeadlessInit> = {}, json = true) {
  const { init, calls } = pretend({ follow: settledWith(updates.complete), ...given });
  const out: string[] = [];
  const err: string[] = [];
  const report = createReport(json, { out: (text) => out.push(text), err: (text) => err.push(text) });
  const end = driveInit(init, {
    folder,
    answers: {},
    confirmed: true,
    dryRun: false,
    attach: (to) => attachCommands({ ...to, here: folder }),
    report,
    signal: new AbortController().signal,
    ...options,
  });
  const lines = () => out.join('').trim().split('\n').filter(Boolean);
  const facts = () =>
    lines().map((line) => {
      const fact = JSON.parse(line);
      const fault = lineFault(fact);
      if (fault) throw new Error(`${fault}\nin ${line}`);
      return fact;
    });
  return { end, calls, out, err, facts };
}

export const looks = (change: object) => ({ lookAround: async () => ({ ...freshLocalState, ...change }) });
