/** The changes to the settings of one profile. */
export interface SectionEdit {
  readonly name: string;
  readonly set: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
}

/** A change to one of the two files: to one profile, or to several that have the same keys. */
export type SharedEdit =
  | (SectionEdit & {
      readonly kind: 'set';
      /** Other profiles that change with it. */
      readonly also?: readonly SectionEdit[];
    })
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string };
