import { redact } from '../../core/redact.ts';
import { plainText } from '../../core/text.ts';
import { isSecretKey } from '../settings.ts';
import type { SharedLine } from '../shared-file.ts';

const hidden = '****************';

/** The value of a setting, hidden: of the id of an access key its end is shown, by which people know it; of a secret nothing. */
export function maskedValue(key: string, value: string): string {
  return key === 'aws_access_key_id' && value.length >= 16
    ? `${hidden}${plainText(value.slice(-4))}`
    : hidden;
}

/**
 * A line of a shared file as it may be shown: secret values hidden, with whatever stands behind them, and everything
 * else that looks like a secret, in comments say.
 *
 * @param text the line without its end
 * @param line what the reader says about it, with offsets into the file
 * @param secretKeys keys that the person treats as secret beyond those that are known to be
 */
export function maskedLine(text: string, line: SharedLine, secretKeys: ReadonlySet<string>): string {
  const { key, kind } = line;
  if (key === undefined || kind === 'header') return redact(plainText(text));
  const secret = isSecretKey(key) || secretKeys.has(key);
  // What was meant as the value of a setting that is empty is no part of it, and as secret.
  const isBelow = kind === 'continuation' || kind === 'junk';
  if (secret && isBelow) return hidden;
  if (isBelow) return redact(plainText(text));
  if (secret || key === 'aws_access_key_id') return hiddenValue(key, text);
  // redact() takes it for a password; AWS does not, and the person has to be able to check it.
  return key === 'external_id' ? plainText(text) : redact(plainText(text));
}

function hiddenValue(key: string, text: string): string {
  const [front = '', value = ''] = /^([^=]*=[ \t]*)(\S*)/.exec(text)?.slice(1) ?? [];
  return value === '' ? plainText(text) : plainText(front) + maskedValue(key, value);
}
