import { resolve } from 'node:path';
import { wireAssume } from '../../app/actors/assume-role.ts';
import { codesWithoutScreen, showOnTerminal } from '../../app/ask-code.ts';
import type { ArgumentsOf } from '../../app/command-line/arguments.ts';
import { namedPart, noPart } from '../../app/command-line/assume-part.ts';
import { parseAnswersFile } from '../../app/headless/answers-file.ts';
import { checkAssumeAnswers } from '../../app/headless/assume-answers.ts';
import { driveAssume } from '../../app/headless/assume-role.ts';
import { headlessDesktop, interruptible } from '../../app/headless-desktop.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import { asciiDigits } from '../../credentials/mfa-code.ts';
import type { Values } from '../../flows/assume-role/answers.ts';
import type { WaitingDevice } from '../../flows/assume-role/steps.ts';
import { expectNewFile, writeNewFile } from '../../platform/files.ts';
import { inContext } from '../in-context.ts';

/** `assume-role role|user|profiles` without a screen, on the same machine as with one. @returns the exit code */
export async function run(called: ArgumentsOf<'assume-role'>, version: string): Promise<number> {
  const { options } = called;
  const part = namedPart(called);
  if (!part) throw noPart('No part is named.');
  const codes = asciiDigits(options['mfa-code'] ?? '')
    .split(',')
    .filter(Boolean);
  return inContext(called, version, async (appContext, report) => {
    const file = options.answers;
    const values: Values = {
      ...(file ? checkAssumeAnswers(await parseAnswersFile(file), file) : {}),
      ...(appContext.flags.profile ? { profile: appContext.flags.profile } : {}),
      ...(appContext.flags.region ? { region: appContext.flags.region } : {}),
    };
    const given = options['mfa-secret-file'];
    const secretFile = given === undefined ? undefined : resolve(appContext.folder, given);
    // AWS returns the secret of a device only once, so its file is checked beforehand.
    const isWanted = part === 'user' && !options['dry-run'] && !options.script && codes.length < 2;
    if (secretFile && isWanted && !options['clean-up'] && !options.forget) await expectNewFile(secretFile);
    const takeTwo = async (device: WaitingDevice, refused: boolean) => {
      if (!device.secret) {
        const [one = '', two = ''] = codes.splice(0, 2);
        return [one, two] as const;
      }
      if (secretFile) {
        await writeNewFile(secretFile, `${device.secret.reveal()}\n`, 0o600);
        throw codesLater(secretFile);
      }
      if (!refused && !showOnTerminal(device.serial, device.secret)) throw nobodyThere();
      const ask = codesWithoutScreen(undefined);
      const request = { profile: values.user ?? 'the user', device: device.serial, roleArn: '', seconds: 0 };
      const one = await ask({ ...request, ...(refused ? { refused: 'wrong' } : {}) });
      return [one, await ask(request)] as const;
    };
    return await interruptible(
      async (signal) => {
        const machine = wireAssume(appContext, headlessDesktop, values);
        const ended = await driveAssume(machine, {
          part,
          report,
          signal,
          hasCodes: codes.length >= 2,
          confirmed: options.yes,
          dryRun: options['dry-run'],
          script: options.script,
          unfinished: (['resume', 'clean-up', 'forget'] as const).find((name) => options[name]),
          codes: async (device, refused) => {
            const two = await takeTwo(device, refused);
            // The remaining code of --mfa-code proves the role afterwards.
            appContext.signIn.answerWith(codesWithoutScreen(codes.shift()));
            return two;
          },
        });
        if (!ended) return 0;
        if (ended.kind === 'role') {
          report.tell({ type: 'result', ok: true, roleArn: ended.roleArn, files: ended.files });
          report.print(
            [`✔ ${ended.roleArn}`, ...ended.files.map((each) => `  ${plainText(each)}`)].join('\n'),
          );
          return 0;
        }
        const { roleProfile, userProfile, proved, region } = ended;
        report.tell({
          type: 'result',
          ok: true,
          roleProfile,
          userProfile,
          region,
          account: proved?.account,
          arn: proved?.arn,
        });
        report.print(
          `✔ profile ${plainText(roleProfile)} works: ${proved?.arn} in ${proved?.account}, ${region}`,
        );
        return 0;
      },
      () => 'Interrupted. Run it again with --resume to continue, or --clean-up to delete what was created.',
    );
  });
}

function nobodyThere(): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: 'The new MFA device needs somebody who takes its secret.',
    why: 'There is no terminal to show it on, and it must not be in the output.',
    next: 'Run it in a terminal with --resume, or add --mfa-secret-file FILE.',
  });
}

function codesLater(path: string): Problem {
  return new Problem({
    code: 'MFA_NEEDED',
    what: 'The new MFA device needs two of its codes.',
    why: `Its secret is in ${plainText(path)}: put it into the app, then delete the file.`,
    next: 'Give two codes, one after the other, and the one after them: --resume --mfa-code CODE1,CODE2,CODE3.',
  });
}
