const hidden = '[secret]';

/** Names of values that are always secret: in JSON, XML, INI, a query string or a header. */
const secretNames =
  '(?:secret_?access_?key|secret_?key|client_?secret|session_?token|security[-_]?token|access_?token|refresh_?token' +
  '|id_?token|auth_?token|api[-_]?key|private[-_]?key|base_?32_?string_?seed|qr_?code_?png|x-amz-(?:signature|credential)|signature|passw(?:or)?d|passphrase' +
  '|external_?id|secret)';

/** Tokens of other services with a known prefix, as credential programs print them, and JSON web tokens. */
const tokenForms = /\b(?:gh[opsru]_|github_pat_|glpat-|xox[abeprs]-|hv[sb]\.|eyJ[\w-]{8,}\.eyJ)[\w.-]{16,}/g;

/**
 * Removes everything from a text that must not be stored or shown in a log. What looks like a secret is hidden even
 * if it may be harmless; access key ids keep their last four characters, as in the AWS CLI.
 *
 * @param text without control characters: a secret that they cut in two is not recognised
 */
export function redact(text: string): string {
  return (
    text
      .replace(/(\bauthorization["']?\s*[:=]\s*).*/gi, `$1${hidden}`)
      .replace(/(\bbearer\s+)[\w.~+/-]{8,}=*/gi, `$1${hidden}`)
      .replace(tokenForms, hidden)
      .replace(/AWS4-HMAC-SHA256.*/g, hidden)
      .replace(namedValue, `$1${hidden}`)
      // A user name and a password in an address, except in this program's own example of a proxy address.
      .replace(/(:\/\/)(?!user:password@host\b)[^\s/@:"'<>]*:[^\s/@"'<>]*@/g, `$1${hidden}@`)
      // An MFA code: six digits, possibly in two groups, after a word that says so.
      .replace(/((?:mfa|otp|code|passcode)\b[^\d\n]{0,24})\b\d{3}[ -]?\d{3}\b/gi, `$1${hidden}`)
      .replace(/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{8,}([A-Z0-9]{4})(?![A-Z0-9])/g, '****************$1')
      // Seeds of MFA devices (base32), in one piece or in groups of four.
      .replace(/\b(?=[A-Z]*[2-7])[A-Z2-7]{24,}={0,6}|\b[A-Z2-7]{32,}={0,6}/g, hideOutsidePaths)
      .replace(/\b(?:[A-Z2-7]{4}[ -]){5,}[A-Z2-7]{4}\b/g, hidden)
      // Secret access keys have 40 characters, session tokens hundreds; either may be percent-encoded.
      .replace(/(?:[A-Za-z0-9/+]|%2[BbFf]|%3[Dd]){40,}={0,2}/g, hideMixed)
      .replace(/[A-Za-z0-9/+_-]{100,}={0,2}/g, hideMixed)
  );
}

const namedValue = new RegExp(
  // A closing quotation mark, white space, a separator, an opening quotation mark; then the value up to its end.
  `(${secretNames}["']?\\s*(?:[:=]|>)\\s*["']?)[^\\s"'<>,;&}\\]]+`,
  'gi',
);

/**
 * Hides only runs of mixed case: hashes and ids in one case stay readable, and so do paths. A session token has hundreds of
 * characters and few slashes, a path many; a secret access key has exactly 40 characters.
 */
function hideMixed(run: string, at: number, text: string): string {
  if (isInPath(run, at, text)) return run;
  const plain = run.replace(/%[0-9A-Fa-f]{2}/g, '');
  if (run.length > 44 && run.length < 200 && run.length / run.split('/').length < 16) return run;
  return /[a-z]/.test(plain) && /[A-Z]/.test(plain) ? hidden : run;
}

function hideOutsidePaths(run: string, at: number, text: string): string {
  return isInPath(run, at, text) ? run : hidden;
}

/** What ends a path in a text; a path may contain any other character. */
const wordEnd = /[\s"'`<>(),;=|&[\]{}]/;
const longestWord = 4096;

/**
 * Whether a run is part of a path, such as `~/Projects/<run>` or `C:\\Users\\<run>`: a folder's name may be as long as a key. A
 * secret key may start with a slash, too, but then it is exactly 40 characters and nothing else, and a session token has
 * hundreds in one piece.
 */
function isInPath(run: string, at: number, text: string): boolean {
  let start = at;
  while (start > 0 && at - start < longestWord && !wordEnd.test(text.charAt(start - 1))) start--;
  let end = at + run.length;
  while (end < text.length && end - at < longestWord && !wordEnd.test(text.charAt(end))) end++;
  const word = text.slice(start, end).replace(/[.:!?…]+$/, '');
  if (/^(?:~[\\/]|\.{1,2}[\\/]|[A-Za-z]:\\|\\\\)/.test(word)) return true;
  const path = word.replace(/^[A-Za-z]:(?=\/)/, '');
  if (!path.startsWith('/')) return false;
  const isKey = run.replace(/=+$/, '').length === 40 && path.startsWith(run);
  return !isKey && path.split(/[\\/]/).every((part) => part.length <= 64);
}
