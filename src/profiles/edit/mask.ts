import { redact } from '../../core/redact.ts';
import { plainText } from '../../core/text.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedLine } from '../shared-file.ts';

const hidden = '****************';

/** A masked value: of an access key id the last four characters are shown, to recognise it by; of a secret nothing. */
export function maskedValue(key: string, value: string): string {
  return key === 'aws_access_key_id' && value.length >= 16
    ? `${hidden}${plainText(value.slice(-4))}`
    : hidden;
}

/**
 * A line of a shared file, safe to show: secret values are hidden, with whatever follows them, and so is anything else that
 * looks like a secret, in a comment for example.
 *
 * @param text the line without its line end
 * @param line what the parser says about it, with offsets into the file
 * @param secretKeys keys that the user treats as secret, besides those known to be
 */
export function maskedLine(text: string, line: SharedLine, secretKeys: ReadonlySet<string>): string {
  const { key, kind } = line;
  if (key === undefined || kind === 'header') return redact(plainText(text));
  const secret = isSecretKey(key) || secretKeys.has(key);
  // Probably meant as the value of the empty setting above, so it is just as secret.
  const isBelow = kind === 'continuation' || kind === 'junk';
  if (secret && isBelow) return hidden;
  if (isBelow) return redact(plainText(text));
  if (secret || key === 'aws_access_key_id') return hiddenValue(key, text);
  // redact() takes it for a password; to AWS it is none, and the user has to be able to check it.
  return key === 'external_id' ? plainText(text) : redact(plainText(text));
}

function hiddenValue(key: string, text: string): string {
  const [front = '', value = ''] = /^([^=]*=[ \t]*)(\S*)/.exec(text)?.slice(1) ?? [];
  return value === '' ? plainText(text) : plainText(front) + maskedValue(key, value);
}
