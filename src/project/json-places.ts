import { type Node, parseTree } from 'jsonc-parser';
import { asJsonc } from './tolerant-json.ts';

/** The position of a value in a JSON text, and of its members if it is an object. */
export interface PlacedValue {
  readonly start: number;
  /** The first offset after it. */
  readonly end: number;
  /** Objects only. */
  readonly members?: readonly PlacedMember[];
}

export interface PlacedMember {
  readonly name: string;
  /** The offset of the opening quote of its name. */
  readonly start: number;
  readonly value: PlacedValue;
}

/**
 * The positions of the values in a JSON text, so that one can be replaced without touching the rest.
 *
 * @param text that `parseProjectJson` has accepted; comments and trailing commas included
 * @throws Error if it holds no value
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
