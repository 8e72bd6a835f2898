import { isSea } from 'node:sea';
import { realPathSync } from './real-path.ts';

/**
 * The command that updates this program, with the tool that installed it; undefined for the single executable, which no
 * tool installed.
 *
 * @param program the path of the program
 * @param single whether it is the single executable
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
