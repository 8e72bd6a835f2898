import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editedJson, type JsonEdit } from '../../../src/project/edited-json.ts';
import { parseProjectJson } from '../../../src/project/json-text.ts';

const edit = (text: string, ...edits: JsonEdit[]) => editedJson('/x.json', text, edits);
const set = (path: string, value: unknown): JsonEdit => ({ path: path.split('.'), value });

const messy = `// of the team
{
\t"name" :"shop", # the old one
\t"list": [1,2,
\t\t3], /* kept */
\t"inner": { "a": 1, "b": { } },
\t// about the last
\t"last": true, // behind it
}
`;

describe('a JSON file that people edit', () => {
  it('changes a value and nothing else', () => {
    expect(edit(messy, set('name', 'store'))).toBe(messy.replace('"shop"', '"store"'));
    expect(edit(messy, set('inner.a', [2]))).toBe(messy.replace('"a": 1', '"a": [ 2 ]'));
  });

  it('gets a new member as the last one, in the style of the others', () => {
    expect(edit(messy, set('inner.c', 3))).toBe(messy.replace('"b": { } }', '"b": { }, "c": 3 }'));
    expect(edit(messy, set('more', { x: 1 }))).toBe(
      messy.replace('behind it\n', 'behind it\n\t"more": {\n\t\t"x": 1\n\t}\n'),
    );
    expect(edit('{\r\n  "a": 1 // one\r\n}\r\n', set('b.c', 2))).toBe(
      '{\r\n  "a": 1, // one\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}\r\n',
    );
    expect(edit('{}', set('a', 1))).toBe('{\n  "a": 1\n}');
  });

  it('loses a member with its line', () => {
    expect(edit(messy, set('list', undefined))).toBe(
      messy.replace(/\t"list"[^\]]*\], /, ' ').replace('\n /*', '\n/*'),
    );
    expect(edit('{\n  "a": 1,\n  "b": 2\n}', set('b', undefined))).toBe('{\n  "a": 1\n}');
    expect(edit('{\n  "a": 1,\n  "b": 2\n}', set('a', undefined))).toBe('{\n  "b": 2\n}');
    expect(edit('{ "a": 1, "b": 2 }', set('a', undefined))).toBe('{ "b": 2 }');
    expect(edit('{ "a": 1, "b": 2 }', set('b', undefined))).toBe('{ "a": 1 }');
    expect(edit('{ "a": 1 }', set('a', undefined))).toBe('{}');
  });

  it('is the same text if nothing changes', () => {
    expect(edit(messy, set('name', 'shop'), set('gone', undefined), set('inner.b.x', undefined))).toBe(messy);
  });

  it('says where it is broken', () => {
    expect(() => edit('{\n  "a" 1\n}', set('a', 2))).toThrow(/line 2, column \d/);
  });

  it('contains exactly what was requested, whatever it contained and however it was written', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd "quoted"', '__proto__x');
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.string(),
        fc.array(fc.integer()),
        tie('object'),
      ),
      object: fc.dictionary(names, tie('value'), { maxKeys: 4 }),
    }));
    const path = fc.array(names, { minLength: 1, maxLength: 3 });
    const value = fc.oneof(fc.constant(undefined), fc.string(), fc.dictionary(names, fc.integer()));
    const style = fc.constantFrom(undefined, 2, 4, '\t');
    fc.assert(
      fc.property(json.object, path, value, style, fc.boolean(), (object, at, wanted, indent, windows) => {
        const unix = JSON.stringify(object, null, indent);
        const text = windows ? unix.replaceAll('\n', '\r\n') : unix;
        const after = parseProjectJson('/x', edit(text, { path: at, value: wanted }));
        expect(after).toEqual(expected(object as Record<string, unknown>, at, wanted));
      }),
      { numRuns: 500 },
    );
  });
});

function expected(
  object: Record<string, unknown>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
): unknown {
  const inner = object[name];
  const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  if (rest.length > 0) {
    if (value === undefined && !isObject) return object;
    return { ...object, [name]: expected(isObject ? (inner as Record<string, unknown>) : {}, rest, value) };
  }
  const { [name]: _, ...others } = object;
  return value === undefined ? others : { ...object, [name]: value };
}
