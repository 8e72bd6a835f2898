import type { ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';

/**
 * AWS's words as they may be shown: whole, but for what it repeats of the request when a signature is wrong, which
 * holds the session token.
 */
export function awsWords(message: string): string {
  const [words = ''] = message.split(/(?:The Canonical String for this request|The String-to-Sign should)/);
  return plainText(words.replace(/\b(Signature|Credential)=[^\s,'"]+/g, '$1=…')).trim();
}

/** Puts AWS's own words and its name for the error beside ours, so that a person can judge and search. */
export function besideAwsWords(
  text: ProblemText,
  { name, named, message }: { readonly name: string; readonly named: boolean; readonly message: string },
): ProblemText {
  const words = awsWords(message);
  const known = `${text.what} ${text.why}`;
  if (words !== '' && known.includes(words)) return text;
  const said = words === '' ? '' : named ? `${words} (${plainText(name)})` : words;
  if (said !== '') return { ...text, why: `${text.why} AWS says: ${said}` };
  return named && !known.includes(name) ? { ...text, why: `${text.why} (${plainText(name)})` } : text;
}
