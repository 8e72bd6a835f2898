/** The largest shared file that is read, bytes: 6,000 profiles of a large organization have 2 MB. */
export const largestSharedFile = 8 * 1024 * 1024;
/** The most lines that are read: a million short ones take a gigabyte. */
const mostLines = 150_000;
/** What is edited is read many times over: before, after, as the AWS CLI does and as the SDK does. */
const edited = { bytes: 2 * 1024 * 1024, lines: 40_000 };

/** Why a shared file takes more time or memory to read than it is worth, a short clause; undefined where it does not. */
export function sizeFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > largestSharedFile) return 'it is larger than 8 MiB';
  return hasMoreLines(bytes, mostLines) ? 'it has more than 150,000 lines' : undefined;
}

/** As {@link sizeFault}, for a file that is to be edited. */
export function editSizeFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > edited.bytes) return 'it is larger than 2 MiB';
  return hasMoreLines(bytes, edited.lines) ? 'it has more than 40,000 lines' : undefined;
}

function hasMoreLines(bytes: Uint8Array, most: number): boolean {
  // As nearly all are, it is shorter than so many lines could be.
  if (bytes.length <= most) return false;
  let lines = 0;
  // A search for each line feed would take ten times as long.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines += 1;
  return lines > most;
}
