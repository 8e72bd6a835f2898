import type { ProblemText } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';

/**
 * AWS's words for display: everything except what it repeats of the request when a signature is wrong, which includes the
 * session token.
 */
export function awsWords(message: string): string {
  const [words = ''] = message.split(/(?:The Canonical String for this request|The String-to-Sign should)/);
  return plainText(words.replace(/\b(Signature|Credential)=[^\s,'"]+/g, '$1=…')).trim();
}

/** Adds AWS's own words and its name for the error to ours, so that people can judge and search. */
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
