/** The largest shared file that is read, bytes: 50 MB of accounts and roles of a very large organization, and some room. */
export const largestSharedFile = 64 * 1024 * 1024;
/** What is larger is not handed to the SDK, which makes several objects of each line, nor read as the AWS CLI reads it. */
const largestForOthers = 8 * 1024 * 1024;
/** As {@link largestForOthers}: a million short lines take a gigabyte. */
const mostLinesForOthers = 150_000;
/**
 * What an edit looks at line by line is read many times over: before, after, as the AWS CLI does and as the SDK does. Of a larger
 * file that is an excerpt.
 */
const edited = { bytes: 2 * 1024 * 1024, lines: 40_000 };

/**
 * What is read of one shared file at most, which bounds its memory: a plain section takes some hundred bytes, a line that needs a
 * closer look becomes objects.
 */
export const readAtMost = { sections: 400_000, closeLines: 150_000 } as const;

/** Why a shared file is not read, a short clause. */
export const sizeFaults = {
  bytes: 'it is larger than 64 MiB',
  sections: 'it has more than 400,000 sections',
  lines: 'it has more than 150,000 lines that are not plain settings',
} as const;

/** Whether a shared file takes others, who read each line of it, more time or memory than it is worth. */
export function isTooMuchForOthers(bytes: Uint8Array): boolean {
  return bytes.length > largestForOthers || hasMoreLines(bytes, mostLinesForOthers);
}

/** Why a text is not looked at line by line for an edit, the end of a clause; undefined where it is. */
export function editSizeFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > edited.bytes) return 'more than 2 MiB';
  return hasMoreLines(bytes, edited.lines) ? 'more than 40,000 lines' : undefined;
}

function hasMoreLines(bytes: Uint8Array, most: number): boolean {
  // As nearly all are, it is shorter than that many lines could be.
  if (bytes.length <= most) return false;
  let lines = 0;
  // A search for each line feed would take ten times as long.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines += 1;
  return lines > most;
}
