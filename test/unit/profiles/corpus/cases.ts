import type { SharedEdit } from '../../../../src/profiles/edit/shared-edit.ts';

/** A file of the corpus: what must be read from it, and an edit that leaves the rest unchanged byte for byte. */
export interface CorpusCase {
  /** Its name in this folder; the extension says which of the two AWS files it is. */
  readonly file: string;
  /** Settings by profile, nested ones prefixed with the name of their block. */
  readonly reads: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The reader's findings, by line. */
  readonly finds?: readonly (readonly [line: number, text: RegExp])[];
  readonly edit: SharedEdit;
  /** The only part that changes, `^` for an insertion at the end; or why the edit is refused. */
  readonly becomes?: readonly [from: string, to: string];
  readonly refused?: { readonly lines: readonly number[]; readonly why: RegExp };
}

const set = (name: string, settings: Record<string, string>, remove: string[] = []): SharedEdit => ({
  kind: 'set',
  name,
  set: new Map(Object.entries(settings)),
  remove,
});
const west = { region: 'us-west-2' };
const ireland = { region: 'eu-west-1' };

export const corpus: readonly CorpusCase[] = [
  {
    file: '01-empty.config',
    reads: {},
    edit: set('a', west),
    becomes: ['^', '[profile a]\nregion=us-west-2\n'],
  },
  {
    file: '02-only-comments.config',
    reads: {},
    edit: set('default', west),
    becomes: ['^', '\n[default]\nregion=us-west-2\n'],
  },
  {
    file: '03-blank-lines.credentials',
    reads: {},
    edit: set('a', west),
    becomes: ['^', '[a]\nregion=us-west-2\n'],
  },
  {
    file: '04-no-final-newline.config',
    reads: { a: ireland },
    edit: set('b', west),
    becomes: ['^', '\n\n[profile b]\nregion = us-west-2'],
  },
  {
    file: '05-crlf.config',
    reads: { a: { ...ireland, output: 'json' }, b: { region: 'us-east-1' } },
    edit: set('a', { mfa_serial: 'x' }),
    becomes: ['output = json\r\n', 'output = json\r\nmfa_serial = x\r\n'],
  },
  {
    file: '06-mixed-ends.config',
    reads: { a: ireland, b: { region: 'us-east-1' } },
    edit: set('b', { output: 'json' }),
    becomes: ['^', 'output = json\n'],
  },
  {
    file: '07-byte-order-mark.config',
    reads: { a: ireland },
    finds: [[1, /byte order mark/]],
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '08-nested-region.config',
    reads: { a: { 's3.region': 'eu-west-1', 's3.max_concurrent_requests': '20', output: 'json' } },
    edit: set('a', west),
    becomes: ['output = json\n', 'output = json\nregion = us-west-2\n'],
  },
  {
    file: '09-nested-last.config',
    reads: { a: { output: 'json', 's3.addressing_style': 'path' }, b: { region: 'x' } },
    edit: set('a', west),
    becomes: ['style = path\n', 'style = path\nregion = us-west-2\n'],
  },
  {
    file: '10-inline-comment.config',
    reads: { a: ireland },
    finds: [[2, /CLI reads the comment/]],
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '11-header-comment.config',
    reads: { a: ireland, b: { region: 'us-east-1' } },
    edit: { kind: 'rename', name: 'a', to: 'c' },
    becomes: ['[profile a]', '[profile c]'],
  },
  {
    file: '12-touching-comment.config',
    reads: { a: ireland, b: { region: 'us-east-1' } },
    finds: [[3, /a comment touches its \]/]],
    edit: { kind: 'remove', name: 'b' },
    refused: { lines: [3], why: /a comment touches its \]/ },
  },
  {
    file: '13-aligned.config',
    reads: { a: { ...ireland, output: 'json', role_arn: 'arn:aws:iam::111122223333:role/x' } },
    edit: set('a', { source_profile: 'b', mfa_serial: 'm' }),
    becomes: ['role/x\n', 'role/x\nsource_profile = b\nmfa_serial    = m\n'],
  },
  {
    file: '14-tabs-around-equals.config',
    reads: { a: ireland },
    edit: set('a', { output: 'json' }),
    becomes: ['^', 'output\t=\tjson\n'],
  },
  {
    file: '15-no-blanks.credentials',
    reads: { a: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE', aws_secret_access_key: 'abc/def+ghi=' } },
    edit: set('a', { aws_session_token: 'x==' }),
    becomes: ['^', 'aws_session_token=x==\n'],
  },
  {
    file: '16-indented-throughout.config',
    reads: { a: { ...ireland, output: 'json' }, b: { region: 'us-east-1' } },
    finds: [[2, /indented/]],
    edit: set('a', { mfa_serial: 'x' }),
    becomes: ['output = json\n', 'output = json\n  mfa_serial = x\n'],
  },
  {
    file: '17-token-with-equals.credentials',
    reads: { a: { aws_session_token: 'abc//==', aws_access_key_id: 'ASIAIOSFODNN7EXAMPLE' } },
    edit: set('a', {}, ['aws_session_token']),
    becomes: ['aws_session_token = abc//==\n', ''],
  },
  {
    file: '18-both-defaults.config',
    reads: { default: { region: 'us-east-1' } },
    finds: [[1, /both exist/]],
    edit: set('default', west),
    refused: { lines: [1, 3], why: /both exist/ },
  },
  {
    file: '19-duplicate-section.credentials',
    reads: { a: { ...ireland, output: 'json' }, b: { region: 'x' } },
    finds: [[5, /section comes twice/]],
    edit: set('a', west),
    refused: { lines: [1, 5], why: /comes 2 times/ },
  },
  {
    file: '20-duplicate-elsewhere.credentials',
    reads: { a: ireland, b: { region: 'x', output: 'json' } },
    finds: [[5, /section comes twice/]],
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '21-duplicate-key.config',
    reads: { a: { region: 'us-east-1', output: 'json' } },
    finds: [[4, /comes twice/]],
    edit: set('a', west),
    refused: { lines: [2, 4], why: /region comes 2 times/ },
  },
  {
    file: '22-key-in-capitals.config',
    reads: { a: ireland },
    finds: [[2, /does not read REGION/]],
    edit: set('a', west),
    refused: { lines: [2], why: /does not read REGION/ },
  },
  {
    file: '23-two-spaces-in-header.config',
    reads: { a: ireland, b: { region: 'us-east-1' } },
    finds: [[1, /more than one space/]],
    edit: set('a', west),
    refused: { lines: [1], why: /more than one space/ },
  },
  {
    file: '24-quoted-name.config',
    reads: { a: ireland },
    finds: [[1, /quotation marks/]],
    edit: { kind: 'rename', name: 'a', to: 'b' },
    refused: { lines: [1], why: /quotation marks/ },
  },
  {
    file: '25-name-with-space.config',
    reads: { 'my work': ireland, b: { output: 'json' } },
    finds: [[1, /holds a space/]],
    edit: set('b', west),
    becomes: ['^', 'region = us-west-2\n'],
  },
  {
    file: '26-indented-header.config',
    reads: { b: { output: 'json\n[profile a]', region: 'eu-west-1' } },
    finds: [[3, /continues output/]],
    edit: set('b', west),
    refused: { lines: [3], why: /continues output; the SDK for JavaScript reads it as a line of its own/ },
  },
  {
    file: '27-open-header.config',
    reads: { a: ireland },
    finds: [[3, /no closing \]/]],
    edit: set('a', west),
    refused: { lines: [3], why: /no closing \]/ },
  },
  {
    file: '28-junk-behind-header.credentials',
    reads: { 'a]b': ireland, c: { region: 'x' } },
    finds: [[1, /./]],
    edit: set('c', west),
    becomes: ['region = x', 'region = us-west-2'],
  },
  {
    file: '29-setting-above.credentials',
    reads: { a: { output: 'json' } },
    finds: [[1, /above the first header/]],
    edit: set('a', west),
    becomes: ['^', 'region = us-west-2\n'],
  },
  {
    file: '30-bare-word.config',
    reads: { a: ireland },
    finds: [[2, /colon|no = sign/]],
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '31-colon.credentials',
    reads: { a: { aws_secret_access_key: 'abc', ...ireland } },
    finds: [[2, /colon|no = sign/]],
    edit: { kind: 'remove', name: 'a' },
    becomes: ['[a]\naws_secret_access_key: abc\nregion = eu-west-1\n', ''],
  },
  {
    file: '32-empty-value.config',
    reads: { a: ireland },
    finds: [[2, /no value/]],
    edit: set('a', { mfa_serial: 'arn:x' }),
    becomes: ['mfa_serial =', 'mfa_serial = arn:x'],
  },
  {
    file: '33-empty-value-indented.config',
    reads: { a: ireland },
    finds: [
      [2, /indented/],
      [2, /no value/],
    ],
    edit: set('a', west),
    refused: { lines: [2], why: /mfa_serial has no value/ },
  },
  {
    file: '34-continued-value.config',
    reads: { a: { credential_process: '/opt/tool\n--quiet', ...ireland } },
    edit: set('a', { credential_process: '/opt/other' }),
    refused: { lines: [2, 3], why: /continues below its line/ },
  },
  {
    file: '35-invalid-utf8.config',
    reads: { a: ireland },
    finds: [[1, /not valid UTF-8/]],
    edit: set('a', west),
    refused: { lines: [1], why: /not valid UTF-8/ },
  },
  {
    file: '36-utf8-comment.config',
    reads: { a: ireland },
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '37-utf16.config',
    reads: {},
    finds: [[1, /UTF-16/]],
    edit: set('a', west),
    refused: { lines: [1], why: /UTF-16/ },
  },
  {
    file: '38-lone-returns.config',
    reads: {},
    finds: [[1, /carriage return/]],
    edit: set('a', west),
    refused: { lines: [1], why: /carriage return/ },
  },
  {
    file: '39-zero-byte.credentials',
    reads: { a: { region: 'eu-\0west-1' } },
    finds: [[2, /control character/]],
    edit: set('a', west),
    refused: { lines: [2], why: /control character/ },
  },
  {
    file: '40-proto.config',
    reads: { ['__proto__']: { region: 'x' }, a: ireland },
    finds: [[1, /reads no profile at all/]],
    edit: set('a', west),
    refused: { lines: [1], why: /__proto__/ },
  },
  {
    file: '41-bare-proto.credentials',
    reads: { a: ireland, ['__proto__']: { region: 'x' } },
    finds: [[3, /reads no profile at all/]],
    edit: set('a', west),
    refused: { lines: [3], why: /section __proto__/ },
  },
  {
    file: '42-constructor.credentials',
    reads: { constructor: { region: 'x' }, a: ireland },
    finds: [[1, /every object has a constructor/]],
    edit: set('a', west),
    refused: { lines: [1], why: /section constructor/ },
  },
  {
    file: '43-python-default.credentials',
    reads: { DEFAULT: { region: 'x' }, a: { output: 'json' } },
    finds: [[1, /to every profile/]],
    edit: { kind: 'rename', name: 'DEFAULT', to: 'default' },
    refused: { lines: [1], why: /to every profile/ },
  },
  {
    file: '44-bare-name-in-config.config',
    reads: { b: { region: 'us-east-1' } },
    finds: [[1, /in the config file that is \[profile a\]/]],
    edit: set('a', west),
    becomes: ['^', '\n[profile a]\nregion = us-west-2\n'],
  },
  {
    file: '45-profile-word-in-credentials.credentials',
    reads: { b: { region: 'x' } },
    finds: [[1, /here that is \[a\]/]],
    edit: { kind: 'remove', name: 'b' },
    becomes: ['[b]\nregion = x\n', ''],
  },
  {
    file: '46-profile-in-name.config',
    reads: { 'my-profile-x': ireland },
    edit: { kind: 'rename', name: 'my-profile-x', to: 'profile' },
    becomes: ['[profile my-profile-x]', '[profile profile]'],
  },
  {
    file: '47-dotted-names.config',
    reads: { a: { b: 'kept', region: 'r' }, 'a.b': ireland, 'me@corp.example.com': { region: 'x' } },
    edit: set('a.b', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '48-quoted-process.config',
    reads: { a: { credential_process: '"/opt/my tool/x" --name \'y z\'', ...ireland } },
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '49-hash-in-value.config',
    reads: { a: { role_session_name: 'a#b;c', ...ireland } },
    edit: set('a', { role_session_name: 'c#d' }),
    becomes: ['a#b;c', 'c#d'],
  },
  {
    file: '50-services.config',
    reads: { a: { services: 'dev' } },
    edit: { kind: 'remove', name: 'a' },
    becomes: ['\n[profile a]\nservices = dev\n', ''],
  },
  {
    file: '51-sso.config',
    reads: { a: { sso_session: 'corp', sso_account_id: '111122223333', sso_role_name: 'Admin' } },
    edit: set('a', { sso_role_name: 'ReadOnly' }),
    becomes: ['Admin', 'ReadOnly'],
  },
  {
    file: '52-managed-block.config',
    reads: { a: ireland, b: { region: 'us-east-1' } },
    edit: { kind: 'remove', name: 'a' },
    becomes: ['[profile a]\nregion = eu-west-1\n', ''],
  },
  {
    file: '53-comment-between-keys.config',
    reads: { a: { ...ireland, output: 'json' }, b: { region: 'us-east-1' } },
    edit: set('a', { mfa_serial: 'x' }, ['region']),
    becomes: [
      'region = eu-west-1\n\n# how it prints\noutput = json\n',
      '\n# how it prints\noutput = json\nmfa_serial = x\n',
    ],
  },
  {
    file: '54-header-only.config',
    reads: { a: {}, b: { region: 'us-east-1' } },
    edit: set('a', west),
    becomes: ['[profile a]\n', '[profile a]\nregion = us-west-2\n'],
  },
  {
    file: '55-comment-like-secret.credentials',
    reads: { a: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' } },
    edit: set('a', { aws_secret_access_key: 'new' }),
    becomes: ['^', 'aws_secret_access_key = new\n'],
  },
  {
    file: '56-trailing-blanks.config',
    reads: { a: { ...ireland, output: 'json' } },
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '57-role-chain.config',
    reads: {
      user: ireland,
      role: { role_arn: 'arn:aws:iam::111122223333:role/x', source_profile: 'user' },
      deeper: { role_arn: 'arn:aws:iam::111122223333:role/y', source_profile: 'role' },
    },
    edit: { kind: 'rename', name: 'role', to: 'admin' },
    becomes: [
      'role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = user\n\n[profile deeper]\nrole_arn = arn:aws:iam::111122223333:role/y\nsource_profile = role\n',
      'admin]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = user\n\n[profile deeper]\nrole_arn = arn:aws:iam::111122223333:role/y\nsource_profile = admin\n',
    ],
  },
  {
    file: '58-hyphen-first.credentials',
    reads: { '-a': ireland },
    edit: set('-a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
  {
    file: '59-aws-google-auth-none.credentials',
    reads: { None: { aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' }, a: ireland },
    edit: { kind: 'remove', name: 'None' },
    becomes: ['[None]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n', ''],
  },
  {
    file: '60-ini-damage.credentials',
    reads: { a: { region: 'eu-west-1', aws_access_key_id: 'AKIAIOSFODNN7EXAMPLE' } },
    finds: [[3, /character that is not allowed/]],
    edit: set('a', west),
    becomes: ['eu-west-1', 'us-west-2'],
  },
];
