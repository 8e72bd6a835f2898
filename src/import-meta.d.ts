/** The form of Vite, which runs the tests; build/glob-imports.mjs does the same for the program. */
interface ImportMeta {
  /** The modules that a pattern of paths finds beside this file, by their paths. */
  glob<Module>(pattern: string, options: { readonly eager: true }): Readonly<Record<string, Module>>;
  /** What loads them. */
  glob<Module>(pattern: string): Readonly<Record<string, () => Promise<Module>>>;
}
