import { numeral } from '../../core/text.ts';
/** The rule for the name of a new IAM user. Source: IAM API reference, CreateUser. */
export const userNameRule = '1 to 64 letters, digits and + = , . @ _ -';

/** What is wrong with the name of a new user, if anything. */
export function userNameFault(name: string): string | undefined {
  if (name === '') return 'The user needs a name.';
  if (name.length > 64) return `A name has at most 64 characters; this has ${numeral(name.length)}.`;
  return /^[\w+=,.@-]+$/.test(name) ? undefined : `A name has ${userNameRule}.`;
}

/** The suggested name: `amplify-` and five letters and digits, as in the Amplify CLI. @param random 0 to 1 */
export function suggestedUserName(random: () => number = Math.random): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
  const five = Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)] ?? 'a');
  return `amplify-${five.join('')}`;
}
