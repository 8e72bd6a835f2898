import type { AccessInput } from '../../../machines/access/types.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { ArgumentsOf } from './arguments.ts';

/**
 * The input of `access` or `access remove` from a command line, with --profile or --role.
 *
 * @throws Problem USAGE for another word, or when neither is given
 */
export function accessOf({ operands: [verb, more], options }: ArgumentsOf<'access'>): AccessInput {
  const { profile, role, 'with-profile': withProfile } = options;
  // With a role, the profile is the one that looks.
  const acting = withProfile ?? (role === undefined ? undefined : profile);
  if ((verb !== undefined && verb !== 'remove' && verb !== 'show') || more !== undefined)
    throw new Problem({
      code: 'USAGE',
      what: `\`access ${plainText([verb, more].filter(Boolean).join(' '))}\` is not understood.`,
      why: '`access` shows what AWS has for a profile, `access remove` takes it away.',
      next: 'Run `amplify-tui access --profile NAME`, or `access remove --profile NAME`.',
    });
  const by = acting === undefined ? {} : { acting: { kind: 'profile' as const, name: acting } };
  if (role !== undefined) return { profile: role.slice(role.lastIndexOf('/') + 1), role, ...by };
  if (profile === undefined)
    throw new Problem({
      code: 'USAGE',
      what: 'The profile is missing.',
      why: '`access` is about one profile or one role, which is named.',
      next: 'Add --profile NAME or --role NAME; `amplify-tui profiles list` shows the names of profiles.',
    });
  return { profile, ...by };
}
