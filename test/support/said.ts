/** What programs under test have said in this file: outputs, and the bytes of terminals. */
const said: string[] = [];

/** Keeps what a program has said, for {@link everythingSaid}. */
export function keepSaid(text: string): void {
  said.push(text);
}

/** All of it, in one text. */
export function everythingSaid(): string {
  return said.join('\n');
}
