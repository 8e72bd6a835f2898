import { given } from '../../../machines/kit/given.ts';
import type { profilesMachine } from '../../../machines/profiles/machine.ts';
import { plainText } from '../../core/text.ts';
import type { Project } from '../../project/project.ts';
import { projectPlanText } from './configure-project.ts';
import { drive, nobodyAnswers } from './drive.ts';
import type { Report } from './report.ts';
import { tellIdentity } from './review.ts';

export interface HeadlessPin {
  readonly project: Project;
  /** The name of the profile for the project. */
  readonly name: string;
  readonly dryRun: boolean;
  /** Whether to write what was shown. @throws Problem ANSWERS_MISSING when nobody can be asked */
  readonly confirm: () => Promise<boolean>;
  readonly report: Report;
}

/**
 * Ties a project to a profile, on the same machine as the screen: shows who that is and what changes in the project's file,
 * asks, writes.
 *
 * @returns the files to change, and whether they were written
 * @throws Problem when it cannot be done
 */
export async function drivePin(
  machine: typeof profilesMachine,
  { project, name, dryRun, confirm, report }: HeadlessPin,
): Promise<{ readonly files: readonly string[]; readonly written: boolean }> {
  let files: readonly string[] = [];
  let written = false;
  let isBegun = false;
  await drive(machine, { project, inUse: { kind: 'profile', name } }, async ({ context, value }, flow) => {
    if (value === 'pinReview') {
      const { identity, file } = given(context, 'pin').pin;
      if (!file) nobodyAnswers(value);
      files = [file.label];
      if (identity) tellIdentity(report, identity);
      report.tell({ type: 'plan', files: [file] });
      report.print(projectPlanText([file]).join('\n'));
      if (dryRun) return 'stop';
      if (await confirm()) {
        flow.send({ type: 'CONFIRM' });
        return undefined;
      }
      files = [];
      report.print('Nothing was written.');
      return 'stop';
    }
    if (value !== 'list') nobodyAnswers(value);
    if (!isBegun && flow.getSnapshot().can({ type: 'PIN' })) {
      isBegun = true;
      flow.send({ type: 'PIN' });
      return undefined;
    }
    if (!isBegun) nobodyAnswers(value);
    written = files.length > 0;
    report.print(
      written
        ? `✔ the project has the profile ${plainText(name)}, in ${files.join(', ')}`
        : `The project has the profile ${plainText(name)} already; nothing was written.`,
    );
    return 'stop';
  });
  return { files, written };
}
