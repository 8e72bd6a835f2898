import { afterBlank, closingQuote } from '../core/json-form.ts';

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
  return valueAt(text, afterBlank(text, 0));
}

function valueAt(text: string, start: number): PlacedValue {
  const first = text[start];
  if (first === '{') return objectAt(text, start);
  if (first === '[') return listAt(text, start);
  if (first === '"') return { start, end: closingQuote(text, start) + 1 };
  const token = /[^\s,\]}/#]+/y;
  token.lastIndex = start;
  if (!token.test(text)) throw new Error(`there is no value at ${start}`);
  return { start, end: token.lastIndex };
}

function objectAt(text: string, start: number): PlacedValue {
  const members: PlacedMember[] = [];
  let at = afterBlank(text, start + 1);
  while (text[at] !== '}') {
    const name = valueAt(text, at);
    const colon = afterBlank(text, name.end);
    const value = valueAt(text, afterBlank(text, colon + 1));
    members.push({ name: String(JSON.parse(text.slice(name.start, name.end))), start: at, value });
    at = afterComma(text, value.end);
  }
  return { start, end: at + 1, members };
}

function listAt(text: string, start: number): PlacedValue {
  let at = afterBlank(text, start + 1);
  while (text[at] !== ']') at = afterComma(text, valueAt(text, at).end);
  return { start, end: at + 1 };
}

function afterComma(text: string, end: number): number {
  const at = afterBlank(text, end);
  return text[at] === ',' ? afterBlank(text, at + 1) : at;
}
