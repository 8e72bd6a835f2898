/** The largest shared file that is read, in bytes: 50 MB of accounts and roles of a very large organization, plus headroom. */
export const largestSharedFile = 64 * 1024 * 1024;
/** In bytes. A larger file is not given to the SDK, which creates several objects per line, nor parsed by the AWS CLI's rules. */
const largestForOthers = 8 * 1024 * 1024;
/** The same limit in lines: a million short lines take a gigabyte. */
const mostLinesForOthers = 150_000;
/**
 * The most that an edit checks line by line: it parses the text many times, before and after, by the rules of the AWS CLI and of
 * the SDK. For a larger file it takes an excerpt.
 */
const edited = { bytes: 2 * 1024 * 1024, lines: 40_000 };

/**
 * Limits for one shared file, which bound its memory: a plain section takes about a hundred bytes, a line that is parsed by itself
 * becomes objects.
 */
export const readAtMost = { sections: 400_000, closeLines: 150_000 } as const;

/** Why a shared file is not read, as a short clause. */
export const sizeFaults = {
  bytes: 'it is larger than 64 MiB',
  sections: 'it has more than 400,000 sections',
  lines: 'it has more than 150,000 lines that are not plain settings',
} as const;

/** Whether a shared file is too large for the readers that process every line: the SDK's, and the AWS CLI's rules. */
export function isTooMuchForOthers(bytes: Uint8Array): boolean {
  return bytes.length > largestForOthers || hasMoreLines(bytes, mostLinesForOthers);
}

/** How a text exceeds what an edit checks line by line, as the end of a clause; undefined when it does not. */
export function editSizeFault(bytes: Uint8Array): string | undefined {
  if (bytes.length > edited.bytes) return 'more than 2 MiB';
  return hasMoreLines(bytes, edited.lines) ? 'more than 40,000 lines' : undefined;
}

function hasMoreLines(bytes: Uint8Array, most: number): boolean {
  // The usual case: fewer bytes than the allowed number of lines.
  if (bytes.length <= most) return false;
  let lines = 0;
  // Ten times as fast as searching for each line feed.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) lines += 1;
  return lines > most;
}
