export declare const layers: readonly {
  readonly name: string;
  readonly places: readonly string[];
  readonly apart?: boolean;
}[];

/** See layers.mjs. */
export declare function checkLayers(
  root?: string,
): Promise<{ readonly files: number; readonly faults: readonly string[] }>;
