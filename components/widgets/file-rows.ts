/** One row of a list of files: a file, or a folder that stands for all of them in it. */
export interface FileRow {
  /** `amplify/cli.json`, or `amplify/hooks/` with the slash. */
  readonly label: string;
  /** How many files it stands for. */
  readonly count: number;
}

/**
 * The rows of a list of files: one each where they fit, else those of one folder together, down to two folders deep.
 *
 * @param labels paths with `/` between the parts, in the order in which they are shown
 * @param room rows that there are
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
