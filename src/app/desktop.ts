/** What the person's own machine can do for a flow; a headless run does nothing of it. */
export interface Desktop {
  /** Shows an address to the person, in the browser if there is one; undefined where the program knows none. */
  open(url: string | undefined): void;
  /** Puts a text where it can be pasted. */
  copy(text: string): void;
  /** Says in a sentence how something went that nothing on the screen shows. */
  tell(text: string, tone: 'done' | 'warning'): void;
}
