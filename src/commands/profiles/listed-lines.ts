/**
 * The lines of a list, most of which differ from an earlier one only in a name, as do those of nearly all of ten thousand
 * profiles.
 */
export class ListedLines<Form> {
  readonly #say: ((text: string) => void) | undefined;
  #parts: string[] = [];
  /** The text before and after the name in a line, by form. */
  readonly #around = new Map<Form, readonly [string, string]>();
  /** Names whose lines are pending, and their common form. */
  #names: string[] = [];
  #form: Form | undefined;

  /** @param say receives the first lines of many while more are added; absent: all of them are in {@link text} */
  constructor(say?: (text: string) => void) {
    this.#say = say;
  }

  add(...lines: readonly string[]): void {
    this.#tellNames();
    for (const line of lines) this.#parts.push(line);
  }

  /**
   * Adds a line of JSON from which those of other names can be generated.
   *
   * @param name its member `name`, of characters that JSON does not escape
   */
  addFirst(line: string, form: Form, name: string): void {
    this.add(line);
    const [before, behind] = line.split(`"name":"${name}"`);
    if (before !== undefined && behind !== undefined)
      this.#around.set(form, [`${before}"name":"`, `"${behind}`]);
  }

  /** Adds the line of another name. @returns false if no line of its form was added before */
  addAlike(form: Form, name: string): boolean {
    if (form !== this.#form) {
      if (!this.#around.has(form)) return false;
      this.#tellNames();
      this.#form = form;
    }
    if (this.#names.push(name) >= mostWaiting && this.#say) {
      this.#tellNames();
      this.#say(this.text());
    }
    return true;
  }

  #tellNames(): void {
    if (this.#names.length === 0) return;
    const [before, behind] = (this.#form !== undefined && this.#around.get(this.#form)) || ['', ''];
    this.#parts.push(`${before}${this.#names.join(`${behind}\n${before}`)}${behind}`);
    this.#names = [];
    this.#form = undefined;
  }

  /** All pending lines, each with its line feed. */
  text(): string {
    this.#tellNames();
    const text = this.#parts.map((part) => `${part}\n`).join('');
    this.#parts = [];
    return text;
  }
}

/** How many names are written at once: their lines fit into memory that is reused. */
const mostWaiting = 256;
