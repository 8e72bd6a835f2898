import { onTestFinished } from 'vitest';

/** Makes code that depends on the system behave as on this one, for the rest of a test. Call it in `beforeEach`. */
export function actAs(platform: NodeJS.Platform): void {
  const system = Object.getOwnPropertyDescriptor(process, 'platform');
  Object.defineProperty(process, 'platform', { ...system, value: platform });
  onTestFinished(() => {
    if (system) Object.defineProperty(process, 'platform', system);
  });
}
