import { plainText } from '../core/text.ts';
import type { ProfileChange } from './profile-plan.ts';

/** What a change does to a profile: the line above its diff. */
export function fileChangeWords(change: ProfileChange): string {
  const name = plainText(change.name);
  switch (change.kind) {
    case 'set':
      return `Profile ${name} changes:`;
    case 'rename':
      return `Profile ${name} becomes ${plainText(change.to)}:`;
    case 'remove':
      return `Removes the profile ${name} from these files. Nothing changes in AWS.`;
  }
}
