import { execFileSync } from 'node:child_process';

/** Builds the program once for all journeys. */
export default function buildOnce(): void {
  execFileSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
}
