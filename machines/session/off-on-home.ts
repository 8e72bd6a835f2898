import { chosenHere } from '../../src/credentials/access.ts';
import type { TransitionMeta } from '../meta.ts';
import { signIn } from '../sign-in.ts';
import { blockBucket } from '../watch/machine.ts';
import { keepHere } from './home-commands.ts';
import type { SessionContext } from './types.ts';

/** A key of home that can do nothing now. */
export interface OffOnHome {
  readonly id: 'KEEP' | 'SIGN_IN' | 'BLOCK_PUBLIC_ACCESS';
  readonly meta: TransitionMeta;
  /** In a sentence. */
  readonly why: string;
}

/** The keys of home that act only at times, each with why it does not: a key that the documents name is never silent. */
export function offOnHome(context: SessionContext): readonly OffOnHome[] {
  return [
    { id: 'KEEP', meta: keepHere, why: whyNotKept(context) },
    { id: 'SIGN_IN', meta: signIn, why: whyNoSignIn(context) },
    {
      id: 'BLOCK_PUBLIC_ACCESS',
      meta: blockBucket,
      why:
        context.home?.found.kind === 'project'
          ? 'The deployment bucket is not known to be open to the public: there is nothing to block.'
          : 'There is no project in this folder, and so no deployment bucket.',
    },
  ];
}

function whyNotKept({ access, home }: SessionContext): string {
  if (access?.choice.kind !== 'profile')
    return 'Only a profile can be kept for a folder, and none is in use; p chooses one.';
  if (home?.found.kind === 'project' && home.found.project.access?.kind === 'profile')
    return 'The project itself names its profile; e changes that.';
  return access.source === chosenHere
    ? 'This folder starts with the profile in use already.'
    : 'This folder starts with the profile in use by itself; choose another one first (p).';
}

function whyNoSignIn({ access, identity }: SessionContext): string {
  if (!access) return 'No access is in use; p chooses one.';
  return identity
    ? 'The access in use is signed in.'
    : 'No sign-in of the AWS CLI is known to help the access in use.';
}
