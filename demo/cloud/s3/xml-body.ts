import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { own } from '../records.ts';
import { malformedXml } from './protocol.ts';

/** An element of a request's body: its child elements by name, without prefixes, and its own text. */
export interface XmlNode {
  readonly '#text': string;
  readonly [name: string]: readonly XmlNode[] | string;
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Decodes character references. The parser would keep unknown ones, but S3 refuses them. */
function withCharacters(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_whole, hex, decimal, name) => {
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    const character = name === undefined ? String.fromCodePoint(point) : own(predefined, name);
    if (character === undefined) throw malformedXml();
    return character;
  });
}

const parser = new XMLParser({
  alwaysCreateTextNode: true,
  isArray: () => true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  entityDecoder: {
    decode: withCharacters,
    // Only called for entities of a DOCTYPE, which bodies of S3 never have.
    addInputEntities: () => {
      throw malformedXml();
    },
    setExternalEntities: () => undefined,
    setXmlVersion: () => undefined,
    reset: () => undefined,
  },
});

/**
 * Parses the XML body of an S3 request: elements and text. Ignores attributes, since S3's bodies have only namespaces.
 *
 * @param name of the root element; any by default
 * @throws ServiceError MalformedXML as S3 does
 */
export function parseXml(body: string, name?: string): XmlNode {
  const roots = Object.entries(elementsOf(body)).flatMap(([of, nodes]) =>
    nodes.map((node) => ({ of, node })),
  );
  const [root] = roots;
  // The validator accepts a second root element if it is self-closing.
  if (root === undefined || roots.length > 1) throw malformedXml();
  if (name !== undefined && root.of !== name) throw malformedXml();
  return root.node;
}

function elementsOf(body: string): Readonly<Record<string, readonly XmlNode[]>> {
  // The parser alone accepts unclosed tags.
  if (XMLValidator.validate(body) !== true) throw malformedXml();
  try {
    return parser.parse(body);
  } catch {
    throw malformedXml();
  }
}

/** The elements with this name, in their order. */
export function children(node: XmlNode, name: string): readonly XmlNode[] {
  const found = own(node, name);
  return typeof found === 'object' ? found : [];
}

/** The first element with this name, or undefined. */
export function child(node: XmlNode, name: string): XmlNode | undefined {
  return children(node, name)[0];
}

/** The text of the first element with this name, or undefined. */
export function childText(node: XmlNode, name: string): string | undefined {
  return child(node, name)?.['#text'].trim();
}
