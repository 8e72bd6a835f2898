import { awsWords } from './words.ts';

/** The facts in AWS's sentence about a denial. */
export interface Denial {
  /** The caller's ARN. */
  readonly who?: string;
  /** As `cloudformation:CreateStack`. */
  readonly action?: string;
  /** An ARN. */
  readonly resource?: string;
  /** `explicit`: a policy denies it; `none`: no policy allows it; `untold`: AWS does not say which, so neither do we. */
  readonly how: 'explicit' | 'none' | 'untold';
  /** The kind of policy in AWS's own term, as `service control policy`, if AWS names it. */
  readonly policy?: PolicyKind;
}

export type PolicyKind = (typeof kinds)[number][1];

/** In AWS's terms; source: IAM User Guide, "Troubleshoot access denied error messages". */
const kinds = [
  [/service control polic|\bSCPs?\b/i, 'service control policy'],
  [/resource control polic|\bRCPs?\b/i, 'resource control policy'],
  [/VPC endpoint polic/i, 'VPC endpoint policy'],
  [/permissions? boundar/i, 'permissions boundary'],
  [/session polic/i, 'session policy'],
  [/resource[- ]based polic|bucket polic|trust polic/i, 'resource-based policy'],
  [/identity[- ]based polic/i, 'identity-based policy'],
] as const;

/**
 * Parses `User: A is not authorized to perform: B on resource: C` with whatever AWS adds: `because no session policy
 * allows the B action`, `with an explicit deny in a service control policy`, or nothing.
 */
export function readDenial(message: string): Denial {
  const words = awsWords(message);
  const sentence =
    /(?:User: )?(\S+) is not authorized to perform:? ?(\S+?)(?: on (?:the )?resource:? ?["']?([^\s"']+)["']?)?(?=[\s,;.]|$)/i.exec(
      words,
    );
  const [, who, action, resource] = sentence ?? [];
  // Names of resources may contain any of these words.
  const rest = words.replace(/\barn:\S+/g, '');
  const explicit = /explicit(?:ly)?[\s-]+den(?:y|ies|ied|ial)|den(?:y|ies|ied) explicitly/i.test(rest);
  const none = /\bno [\w\s-]{0,60}allows?\b/i.test(rest);
  // KMS names every possibility: `no resource-based policies allow access, or a resource-based policy explicitly denies
  // access`.
  const either = explicit && /\bno [\w\s-]{0,60}allow\b.*\bor\b/i.test(rest);
  const policy = kinds.find(([pattern]) => pattern.test(rest))?.[1];
  return {
    ...(who ? { who } : {}),
    ...(action ? { action: action.replace(/[.,;]$/, '') } : {}),
    ...(resource ? { resource: resource.replace(/[.,;]$/, '') } : {}),
    how: either ? 'untold' : explicit ? 'explicit' : none ? 'none' : 'untold',
    ...(policy && !either ? { policy } : {}),
  };
}

/** The meaning of a denial, one sentence. */
export function denialMeaning({ how, policy }: Denial): string {
  if (how === 'explicit') {
    return policy
      ? `${capital(article(policy))} denies it explicitly.`
      : 'A policy denies it explicitly; AWS does not say of which kind.';
  }
  if (how === 'none') return policy ? `No ${policy} allows it.` : 'No policy allows it.';
  return 'AWS does not say whether a policy denies it or none allows it.';
}

/** Who can lift a denial, one sentence. It suggests requesting permissions only if AWS says that they are missing. */
export function denialRemedy({ how, policy, action = 'it' }: Denial): string {
  switch (policy) {
    case 'service control policy':
    case 'resource control policy':
      return `Ask an administrator of the AWS organization about ${action}: nothing inside the account can lift it.`;
    case 'VPC endpoint policy':
      return `Ask who runs the VPC endpoint of this network about ${action}, or connect from another network.`;
    case 'permissions boundary':
      return `Ask an administrator of the account about ${action} in the permissions boundary, or choose another profile.`;
    case 'session policy':
      return 'Get credentials without that session policy, or choose another profile; other policies cannot make up for it.';
    default:
  }
  if (how === 'explicit') {
    return `Ask an administrator of the account which statement denies ${action}; one that demands an MFA code denies this way, too.`;
  }
  return how === 'none'
    ? `Ask an administrator of the account to allow ${action}, or choose another profile.`
    : `Ask an administrator of the account about ${action}, or choose another profile.`;
}

function article(policy: PolicyKind): string {
  return `${policy.startsWith('identity') ? 'an' : 'a'} ${policy}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
