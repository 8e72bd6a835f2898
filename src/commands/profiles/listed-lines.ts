/**
 * Lines of a list, most of which differ from one before in a name alone: of ten thousand profiles nearly all do, and what is told of
 * the first is told of them.
 */
export class ListedLines<Form> {
  readonly #say: ((text: string) => void) | undefined;
  #parts: string[] = [];
  /** What stands before and behind the name in a line, by form. */
  readonly #around = new Map<Form, readonly [string, string]>();
  /** Names that wait to be told, and the form of all of them. */
  #names: string[] = [];
  #form: Form | undefined;

  /** @param say gets the first lines of many while more are added; absent: all of them are in {@link text} */
  constructor(say?: (text: string) => void) {
    this.#say = say;
  }

  add(...lines: readonly string[]): void {
    this.#tellNames();
    for (const line of lines) this.#parts.push(line);
  }

  /**
   * Adds a line of JSON after which those of other names can be made.
   *
   * @param name its member `name`, of characters that JSON leaves as they are
   */
  addFirst(line: string, form: Form, name: string): void {
    this.add(line);
    const [before, behind] = line.split(`"name":"${name}"`);
    if (before !== undefined && behind !== undefined)
      this.#around.set(form, [`${before}"name":"`, `"${behind}`]);
  }

  /** Adds the line of another name. @returns false where no line of its form was added before */
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

  /** All of them that were not said yet, each with its line feed. */
  text(): string {
    this.#tellNames();
    const text = this.#parts.map((part) => `${part}\n`).join('');
    this.#parts = [];
    return text;
  }
}

/** So many names are told at once: their lines fit into memory that is used again and again. */
const mostWaiting = 256;
