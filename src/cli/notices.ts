import type { Notice } from '../../components/panes/pane-props.ts';

/** Short results for the person; each stays for a while or until the next. */
export function createNotices() {
  const listeners = new Set<() => void>();
  let current: Notice | undefined;
  let timer: NodeJS.Timeout | undefined;
  const show = (notice: Notice | undefined) => {
    current = notice;
    clearTimeout(timer);
    if (notice) timer = setTimeout(() => show(undefined), 20_000).unref();
    for (const listener of listeners) listener();
  };
  const watch = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { show, watch, current: () => current };
}

export type Notices = ReturnType<typeof createNotices>;
