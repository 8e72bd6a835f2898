/**
 * Finds settings that are plain string literals in a JavaScript or TypeScript configuration file, without running it:
 * `build: { outDir: 'public' }` gives `build.outDir` -> `public`. Wrappers around the configuration (`defineConfig(() =>
 * ({ ... }))`) are ignored. Computed values, and keys with two different values, are left out.
 *
 * @param source the file's text; comments are skipped
 */
export function plainLiterals(source: string): ReadonlyMap<string, string> {
  const found = new Map<string, string | undefined>();
  const frames: Frame[] = [];
  const tokens = tokensOf(source);
  for (const [index, token] of tokens.entries()) {
    const frame = frames.at(-1);
    if (token.kind === 'mark' && '{[('.includes(token.text)) {
      frames.push({ open: token.text, name: frame?.open === '{' ? frame.key : undefined, key: undefined });
    } else if (token.kind === 'mark' && '}])'.includes(token.text)) {
      frames.pop();
    } else if (frame?.open !== '{') {
    } else if (token.kind === 'mark') {
      if (token.text === ',' || token.text === ';') frame.key = undefined;
    } else if (frame.key === undefined && tokens[index + 1]?.text === ':' && token.kind !== 'template') {
      frame.key = token.text;
    } else if (token.kind === 'text' && frame.key !== undefined && tokens[index - 1]?.text === ':') {
      if (!isEnd(tokens[index + 1])) continue;
      const path = pathOf(frames);
      if (path === undefined) continue;
      found.set(path, found.has(path) && found.get(path) !== token.text ? undefined : token.text);
    }
  }
  return new Map([...found].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

interface Frame {
  readonly open: string;
  /** The member of the outer object whose value this is. */
  readonly name: string | undefined;
  /** The member that is being read. */
  key: string | undefined;
}

interface Token {
  readonly kind: 'mark' | 'name' | 'text' | 'template';
  readonly text: string;
}

const tokenPattern =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'((?:\\.|[^'\\\n])*)'|"((?:\\.|[^"\\\n])*)"|(`(?:\\[\s\S]|[^`\\])*`)|([\w$]+)|([{}()[\],;:])|([^\s\w$])/g;

function tokensOf(source: string): Token[] {
  return [...source.matchAll(tokenPattern)].flatMap((match): Token[] => {
    const [, single, double, template, name, mark, other] = match;
    const text = single ?? double;
    // A string with a backslash would have to be interpreted, so it does not count as plain.
    if (text !== undefined) return [{ kind: text.includes('\\') ? 'template' : 'text', text }];
    if (template !== undefined) return [{ kind: 'template', text: template }];
    if (name !== undefined) return [{ kind: 'name', text: name }];
    const sign = mark ?? other;
    return sign === undefined ? [] : [{ kind: 'mark', text: sign }];
  });
}

function isEnd(token: Token | undefined): boolean {
  return token === undefined || [',', '}'].includes(token.text);
}

/** The member names from the configuration's own object inwards; undefined inside a list or a member's call. */
function pathOf(frames: readonly Frame[]): string | undefined {
  const first = frames.findIndex((frame) => frame.name !== undefined);
  const inner = first === -1 ? frames.slice(-1) : frames.slice(first);
  if (inner.some((frame) => frame.open !== '{')) return undefined;
  const outer = first === -1 ? [] : inner.map((frame) => frame.name);
  if (outer.includes(undefined)) return undefined;
  return [...outer, frames.at(-1)?.key].join('.');
}
