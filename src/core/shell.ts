/**
 * A word as the shell of the person's system reads it back: as it is where that is safe, else in quotation marks.
 *
 * @param platform as `process.platform`: on Windows PowerShell and cmd read it alike, but for what cmd has no quotation marks
 *   for; everywhere else a POSIX shell
 */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return /^[\w+=:./\\-]+$/.test(text) ? text : windowsQuoted(text);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A path that may begin with `~` for the home folder, as a word: a tilde in quotation marks is an ordinary character, and
 * one that programs are given is nowhere replaced on Windows.
 */
export function shellPathWord(shown: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') {
    if (!/^~(?:\\|$)/.test(shown)) return shellWord(shown, platform);
    const rest = shown.slice(1);
    if (/^[\w+=:.\\-]*$/.test(rest)) return `$HOME${rest}`;
    return `"$HOME${rest.replace(/["`$“”„]/g, '`$&')}"`;
  }
  if (shown === '~') return shown;
  return shown.startsWith('~/') ? `~/${shellWord(shown.slice(2), platform)}` : shellWord(shown, platform);
}

/** The line that sets a variable for all that a shell starts from then on; on Windows for PowerShell. */
export function exportLine(
  name: string,
  value: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `$env:${name} = ${windowsQuoted(value)}`;
  return `export ${name}=${shellWord(value, platform)}`;
}

/** In double quotation marks, which both shells know, unless something in them has a meaning to one. */
function windowsQuoted(text: string): string {
  // A backslash before the last mark would make it a part of the word.
  if (!/["$`%“”„]/.test(text)) return `"${text.replace(/\\+$/, '$&$&')}"`;
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}
