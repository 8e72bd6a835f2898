import type { Metafile, Plugin } from 'esbuild';

export declare function bundleProgram(options?: {
  readonly outdir?: string;
  readonly plugins?: readonly Plugin[];
}): Promise<Metafile>;
