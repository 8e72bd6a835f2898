import { plainText } from '../core/text.ts';

/** By the text of a finding; the first match counts. `P` stands for the profile. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /^AWS_\w+ names .* not there$/,
    'Correct or unset the variable, or save keys there: amplify-tui configure.',
  ],
  [/ cannot be read: /, 'Fix that file first: what is missing here may be in it.'],
  [/^source profile .* is missing/, 'Edit source_profile, or add a profile of that name.'],
  [/^source profile .* (?:does not work|has settings only)/, 'Fix that profile, or edit source_profile.'],
  [/^source profile/, 'Let one of them name a profile with keys.'],
  [/^the role has no source/, 'Name a source_profile in it.'],
  [/exclude each other/, 'Keep one of the two.'],
  [/^aws_(?:secret_access_key|access_key_id) is missing/, 'Save both halves: amplify-tui configure.'],
  [/temporary one and needs aws_session_token/, 'Get new temporary keys, with their session token.'],
  [/left over/, 'Take the line out; it is not used here.'],
  [/does not look like one/, 'Check the id, or save the keys again: amplify-tui configure.'],
  [/^the region /, 'Edit the region, as in eu-west-1.'],
  [/the two do not go together/, 'Keep one of the two.'],
  [/is not known: it can be/, 'Correct the value, or take the line out.'],
  [/endpoint/, 'Correct the address, as in http://127.0.0.1:4566, or take it out.'],
  [/^duration_seconds/, 'Edit duration_seconds, as in 3600.'],
  [/^\[(?:services|sso-session) .*\] is missing/, 'Add that section to the config file.'],
  [/^sso_\w+ (?:and|is|are)/, 'Run `aws configure sso --profile P`.'],
  [/^no SDK sees \[sso-session/, 'Rename that section, and sso_session with it.'],
  [/^role_arn is/, 'Edit role_arn: the owner of the role knows it.'],
  [/^mfa_serial is/, 'Edit mfa_serial; IAM lists devices under Security credentials of the user.'],
  [/^(?:role_session_name|external_id) needs/, 'Edit that setting.'],
  [
    /refuses this whole file|refuses the whole file/,
    'Correct that line: until then the AWS CLI reads no profile of the file.',
  ],
  [/merge conflict/, 'Open the file, keep one side, delete the lines with the marks.'],
  [/are above the first header/, 'Write the header of their profile above them.'],
  [/^web_identity_token_file needs/, 'Add the role_arn that the token is for.'],
  [/both exist/, 'Keep one of the two.'],
];

/** What to do about a finding of a profile, in one sentence. @param text that of the finding */
export function remedyFor(text: string, profile: string): string {
  const remedy = remedies.find(([pattern]) => pattern.test(text))?.[1] ?? 'Correct that line in the file.';
  const name = /^[\w.@%+:/-]+$/.test(profile) ? profile : 'NAME';
  return remedy.replace(/\bP\b/, () => plainText(name));
}
