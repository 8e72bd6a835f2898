import { execFileSync } from 'node:child_process';

/** Builds the program once for all journeys, whichever of Vitest's projects they belong to. */
export default function buildOnce(): void {
  if (process.env.BUILT_FOR_JOURNEYS) return;
  process.env.BUILT_FOR_JOURNEYS = '1';
  execFileSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' });
}
