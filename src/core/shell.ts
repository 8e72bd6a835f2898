/**
 * A word as the shell of the user's system reads it: unquoted when that is safe, otherwise in quotation marks.
 *
 * @param platform as `process.platform`: on Windows the word works in PowerShell and, unless cmd cannot quote it, in cmd;
 *   elsewhere in a POSIX shell
 */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return /^[\w+=:./\\-]+$/.test(text) ? text : windowsQuoted(text);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A path that may start with `~` for the home folder, as a word: a quoted tilde is an ordinary character, and on Windows no
 * shell expands one in an argument of a program.
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

/** The line that sets a variable for everything that a shell starts from then on; on Windows for PowerShell. */
export function exportLine(
  name: string,
  value: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `$env:${name} = ${windowsQuoted(value)}`;
  return `export ${name}=${shellWord(value, platform)}`;
}

/**
 * The word before another program's command line. npm installs a script on Windows, and PowerShell does not pass the word on to
 * a script unless it is in quotation marks; cmd accepts these as well.
 */
export function endOfOptions(platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? '"--"' : '--';
}

/** Commands on files that messages suggest: in a POSIX shell, and on Windows in PowerShell. */
const fileCommands = {
  list: ['ls -ld', 'icacls'],
  'list all': ['ls -lR', 'Get-ChildItem -Recurse'],
  move: ['mv', 'Move-Item'],
  remove: ['rm', 'Remove-Item'],
  'remove all': ['rm -rf', 'Remove-Item -Recurse -Force'],
} as const;

/**
 * A command on files for the shell of the user's system.
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

/** Lines that write a text to a file in the current folder; on Windows for PowerShell. No line of it may be `END` or start with `'@`. */
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

/** In double quotation marks, which both shells accept, unless the text has a character that is special to one of them. */
function windowsQuoted(text: string): string {
  // A backslash before the closing mark would escape it.
  if (!/["$`%“”„]/.test(text)) return `"${text.replace(/\\+$/, '$&$&')}"`;
  return powershellText(text);
}

/** A text in single quotation marks, where only these are special to PowerShell, in each of the forms that it accepts. */
export function powershellText(text: string): string {
  return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;
}
