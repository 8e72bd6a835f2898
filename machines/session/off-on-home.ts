import { flows } from '../flows.ts';
import type { TransitionMeta } from '../meta.ts';
import { signIn } from '../sign-in.ts';
import { blockBucket } from '../watch/machine.ts';
import { keepHere } from './home-commands.ts';
import { keepable } from './setup.ts';
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
    { id: 'KEEP', meta: keepHere, why: keepable(context).why ?? '' },
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

function whyNoSignIn({ access, identity }: SessionContext): string {
  if (!access) return 'No access is in use; p chooses one.';
  return identity
    ? 'The access in use is signed in.'
    : 'No sign-in of the AWS CLI is known to help the access in use.';
}
