import type { OpenSection } from './grammar-parts.ts';
import { plainNameOffset } from './header.ts';
import { PlainSection, type PlainSections } from './plain-section.ts';
import type { SectionForm } from './section-form.ts';
import type { SharedFile, SharedSection } from './shared-file.ts';

/** A shared file as it was read. */
export interface ReadFile extends SharedFile {
  /** Its sections by number, for who looks at few of many. */
  readonly columns: SectionColumns;
}

/**
 * The sections of a shared file, by number. Of those that were taken whole only their place and their form are kept, side by side,
 * and their names are found where they stand in the file: hundreds of thousands of objects and texts would take most of the time.
 */
export class SectionColumns {
  readonly plain: PlainSections;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #forms: (SectionForm | undefined)[] = [];
  readonly #others = new Map<number, OpenSection>();
  /** Plain sections that were asked for, so that each is one object. */
  readonly #made = new Map<number, PlainSection>();
  /** Plain sections by name, with open addressing: the number of each and one more; 0 where there is room. */
  #slots = new Int32Array(256);
  /** What their names hash to, so that few names are compared. */
  readonly #hashes: number[] = [];
  #named = 0;

  constructor(plain: PlainSections) {
    this.plain = plain;
  }

  get length(): number {
    return this.#starts.length;
  }

  /** Those that were read line by line, by number, in the order of the file. */
  get others(): ReadonlyMap<number, SharedSection> {
    return this.#others;
  }

  /** Adds a section that was taken whole, unless there is a plain one of its name. @returns whether it was added */
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

  /** The number of the plain section of a name; -1 where there is none. */
  find(name: string): number {
    if (name.includes(']')) return -1;
    return this.findIn(Buffer.from(`${name}]`), 0);
  }

  /** As {@link find}, by a name as it stands in a plain header of this or another file: up to its `]`. */
  findIn(bytes: Uint8Array, start: number): number {
    return (this.#slots[this.#slotOf(hashOf(bytes, start), bytes, start)] ?? 0) - 1;
  }

  at(number: number): SharedSection | undefined {
    const made = this.#others.get(number) ?? this.#made.get(number) ?? this.plainAt(number);
    if (made instanceof PlainSection) this.#made.set(number, made);
    return made;
  }

  /** A plain section, made anew; undefined for one that was read line by line. */
  plainAt(number: number): PlainSection | undefined {
    const form = this.#forms[number];
    if (!form) return undefined;
    return new PlainSection(this.plain, this.nameOf(number), this.startOf(number), this.endOf(number), form);
  }

  /** What a setting of a plain section says; undefined where it is not there. */
  valueOf(number: number, key: string): string | undefined {
    const form = this.#forms[number];
    return form && this.plain.valueIn(this.startOf(number), this.endOf(number), form, key);
  }

  /** All of them, made. */
  all(): SharedSection[] {
    const all: SharedSection[] = [];
    for (let number = 0; number < this.length; number += 1) {
      const section = this.#others.get(number) ?? this.#made.get(number) ?? this.plainAt(number);
      if (section) all.push(section);
    }
    return all;
  }

  /** The form of a plain section; undefined of one that was read line by line. */
  formOf(number: number): SectionForm | undefined {
    return this.#forms[number];
  }

  /** The plain sections of some forms, in the order of the file. @param isSuch asked once of each form */
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

  /** The plain section that an offset stands in; -1 where it stands in none. */
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

  /** Where what stands below a plain section begins. */
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

  /** Where a name is, or where there is room for it. */
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

/** FNV-1a of a name up to its `]`, its high bits brought down to where they count. */
function hashOf(bytes: Uint8Array, start: number): number {
  let hash = 0x811c9dc5;
  for (let at = start, byte = bytes[at]; byte !== undefined && byte !== closing; at += 1, byte = bytes[at])
    hash = Math.imul(hash ^ byte, 0x01000193);
  return hash ^ (hash >>> 15);
}
