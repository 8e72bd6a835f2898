/** What becomes of the settings of one profile. */

export interface SectionEdit {
  readonly name: string;
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** A change in one of the two files: of one profile, or of several that hold the same keys. */
export type SharedEdit =
  | (SectionEdit & {
      readonly kind: 'set';
      /** Other profiles that are changed with it. */
      readonly also?: readonly SectionEdit[];
    })
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string };
