/**
 * Lines of a list, most of which differ from one before in a name alone: of ten thousand profiles nearly all do, and what is told of
 * the first is told of them.
 */
export class ListedLines<Form> {
  readonly #parts: string[] = [];
  /** What stands before and behind the name in a line, by form. */
  readonly #around = new Map<Form, readonly [string, string]>();
  /** Names that wait to be told, and the form of all of them. */
  #names: string[] = [];
  #form: Form | undefined;

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
    this.#names.push(name);
    return true;
  }

  #tellNames(): void {
    const [before, behind] = (this.#form !== undefined && this.#around.get(this.#form)) || ['', ''];
    if (this.#names.length > 0)
      this.#parts.push(`${before}${this.#names.join(`${behind}\n${before}`)}${behind}`);
    this.#names = [];
    this.#form = undefined;
  }

  /** All of them, each with its line feed. */
  text(): string {
    this.#tellNames();
    return this.#parts.map((part) => `${part}\n`).join('');
  }
}
