import { basename } from 'node:path';

/** Whether a command line runs the Amplify CLI: `amplify push`, also through `npx amplify` or `npm exec amplify`. */
export function isAmplifyCli(command: readonly string[]): boolean {
  return command
    .slice(0, 3)
    .some(
      (word) =>
        /^amplify(?:\.cmd|\.exe|\.ps1)?$/i.test(basename(word)) || word.startsWith('@aws-amplify/cli'),
    );
}
