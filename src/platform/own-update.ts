import { isSea } from 'node:sea';
import { realPathSync } from './real-path.ts';

/**
 * The command that puts the newest version of this program in the place of this one, by the tool that has put it where it is;
 * undefined for the single file, which no tool has.
 *
 * @param program the path of the program
 * @param single whether it is the single file
 */
export function updateCommand(
  program: string = process.argv[1] ?? '',
  single: boolean = isSea(),
): string | undefined {
  if (single) return undefined;
  const path = realPathSync(program).replaceAll('\\', '/');
  if (path.includes('/_npx/')) return 'npx amplify-tui@latest';
  if (/\/pnpm\/global\//.test(path)) return 'pnpm add --global amplify-tui';
  if (/\/yarn\/(?:data\/)?global\//i.test(path)) return 'yarn global add amplify-tui';
  return 'npm install --global amplify-tui';
}
