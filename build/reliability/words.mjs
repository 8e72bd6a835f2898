/** The output of a run without names, times and places that differ between runs. */

/** Lines that appear when all is well: identity, steps, events of the stack. */
const usual = [
  /^as arn:/,
  /…$/,
  /^\d\d:\d\d:\d\d /,
  /^project-config\.json contains/,
  /^Next:$/,
  /^ {2}amplify(?:-tui)? (?:upgrade|add auth|push|status) {2}/,
  /^ {2}(?:\.amplifyrc|amplify\/)/,
  // Whether an answer is late enough to be mentioned depends on time.
  /^▲ no answer from \w+ for /,
];

/** The lines that tell a user what happened, each once. */
export function lastWords({ out, err }, person) {
  const lines = [...err.split('\n'), ...out.split('\n')]
    .filter((line) => line.trim() !== '' && !usual.some((pattern) => pattern.test(line)))
    .map((line) => steady(line, person).trim());
  return [...new Set(lines)].join('\n');
}

/** A text without whatever differs between runs. */
export function steady(text, person) {
  return (
    text
      .replaceAll(person.home, '~')
      .replaceAll(/inventory-\d{14}/g, 'inventory-TIME')
      // Which look at the stack meets the fault depends on time.
      .replaceAll(/read the (?:events|resources) of the stack/g, 'read the stack')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
      .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|m|seconds?|minutes?)\b(?: \d+ ?s\b)?/g, 'N s')
  );
}
