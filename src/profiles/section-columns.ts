import type { OpenSection } from './grammar-parts.ts';
import { plainNameOffset } from './header.ts';
import { PlainSection, type PlainSections } from './plain-section.ts';
import type { SectionForm } from './section-form.ts';
import type { SharedFile, SharedSection } from './shared-file.ts';

/** A parsed shared file. */
export interface ReadFile extends SharedFile {
  /** Its sections by number, to look at a few without creating all of them. */
  readonly columns: SectionColumns;
}

/**
 * The sections of a shared file, by number. For those taken whole, only offsets and form are stored, in parallel arrays, and
 * names are read from the file: creating hundreds of thousands of objects and strings would take most of the time.
 */
export class SectionColumns {
  readonly plain: PlainSections;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #forms: (SectionForm | undefined)[] = [];
  readonly #others = new Map<number, OpenSection>();
  /** Plain sections created so far, so that each is always the same object. */
  readonly #made = new Map<number, PlainSection>();
  /** A hash table of plain sections by name, with open addressing: the number of each plus one; 0 in a free slot. */
  #slots = new Int32Array(256);
  /** The hashes of their names, so that few names are compared. */
  readonly #hashes: number[] = [];
  #named = 0;

  constructor(plain: PlainSections) {
    this.plain = plain;
  }

  get length(): number {
    return this.#starts.length;
  }

  /** The sections that were read line by line, by number, in file order. */
  get others(): ReadonlyMap<number, SharedSection> {
    return this.#others;
  }

  /** Adds a section that was taken whole, unless a plain one has its name. @returns whether it was added */
  addPlain(start: number, end: number, form: SectionForm): boolean {
    if (this.#named * 2 >= this.#slots.length) this.#grow();
    const nameStart = start + plainNameOffset(this.plain.kind);
    const hash = hashOf(this.plain.bytes, nameStart);
    const slot = this.#slotOf(hash, this.plain.bytes, nameStart);
    if (this.#slots[slot] !== 0) return false;
    this.#starts.push(start);
    this.#ends.push(end);
    this.#hashes.push(hash);
    this.#slots[slot] = this.#forms.push(form);
    this.#named += 1;
    return true;
  }

  /** @param start where its header begins @returns its number */
  addOther(section: OpenSection, start: number): number {
    const number = this.#starts.push(start) - 1;
    this.#ends.push(-1);
    this.#hashes.push(0);
    this.#forms.push(undefined);
    this.#others.set(number, section);
    return number;
  }

  /** The number of the plain section with a name; -1 when there is none. */
  find(name: string): number {
    if (name.includes(']')) return -1;
    return this.findIn(Buffer.from(`${name}]`), 0);
  }

  /** Like {@link find}, by the name at an offset of this or another file, which ends at a `]`. */
  findIn(bytes: Uint8Array, start: number): number {
    return (this.#slots[this.#slotOf(hashOf(bytes, start), bytes, start)] ?? 0) - 1;
  }

  at(number: number): SharedSection | undefined {
    const made = this.#others.get(number) ?? this.#made.get(number) ?? this.plainAt(number);
    if (made instanceof PlainSection) this.#made.set(number, made);
    return made;
  }

  /** A new object for a plain section; undefined for a section that was read line by line. */
  plainAt(number: number): PlainSection | undefined {
    const form = this.#forms[number];
    if (!form) return undefined;
    return new PlainSection(this.plain, this.nameOf(number), this.startOf(number), this.endOf(number), form);
  }

  /** The value of a setting of a plain section; undefined when it is missing. */
  valueOf(number: number, key: string): string | undefined {
    const form = this.#forms[number];
    return form && this.plain.valueIn(this.startOf(number), this.endOf(number), form, key);
  }

  /** All sections, created where needed. */
  all(): SharedSection[] {
    const all: SharedSection[] = [];
    for (let number = 0; number < this.length; number += 1) {
      const section = this.#others.get(number) ?? this.#made.get(number) ?? this.plainAt(number);
      if (section) all.push(section);
    }
    return all;
  }

  /** The form of a plain section; undefined for one that was read line by line. */
  formOf(number: number): SectionForm | undefined {
    return this.#forms[number];
  }

  /** The numbers of the plain sections of some forms, in file order. @param isSuch called once per form */
  numbersOf(isSuch: (form: SectionForm) => boolean): number[] {
    const such = new Map<SectionForm, boolean>();
    const numbers: number[] = [];
    let [latest, isLatest]: [SectionForm | undefined, boolean] = [undefined, false];
    for (const [number, form] of this.#forms.entries()) {
      if (form !== latest) {
        latest = form;
        isLatest = form !== undefined && (such.get(form) ?? isSuch(form));
        if (form) such.set(form, isLatest);
      }
      if (isLatest) numbers.push(number);
    }
    return numbers;
  }

  /** The number of the plain section at an offset; -1 when there is none. */
  numberAt(offset: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.startOf(middle) <= offset) low = middle + 1;
      else high = middle;
    }
    const number = low - 1;
    return this.#forms[number] && offset < this.endOf(number) ? number : -1;
  }

  /** Where the header of a section begins. */
  startOf(number: number): number {
    return this.#starts[number] ?? -1;
  }

  /** Where a plain section ends; -1 for one that was read line by line. */
  endOf(number: number): number {
    return this.#ends[number] ?? -1;
  }

  /** Where the name of a plain section begins. */
  nameStartOf(number: number): number {
    return this.startOf(number) + plainNameOffset(this.plain.kind);
  }

  nameOf(number: number): string {
    return this.#others.get(number)?.name ?? this.plain.nameAt(this.startOf(number));
  }

  /** The slot of a name, or a free one for it. */
  #slotOf(hash: number, bytes: Uint8Array, start: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0 || (this.#hashes[number] === hash && this.#isNamed(number, bytes, start))) return slot;
    }
  }

  #isNamed(number: number, bytes: Uint8Array, start: number): boolean {
    const own = this.plain.bytes;
    for (let at = this.nameStartOf(number), other = start; ; at += 1, other += 1) {
      const byte = own[at];
      if (byte !== bytes[other]) return false;
      if (byte === closing) return true;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (const [number, form] of this.#forms.entries()) {
      if (!form) continue;
      let slot = (this.#hashes[number] ?? 0) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
  }
}

/** `]` */
const closing = 93;

/** FNV-1a of a name up to its `]`, the high bits folded into the low ones, which select the slot. */
function hashOf(bytes: Uint8Array, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start, byte = bytes[at]; byte !== undefined && byte !== closing; at += 1, byte = bytes[at])
    hash = Math.imul(hash ^ byte, 0x01000193);
  return hash ^ (hash >>> 15);
}
