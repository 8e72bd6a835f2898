import { count } from '../../src/core/text.ts';
import { defineFlow, toldLeft } from '../kit/flow.ts';
import { stakeOn } from '../kit/stake.ts';
import { command } from './command.ts';
import type { shareMachine } from './machine.ts';
import type { SharePaneId } from './meta.ts';

/** The definition of `share`. */
export const flow = defineFlow<typeof shareMachine, SharePaneId>()({
  label: 'share',
  about:
    "Gives another app's folder a copy of this backend, and updates the copies when the backend has changed.",
  group: 'Share',
  panes: 'share',
  place: 6,
  event: 'OPEN_SHARE',
  opens: {
    key: 's',
    label: 'share',
    footer: 6,
    help: "Shares the backend with another frontend's folder, or updates all of them.",
  },
  command,
  view: {
    meta: { pane: 'share.looking', title: 'share' },
    needs: 'project',
    input: ({ folder, shareWith }) => ({ folder, ...(shareWith ? { target: shareWith } : {}) }),
  },
  stake: (snapshot) =>
    snapshot.context.typed === (snapshot.context.target ?? '')
      ? undefined
      : stakeOn<SharePaneId>(snapshot, { answers: ['share.folder', 'share.review'] }),
  entries: { words: /^backend shared\b/, label: 'share' },
  ended: (output) => {
    if (output.kind === 'left') return toldLeft('share');
    return { text: `backend shared with ${count(output.roots.length, 'folder')}`, tone: 'good' };
  },
});
