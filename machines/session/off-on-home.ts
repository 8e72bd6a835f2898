import { chosenHere } from '../../src/credentials/access.ts';
import { flows } from '../flows.ts';
import type { TransitionMeta } from '../meta.ts';
import { signIn } from '../sign-in.ts';
import { blockBucket } from '../watch/machine.ts';
import { keepHere } from './home-commands.ts';
import type { SessionContext, SessionEvent } from './types.ts';

/** A key of home that can do nothing now. */
export interface OffOnHome {
  readonly id: SessionEvent['type'];
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
    { id: 'OPEN_INIT', meta: flows.init.opens, why: whyNoInit(context) },
    ...(['configureProject', 'environments', 'share', 'delete', 'watch'] as const).map((flow) => ({
      id: flows[flow].event,
      meta: flows[flow].opens,
      why: whyNoProject(context),
    })),
  ];
}

function whyNoInit(context: SessionContext): string {
  return context.home?.found.kind === 'project'
    ? 'This folder has a project already; open its environments to add one.'
    : whyNoProject(context);
}

/** Why nothing can be done with the project of this folder, or with its stack. */
function whyNoProject({ home, access }: SessionContext): string {
  switch (home?.found.kind) {
    case 'project':
      return access
        ? 'The stack cannot be followed: its pane says why.'
        : 'No access is in use, so the stack cannot be read.';
    case 'none':
      return 'There is no project in this folder; init creates one.';
    case 'nested':
      return 'This folder is inside of a project: open that one.';
    case 'unreadable':
      return 'The project of this folder cannot be read.';
    default:
      return 'What is in this folder is still being read.';
  }
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
