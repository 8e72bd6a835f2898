import { ServiceError } from './errors.ts';

/**
 * What an XML answer is made of: text, numbers, booleans and dates as they are, lists, named elements, and a map as the
 * entries of the Query protocol.
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
 * Writes one element. A list repeats the element (S3's way) or, with `listItem`, wraps each member in an element of
 * that name (the Query protocol's `member`). Undefined leaves the element out.
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

/** An element read from a request: its name without prefix, its elements, and its text. */
export interface XmlNode {
  name: string;
  children: XmlNode[];
  text: string;
}

const TOKEN = /<\?.*?\?>|<!--.*?-->|<!\[CDATA\[(.*?)\]\]>|<(\/?)([\w.:-]+)([^<>]*?)(\/?)>|([^<]+)/gsy;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the XML body of an S3 request: elements and text. Attributes are passed over, S3's bodies carry none but
 * namespaces. Throws MalformedXML as S3 does.
 */
export function parseXml(body: string): XmlNode {
  const root: XmlNode = { name: '', children: [], text: '' };
  const open: XmlNode[] = [root];
  let position = 0;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(body); match !== null; match = TOKEN.exec(body)) {
    position = TOKEN.lastIndex;
    const [, cdata, closing, qualifiedName, , selfClosing, text] = match;
    const current = open.at(-1);
    if (current === undefined) throw malformed();
    if (cdata !== undefined) current.text += cdata;
    else if (text !== undefined) current.text += unescapeXml(text);
    else if (qualifiedName !== undefined) {
      const name = qualifiedName.slice(qualifiedName.indexOf(':') + 1);
      if (closing === '/') {
        if (current.name !== name || open.length === 1) throw malformed();
        open.pop();
      } else {
        const node: XmlNode = { name, children: [], text: '' };
        current.children.push(node);
        if (selfClosing !== '/') open.push(node);
      }
    }
  }
  const [top] = root.children;
  if (position !== body.length || open.length !== 1 || root.children.length !== 1 || top === undefined) {
    throw malformed();
  }
  return top;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_whole, hex, decimal, name) => {
    if (hex !== undefined || decimal !== undefined) {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      if (point > 0x10ffff) throw malformed();
      return String.fromCodePoint(point);
    }
    const character = ENTITIES[name];
    if (character === undefined) throw malformed();
    return character;
  });
}

/** The text of the first element with this name, or undefined. */
export function childText(node: XmlNode, name: string): string | undefined {
  return child(node, name)?.text.trim();
}

/** The first element with this name, or undefined. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
  return node.children.find((candidate) => candidate.name === name);
}

function malformed(): ServiceError {
  return new ServiceError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
