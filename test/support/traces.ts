/**
 * Every trace of secrets in a text: the whole secret, any piece of eight characters, base64. A terminal may break a line
 * anywhere, so the text is also searched without its white space.
 */
export function tracesOf(secrets: readonly string[], text: string): string[] {
  const joined = text.replaceAll(/\s/g, '');
  return secrets.flatMap((secret) => {
    const pieces = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8));
    const base64 = Buffer.from(secret).toString('base64').slice(0, 24);
    // Eight identical characters are padding, not a secret.
    const telling = [...pieces, base64].filter((piece) => new Set(piece).size > 1);
    return telling.filter((piece) => text.includes(piece) || joined.includes(piece));
  });
}
