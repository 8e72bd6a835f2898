import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { validationError } from '../errors.ts';
import { isObject } from '../records.ts';

/**
 * Parses the text of a template, JSON or YAML, into plain values, with YAML's short forms (`!Ref X`) expanded. Throws
 * ValidationError, in CloudFormation's words, if it is neither.
 */
export function readTemplateText(text: string): Record<string, unknown> {
  const value = text.trimStart().startsWith('{') ? readJson(text) : readYaml(text);
  if (!isObject(value)) throw validationError('Template format error: unsupported structure.');
  return value;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
    // CloudFormation's parser counts the character that it rejects as read.
    const column = (before.at(-1)?.length ?? 0) + 2;
    throw validationError(
      `Template format error: JSON not well-formed. (line ${before.length}, column ${column})`,
    );
  }
}

function readYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  try {
    return document.contents === null ? null : plainValue(document.contents);
  } catch (error) {
    if (error instanceof RangeError) throw validationError('Template format error: YAML not well-formed.');
    throw error;
  }
}

function plainValue(node: unknown): unknown {
  if (isAlias(node)) {
    throw validationError('Template error: YAML aliases are not allowed in CloudFormation templates');
  }
  if (isMap(node)) {
    const fields = node.items.map((pair): [string, unknown] => [keyText(pair.key), plainValue(pair.value)]);
    return withTag(node.tag, Object.fromEntries(fields));
  }
  if (isSeq(node))
    return withTag(
      node.tag,
      node.items.map((item) => plainValue(item)),
    );
  if (isScalar(node)) return withTag(node.tag, node.value);
  return null;
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function withTag(tag: string | undefined, value: unknown): unknown {
  if (tag === undefined || !tag.startsWith('!') || tag === '!') return value;
  const name = tag.slice(1);
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name !== 'GetAtt' || typeof value !== 'string') return { [`Fn::${name}`]: value };
  const dot = value.indexOf('.');
  return { 'Fn::GetAtt': dot === -1 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
}
