/** What an examination may look at; it uses nothing else. */
export interface Where {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the project, absolute. */
  readonly folder: string;
  /** The folder of this program's own state, absolute. */
  readonly stateFolder: string;
  readonly home: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** The process's user id; absent on Windows. */
  readonly user?: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly flags: { readonly profile?: string; readonly region?: string; readonly endpoint?: string };
  readonly demo: boolean;
}
