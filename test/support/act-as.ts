import { onTestFinished } from 'vitest';

/** What is decided by the system is decided as on this one, for the rest of a test. Called in `beforeEach`, for each test. */
export function actAs(platform: NodeJS.Platform): void {
  const system = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { ...system, value: platform });
  onTestFinished(() => {
    if (system) Object.defineProperty(process, 'platform', system);
  });
}
