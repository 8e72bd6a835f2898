/** Items by number, each of which may be created on demand. Arrays qualify, too. */
export interface Rows<T> extends Iterable<T> {
  readonly length: number;
  readonly at: (index: number) => T | undefined;
  readonly slice: (start: number, end: number) => readonly T[];
  /** The index of the row with a key, -1 when there is none; absent when the rows have to be searched. */
  readonly indexOfKey?: (key: string) => number;
}

/** {@link Rows} that are created on demand. */
export abstract class MadeRows<T> implements Rows<T> {
  abstract get length(): number;
  abstract at(index: number): T | undefined;

  slice(start: number, end: number): readonly T[] {
    const found: T[] = [];
    for (let index = start; index < Math.min(end, this.length); index += 1) {
      const row = this.at(index);
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; index < this.length; index += 1) {
      const row = this.at(index);
      if (row !== undefined) yield row;
    }
  }
}

/** The index of the row with a key; -1 when there is none. */
export function indexOfKey<T>(rows: Rows<T>, key: string | undefined, keyOf: (row: T) => string): number {
  if (key === undefined) return -1;
  if (rows.indexOfKey) return rows.indexOfKey(key);
  let index = 0;
  for (const row of rows) {
    if (keyOf(row) === key) return index;
    index += 1;
  }
  return -1;
}

/** Some of the rows, by number, in the given order. */
export function pickedRows<T>(rows: Rows<T>, picks: readonly number[]): Rows<T> {
  return rows.indexOfKey ? new ViewedRows(rows, picks.length, picked(picks)) : rowsAt(rows, picks);
}

function rowsAt<T>(rows: Rows<T>, picks: readonly number[]): readonly T[] {
  return picks.flatMap((pick) => rows.slice(pick, pick + 1));
}

/** The same rows, one of them moved to the front. @param index that row's; ignored when out of range */
export function rowsWithFirst<T>(rows: Rows<T>, index: number): Rows<T> {
  if (index <= 0 || index >= rows.length) return rows;
  if (rows.indexOfKey) return new ViewedRows(rows, rows.length, new FrontOrder([index]));
  return [...rows.slice(index, index + 1), ...rows.slice(0, index), ...rows.slice(index + 1, rows.length)];
}

/** An order of other rows. */
interface Order {
  readonly rowAt: (place: number) => number;
  /** -1 when the row is left out. */
  readonly placeOf: (row: number) => number;
}

function picked(picks: readonly number[]): Order {
  return { rowAt: (place) => picks[place] ?? -1, placeOf: (row) => picks.indexOf(row) };
}

/** An order with a few rows moved to the front. */
export class FrontOrder implements Order {
  readonly #front: readonly number[];
  readonly #sorted: readonly number[];

  /** @param front their numbers, each once */
  constructor(front: readonly number[]) {
    this.#front = front;
    this.#sorted = front.toSorted((one, other) => one - other);
  }

  rowAt(place: number): number {
    const first = this.#front[place];
    if (first !== undefined) return first;
    let row = place - this.#front.length;
    for (const before of this.#sorted) if (before <= row) row += 1;
    return row;
  }

  placeOf(row: number): number {
    const first = this.#front.indexOf(row);
    return first < 0 ? row + this.#sorted.filter((each) => each > row).length : first;
  }
}

/** A view of other rows in another order. */
class ViewedRows<T> extends MadeRows<T> {
  readonly #rows: Rows<T>;
  readonly #order: Order;
  readonly length: number;

  constructor(rows: Rows<T>, length: number, order: Order) {
    super();
    this.#rows = rows;
    this.#order = order;
    this.length = length;
  }

  at(index: number): T | undefined {
    return index < 0 || index >= this.length ? undefined : this.#rows.at(this.#order.rowAt(index));
  }

  indexOfKey(key: string): number {
    const row = this.#rows.indexOfKey?.(key) ?? -1;
    return row < 0 ? -1 : this.#order.placeOf(row);
  }
}
