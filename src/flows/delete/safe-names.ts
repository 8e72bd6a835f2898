/** Names that Windows reserves for devices, with any extension. */
const devices = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** File names have at most 255 bytes on all common file systems; a collision adds a few. */
const longest = 240;

/**
 * The paths on disk for the objects of a bucket, relative to their folder, with `/` between the parts. A key may be any
 * text: no path leads out of the folder, each is valid on every file system, and no two are the same, even on a
 * case-insensitive one or if a key is the folder of another.
 *
 * @returns a path for each key
 */
export function safePaths(keys: readonly string[]): ReadonlyMap<string, string> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const paths = new Map<string, string>();
  // Deeper ones first: a key that is also the folder of others gets another name.
  const sorted = [...keys].sort((one, other) => depth(other) - depth(one) || (one < other ? -1 : 1));
  for (const key of sorted) {
    const parts = key.split('/').map(safePart);
    let path = parts.join('/');
    for (let round = 2; isTaken(path); round += 1) path = `${parts.join('/')}~${round}`;
    files.add(path.toLowerCase());
    for (let length = 1; length < parts.length; length += 1)
      folders.add(parts.slice(0, length).join('/').toLowerCase());
    paths.set(key, path);
  }
  return paths;

  function isTaken(path: string): boolean {
    return files.has(path.toLowerCase()) || folders.has(path.toLowerCase());
  }
}

const depth = (key: string) => key.split('/').length;

/** One part of a path, valid on every file system. */
function safePart(part: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is replaced
  const plain = part.replace(/[\u0000-\u001f\u007f-\u009f<>:"\\|?*%]|\p{Surrogate}/gu, encoded);
  let short = plain;
  while (Buffer.byteLength(short) > longest) short = [...short].slice(0, -1).join('');
  const safe = short.replace(/[. ]+$/, (end) => [...end].map(encoded).join(''));
  if (safe === '') return '%';
  return devices.test(safe) ? `%${safe}` : safe;
}

function encoded(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
