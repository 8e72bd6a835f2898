import { describe, expect, it } from 'vitest';
import { jsonLines } from '../../../../src/app/headless/json-lines.ts';
import { lineFault, linesJsonSchema } from '../../../../src/app/headless/json-lines-schema.ts';
import { Problem } from '../../../../src/core/problem.ts';
import { drive } from './drive-support.ts';

describe('a line of --json', () => {
  it('of each type has its own schema, with its contents', () => {
    const { anyOf } = linesJsonSchema() as {
      anyOf: { description: string; properties: { type: { const: string } } }[];
    };
    expect(
      Object.fromEntries(anyOf.map(({ description, properties }) => [properties.type.const, description])),
    ).toEqual(jsonLines);
  });

  it('may have more members than documented, but none fewer and none of another kind', () => {
    expect(lineFault({ type: 'result', ok: true, more: 1 })).toBeUndefined();
    expect(lineFault({ type: 'result' })).toContain('ok');
    expect(lineFault({ type: 'warning', text: 1 })).toContain('text');
    expect(lineFault({ type: 'plan', files: [{}] })).toContain('files');
    expect(lineFault({ type: 'news' })).toBe('there is no line of type "news"');
    expect(lineFault(null)).toBe('there is no line of type ""');
  });

  it('is as documented in a whole init', async () => {
    const { end, facts } = drive();
    await end;
    expect(facts().map(lineFault)).toEqual(facts().map(() => undefined));
    expect(facts().map(({ type }) => type)).toContain('event');
  });

  it('is as documented for a problem', () => {
    const fault = new Problem({ code: 'OFFLINE', what: 'It is.', why: 'It is.', next: 'Wait.' });
    expect(lineFault({ type: 'problem', ...fault.toJSON() })).toBeUndefined();
  });
});
