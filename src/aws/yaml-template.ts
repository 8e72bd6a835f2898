import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from 'yaml';

/**
 * Parses a YAML template to the equivalent JSON, with CloudFormation's short tags (`!Ref`) in their long form.
 *
 * In a module of its own, loaded when needed: a bundle exposes a CommonJS package's names only to a static import.
 *
 * @returns undefined for a text that is not YAML
 */
export function readYamlTemplate(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent', schema: 'core' });
  if (document.errors.length > 0) return undefined;

  function plain(node: unknown, depth: number): unknown {
    // An alias may refer to its own ancestor; no real template is this deep.
    if (depth > 200) return undefined;
    if (isAlias(node)) return plain(node.resolve(document), depth + 1);
    const value = untagged(node, depth);
    const tag = (node as (Node & { tag?: string }) | null)?.tag;
    if (!tag?.startsWith('!') || tag.startsWith('!!')) return value;
    const name = tag.slice(1);
    return { [name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`]: value };
  }

  function untagged(node: unknown, depth: number): unknown {
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item) => plain(item, depth + 1));
    if (!isMap(node)) return undefined;
    return Object.fromEntries(
      node.items.flatMap((pair) =>
        isPair(pair) ? [[String(plain(pair.key, depth + 1)), plain(pair.value, depth + 1)]] : [],
      ),
    );
  }

  return plain(document.contents, 0);
}
