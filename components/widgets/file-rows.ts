/** One row of a list of files: a file, or a folder for all files in it. */
export interface FileRow {
  /** `amplify/cli.json`, or `amplify/hooks/` with the slash. */
  readonly label: string;
  /** How many files it represents. */
  readonly count: number;
}

/**
 * The rows of a list of files: one each if they fit, else grouped by folder, down to two folders deep.
 *
 * @param labels paths with `/` between the parts, in display order
 * @param room the available rows
 */
export function fileRows(labels: readonly string[], room: number): FileRow[] {
  if (labels.length <= room) return labels.map((label) => ({ label, count: 1 }));
  const folders = new Map<string, string[]>();
  for (const label of labels) {
    const parts = label.split('/').slice(0, -1).slice(0, 2);
    const folder = parts.map((part) => `${part}/`).join('');
    folders.set(folder, [...(folders.get(folder) ?? []), label]);
  }
  return [...folders].flatMap(([folder, inside]) =>
    folder === '' || inside.length === 1
      ? inside.map((label) => ({ label, count: 1 }))
      : [{ label: folder, count: inside.length }],
  );
}
