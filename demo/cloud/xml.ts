/**
 * A value in an XML answer: text, number, boolean or date, a list, named elements, or a map as the entries of the Query
 * protocol.
 */
export type XmlValue =
  | string
  | number
  | boolean
  | Date
  | undefined
  | XmlValue[]
  | Map<string, string | number>
  | { [name: string]: XmlValue };

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * Writes one element. A list repeats the element (like S3) or, with `listItem`, wraps each member in an element of that name
 * (the Query protocol's `member`). Undefined leaves the element out.
 */
export function element(name: string, value: XmlValue, listItem?: string): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    if (listItem === undefined) return value.map((item) => element(name, item)).join('');
    const items = value.map((item) => element(listItem, item, listItem)).join('');
    return items === '' ? `<${name}/>` : `<${name}>${items}</${name}>`;
  }
  if (value instanceof Map)
    return `<${name}>${[...value].map(([key, item]) => element('entry', { key, value: item })).join('')}</${name}>`;
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (typeof value === 'object') return `<${name}>${elements(value, listItem)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

/** Writes the elements of an object, in its order. */
export function elements(fields: { [name: string]: XmlValue }, listItem?: string): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value, listItem))
    .join('');
}
