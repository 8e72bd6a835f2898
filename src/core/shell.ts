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

/**
 * The word behind which another program's command line stands. PowerShell takes it away from a script, which is what npm installs there,
 * unless it stands in quotation marks; cmd does not mind them.
 */
export function endOfOptions(platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? '"--"' : '--';
}

/** What a person can be told to do with what lies on a path: in a POSIX shell, on Windows in PowerShell. */
const fileCommands = {
  list: ['ls -ld', 'icacls'],
  'list all': ['ls -lR', 'Get-ChildItem -Recurse'],
  move: ['mv', 'Move-Item'],
  remove: ['rm', 'Remove-Item'],
  'remove all': ['rm -rf', 'Remove-Item -Recurse -Force'],
} as const;

/**
 * A command about files, as the shell of the person's system knows it.
 *
 * @param words its operands, as `shellWord` or `shellPathWord` gave them
 */
export function fileCommand(
  act: keyof typeof fileCommands,
  words: readonly string[],
  platform: NodeJS.Platform = process.platform,
): string {
  return [fileCommands[act][platform === 'win32' ? 1 : 0], ...words].join(' ');
}

/** Lines that write a text into a file of the current folder; on Windows for PowerShell. No line of it may be `END` or begin with `'@`. */
export function writeLines(
  file: string,
  text: string,
  platform: NodeJS.Platform = process.platform,
): string[] {
  const word = shellWord(file, platform);
  const lines = text.split('\n');
  if (platform === 'win32') return ["@'", ...lines, `'@ | Set-Content -Encoding utf8 ${word}`];
  return [`cat > ${word} <<'END'`, ...lines, 'END'];
}

/** In double quotation marks, which both shells know, unless something in them has a meaning to one. */
function windowsQuoted(text: string): string {
  // A backslash before the last mark would make it a part of the word.
  if (!/["$`%“”„]/.test(text)) return `"${text.replace(/\\+$/, '$&$&')}"`;
  return powershellText(text);
}

/** A text in single quotation marks, between which PowerShell knows nothing but them, in each of the forms that it takes for them. */
export function powershellText(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}
