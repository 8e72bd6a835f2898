/** The visible fields of a form: from `first` to before `end`; `hidden` are not visible. */
export interface FormWindow {
  readonly first: number;
  readonly end: number;
  readonly hidden: number;
}

/**
 * The fields of a form that fit: all of them if possible, else those around the focus, with a row left for saying how many more
 * there are.
 *
 * @param heights rows of each field, including its fault
 * @param at the focused field, which is always visible
 * @param rows those for all fields together
 */
export function formWindow(heights: readonly number[], at: number, rows: number): FormWindow {
  const whole = heights.reduce((sum, height) => sum + height, 0);
  if (whole <= rows) return { first: 0, end: heights.length, hidden: 0 };
  let left = rows - 1 - (heights[at] ?? 0);
  let [first, end] = [at, at + 1];
  const takes = (height: number | undefined) => height !== undefined && height <= left;
  for (let grown = true; grown; ) {
    grown = false;
    if (takes(heights[first - 1])) {
      first -= 1;
      left -= heights[first] ?? 0;
      grown = true;
    }
    if (takes(heights[end])) {
      left -= heights[end] ?? 0;
      end += 1;
      grown = true;
    }
  }
  return { first, end, hidden: heights.length - (end - first) };
}
