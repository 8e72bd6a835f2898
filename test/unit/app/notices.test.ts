import { expect, it } from 'vitest';
import { createNotices } from '../../../src/app/notices.ts';

it('the answer to a key of a pane goes with the pane, news of the background stay', () => {
  const notices = createNotices();
  notices.answer({ tone: 'warning', text: 'The demo cloud has no console.' });
  notices.leave();
  expect(notices.current()).toBeUndefined();
  notices.show({ tone: 'done', text: 'inventory is deployed' });
  notices.leave();
  expect(notices.current()?.text).toBe('inventory is deployed');
  notices.show(undefined);
});
