import { type Node, parseTree } from 'jsonc-parser';
import { asJsonc } from './tolerant-json.ts';

/** A value in a JSON text: where it stands, and where its members do if it is an object. */
export interface PlacedValue {
  readonly start: number;
  /** The first offset behind it. */
  readonly end: number;
  /** Objects only. */
  readonly members?: readonly PlacedMember[];
}

export interface PlacedMember {
  readonly name: string;
  /** Where the quotation mark of its name stands. */
  readonly start: number;
  readonly value: PlacedValue;
}

/**
 * Where the values of a JSON text stand, so that one can be replaced and the rest of the text be left as it is. Takes
 * what `parseProjectJson` takes, comments and a comma after the last member too, and expects that it has taken it.
 */
export function placesIn(text: string): PlacedValue {
  const root = parseTree(asJsonc(text), [], { allowTrailingComma: true });
  if (!root) throw new Error('there is no value');
  return placed(root);
}

function placed({ type, offset, length, children = [] }: Node): PlacedValue {
  const place = { start: offset, end: offset + length };
  return type === 'object' ? { ...place, members: children.flatMap(placedMember) } : place;
}

function placedMember({ offset, children: [name, value] = [] }: Node): PlacedMember[] {
  return name && value ? [{ name: String(name.value), start: offset, value: placed(value) }] : [];
}
