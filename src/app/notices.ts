import type { Notice } from '../../components/panes/pane-props.ts';

/** Short results for the user; each stays for a while or until the next. */
export function createNotices() {
  const listeners = new Set<() => void>();
  let current: Notice | undefined;
  let timer: NodeJS.Timeout | undefined;
  const show = (notice: Notice | undefined) => {
    current = notice;
    clearTimeout(timer);
    // A text to select by hand stays until the user goes on.
    if (notice && notice.whole === undefined) timer = setTimeout(() => show(undefined), 20_000).unref();
    for (const listener of listeners) listener();
  };
  const watch = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const hide = () => {
    if (current?.whole !== undefined) show(undefined);
  };
  /** Shows what a key of the pane has done. */
  const answer = (notice: Notice) => show({ ...notice, ofPane: true });
  /** The pane that it belongs to is left. */
  const leave = () => {
    if (current?.ofPane) show(undefined);
  };
  return { show, answer, hide, leave, watch, current: () => current };
}

export type Notices = ReturnType<typeof createNotices>;
