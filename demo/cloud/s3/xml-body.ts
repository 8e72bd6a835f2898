import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { own } from '../records.ts';
import { malformedXml } from './protocol.ts';

/** An element of a request's body: its elements by their names, without prefixes, and the text that is in itself. */
export interface XmlNode {
  readonly '#text': string;
  readonly [name: string]: readonly XmlNode[] | string;
}

const predefined: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The library leaves what it does not know as it is, and S3 refuses it. */
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
    // It is told those of a DOCTYPE, which no body of S3 has.
    addInputEntities: () => {
      throw malformedXml();
    },
    setExternalEntities: () => undefined,
    setXmlVersion: () => undefined,
    reset: () => undefined,
  },
});

/**
 * Reads the XML body of an S3 request: elements and text. Attributes are passed over, S3's bodies carry none but
 * namespaces.
 *
 * @param name of the element that the whole body is; any by default
 * @throws ServiceError MalformedXML as S3 does
 */
export function parseXml(body: string, name?: string): XmlNode {
  const roots = Object.entries(elementsOf(body)).flatMap(([of, nodes]) =>
    nodes.map((node) => ({ of, node })),
  );
  const [root] = roots;
  // The validator lets a second element pass that is closed at once.
  if (root === undefined || roots.length > 1) throw malformedXml();
  if (name !== undefined && root.of !== name) throw malformedXml();
  return root.node;
}

function elementsOf(body: string): Readonly<Record<string, readonly XmlNode[]>> {
  // The parser alone reads on where a tag is not closed.
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
