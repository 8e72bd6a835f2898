import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  FrontOrder,
  indexOfKey,
  MadeRows,
  pickedRows,
  type Rows,
  rowsWithFirst,
} from '../../../src/core/rows.ts';

/** Generated rows: their numbers as texts. */
class Numbers extends MadeRows<string> {
  made = 0;
  readonly length: number;

  constructor(length: number) {
    super();
    this.length = length;
  }

  at(index: number): string | undefined {
    if (index < 0 || index >= this.length) return undefined;
    this.made += 1;
    return String(index);
  }

  indexOfKey(key: string): number {
    return Number(key) < this.length ? Number(key) : -1;
  }
}

const same = (text: string) => text;
const array = (count: number) => Array.from({ length: count }, (_, index) => String(index));

function expectSame(rows: Rows<string>, others: Rows<string>) {
  expect([...rows]).toEqual([...others]);
  expect(rows.length).toBe(others.length);
  expect(rows.slice(1, 4)).toEqual(others.slice(1, 4));
  expect(rows.at(rows.length)).toBeUndefined();
  for (const key of [...others, 'gone'])
    expect(indexOfKey(rows, key, same)).toBe(indexOfKey(others, key, same));
}

it('rows of rows equal those of an array', () => {
  const picks = fc.uniqueArray(fc.nat(11), { maxLength: 12 });
  fc.assert(
    fc.property(picks, fc.integer({ min: -1, max: 12 }), (chosen, first) => {
      expectSame(pickedRows(new Numbers(12), chosen), pickedRows(array(12), chosen));
      expectSame(rowsWithFirst(new Numbers(12), first), rowsWithFirst(array(12), first));
    }),
  );
});

it('moving some to the front keeps the order of the others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(11), { maxLength: 12 }), (front) => {
      const order = new FrontOrder(front);
      const rows = array(12).map((_, place) => order.rowAt(place));
      expect(rows).toEqual([
        ...front,
        ...array(12)
          .map(Number)
          .filter((row) => !front.includes(row)),
      ]);
      expect(rows.map((row) => order.placeOf(row))).toEqual(array(12).map(Number));
    }),
  );
});

it('only rows that are looked at are created', () => {
  const numbers = new Numbers(1_000_000);
  expect(rowsWithFirst(numbers, 999_999).slice(0, 3)).toEqual(['999999', '0', '1']);
  expect(indexOfKey(numbers, '500000', same)).toBe(500_000);
  expect(numbers.made).toBe(3);
});
