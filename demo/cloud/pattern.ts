/** Whether `text` matches `pattern`, in which `*` stands for any text and `?` for any character. */
export function matchesPattern(pattern: string, text: string): boolean {
  // Patterns come from outside, so the time must stay proportional to the product of the lengths.
  let star = -1;
  let resume = 0;
  let position = 0;
  let index = 0;
  while (index < text.length) {
    const wanted = pattern[position];
    if (wanted === '*') {
      star = position;
      resume = index;
      position += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[index])) {
      position += 1;
      index += 1;
    } else if (star !== -1) {
      position = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return [...pattern.slice(position)].every((character) => character === '*');
}
