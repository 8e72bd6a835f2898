import { shellWord } from '../../core/shell.ts';
import type { Part } from './answers.ts';

/** The script's contents, in the order of the plan. */
export interface ScriptInput {
  readonly part: Exclude<Part, 'profiles'>;
  readonly name: string;
  /** Trust policy of a role; policy of a user. */
  readonly document: string;
  readonly role?: {
    readonly description: string;
    readonly maxSession: number;
    readonly boundary?: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly inline?: { readonly name: string; readonly document: string } | undefined;
    readonly attach: readonly string[];
  };
  readonly user?: {
    readonly policyName: string;
    readonly policyArn: string;
    readonly policyDescription: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly mfa: boolean;
  };
}

/**
 * The same plan as a script of aws CLI calls, for an administrator if you may not manage IAM yourself. It stops at the
 * first failed call, and holds no secret: a created key is printed when the script runs.
 */
export function adminScript({ part, name, document, role, user }: ScriptInput): string {
  const line = (...words: string[]) => `aws ${words.map((word) => shellWord(word, 'linux')).join(' ')}`;
  const calls: string[] = [];
  if (part === 'role' && role) {
    calls.push(
      line(
        ...['iam', 'create-role', '--role-name', name, '--description', role.description],
        ...['--assume-role-policy-document', document, '--max-session-duration', String(role.maxSession)],
        ...(role.boundary ? ['--permissions-boundary', role.boundary] : []),
        ...tagWords(role.tags),
      ),
    );
    if (role.inline)
      calls.push(
        line(
          ...['iam', 'put-role-policy', '--role-name', name, '--policy-name', role.inline.name],
          ...['--policy-document', role.inline.document],
        ),
      );
    for (const policy of role.attach)
      calls.push(line('iam', 'attach-role-policy', '--role-name', name, '--policy-arn', policy));
  }
  if (part === 'user' && user) {
    calls.push(
      line(
        ...['iam', 'create-policy', '--policy-name', user.policyName, '--policy-document', document],
        ...['--description', user.policyDescription],
      ),
      line('iam', 'create-user', '--user-name', name, ...tagWords(user.tags)),
      line('iam', 'attach-user-policy', '--user-name', name, '--policy-arn', user.policyArn),
    );
    if (user.mfa) {
      calls.push(
        '# The picture is scanned with the authenticator app, which then shows the two codes for the next call.',
        line(
          ...['iam', 'create-virtual-mfa-device', '--virtual-mfa-device-name', name],
          ...['--outfile', `${name}-mfa.png`, '--bootstrap-method', 'QRCodePNG'],
        ),
        "# Without the '#', with two codes, one after the other:",
        `# ${line(
          ...['iam', 'enable-mfa-device', '--user-name', name, '--serial-number'],
          `${user.policyArn.replace(/:policy\/.*$/, ':mfa/')}${name}`,
        )} --authentication-code1 111111 --authentication-code2 222222`,
      );
    }
    calls.push(line('iam', 'create-access-key', '--user-name', name));
  }
  return ['#!/bin/sh', 'set -e', '', ...calls, ''].join('\n');
}

function tagWords(tags: Readonly<Record<string, string>>): string[] {
  const words = Object.entries(tags).map(([key, value]) => `Key=${key},Value=${value}`);
  return words.length > 0 ? ['--tags', ...words] : [];
}
