import type { AccessInput } from '../../../machines/access/types.ts';
import { Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { Arguments } from './arguments.ts';

/**
 * What a command line says of an access: `access` or `access remove`, with --profile.
 *
 * @throws Problem USAGE for another word, or without a profile
 */
export function accessOf({ operands: [verb, more], options }: Arguments): AccessInput {
  const { profile, 'with-profile': acting } = options;
  if ((verb !== undefined && verb !== 'remove' && verb !== 'show') || more !== undefined)
    throw new Problem({
      code: 'USAGE',
      what: `\`access ${plainText([verb, more].filter(Boolean).join(' '))}\` is not understood.`,
      why: '`access` shows what AWS has for a profile, `access remove` takes it away.',
      next: 'Run `amplify-tui access --profile NAME`, or `access remove --profile NAME`.',
    });
  if (profile === undefined)
    throw new Problem({
      code: 'USAGE',
      what: 'The profile is missing.',
      why: '`access` is about one profile, which is named.',
      next: 'Add --profile NAME; `amplify-tui profiles list` shows their names.',
    });
  return { profile, ...(acting === undefined ? {} : { acting: { kind: 'profile', name: acting } }) };
}
