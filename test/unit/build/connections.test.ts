import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const files = ['src', 'components', 'machines'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/')),
);
const texts = files.map((file) => [file, readFileSync(file, 'utf8')] as const);

const opens =
  /from 'node:(?:https?|http2|net|tls|dns|dgram)(?:\/promises)?'|import\('node:(?:https?|http2|net|tls|dns|dgram)|\bfetch\(|\bWebSocket\(/;

it('opens connections in few places: requests to AWS, the proxy to it, and addresses of this machine', () => {
  expect(
    texts
      .filter(([, text]) => opens.test(text))
      .map(([file]) => file)
      .sort(),
  ).toEqual([
    'src/app/demo-phone.ts',
    'src/aws/endpoints.ts',
    'src/aws/network/proxy.ts',
    'src/aws/network/server-date.ts',
    'src/aws/network/tunnel.ts',
    'src/aws/network/unsigned-request.ts',
    'src/aws/request-handler.ts',
    'src/credentials/credential-server.ts',
    'src/platform/one-time-address.ts',
  ]);
});

/** AWS, its documentation, this machine and its metadata services; the others are in comments or are names of formats. */
const known =
  /^(?:127\.0\.0\.1|169\.254\.(?:169\.254|170\.2|170\.23)|(?:[\w-]+\.)*(?:amazonaws\.cn|awsapps\.com|aws\.amazon\.com|amplify\.aws)|docs\.python\.org|www\.w3\.org|user|host)$/;

it('contains no addresses in the program except those of AWS and of this machine', () => {
  const named = texts.flatMap(([file, text]) =>
    [...text.matchAll(/https?:\/\/([\w.-]*\w)(\.?\$\{)?/g)]
      // Addresses that continue with a value are built from a region, or from what the user named.
      .filter(([, , goesOn]) => goesOn === undefined)
      .map(([, host = '']) => ({ file, host })),
  );
  expect(named.filter(({ host }) => !known.test(host))).toEqual([]);
  expect(named.length).toBeGreaterThan(5);
});
