/** The used part of React's scheduler, whose package has no types of its own. */
declare module 'scheduler' {
  export const unstable_NormalPriority: number;
  export const unstable_LowPriority: number;
  /** Runs the callback when there is no work of a higher priority. */
  export function unstable_scheduleCallback(priority: number, callback: () => void): unknown;
}
