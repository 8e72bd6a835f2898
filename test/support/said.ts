/** The output of programs under test in this file, including the bytes of terminals. */
const said: string[] = [];

/** Records the output of a program for {@link everythingSaid}. */
export function keepSaid(text: string): void {
  said.push(text);
}

/** All of it as one text. */
export function everythingSaid(): string {
  return said.join('\n');
}
