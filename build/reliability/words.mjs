/** What a run has said, made the same for every run: names, times and places that differ are replaced. */

/** Lines that tell what goes on when all is well: identity, steps, events of the stack. */
const usual = [
  /^as arn:/,
  /…$/,
  /^\d\d:\d\d:\d\d /,
  /^project-config\.json contains/,
  /^Next:$/,
  /^ {2}amplify(?:-tui)? (?:upgrade|add auth|push|status) {2}/,
  /^ {2}(?:\.amplifyrc|amplify\/)/,
  // Whether an answer is late enough to be told of depends on time.
  /^▲ no answer from \w+ for /,
];

/** The lines that a person reads to know what happened, each once. */
export function lastWords({ out, err }, person) {
  const lines = [...err.split('\n'), ...out.split('\n')]
    .filter((line) => line.trim() !== '' && !usual.some((pattern) => pattern.test(line)))
    .map((line) => steady(line, person).trim());
  return [...new Set(lines)].join('\n');
}

/** A text without what differs from run to run. */
export function steady(text, person) {
  return (
    text
      .replaceAll(person.home, '~')
      .replaceAll(/inventory-\d{14}/g, 'inventory-TIME')
      // Which of its looks at the stack meets the trouble depends on time.
      .replaceAll(/read the (?:events|resources) of the stack/g, 'read the stack')
      .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
      .replaceAll(/\b\d+(?:\.\d+)? ?(?:ms|s|m|seconds?|minutes?)\b(?: \d+ ?s\b)?/g, 'N s')
  );
}
