import { X509Certificate } from 'node:crypto';
import { asProblem, Problem } from '../../core/problem.ts';
import { plainText } from '../../core/text.ts';
import type { NetworkSettings } from '../../credentials/network.ts';
import { readTextFile } from '../../platform/files.ts';

/**
 * The trusted certificate authorities, if a setting changes them: a bundle replaces Node's own, as in the AWS CLI;
 * NODE_EXTRA_CA_CERTS is added to either, by Node itself if there is no bundle.
 *
 * @returns undefined for Node's default
 * @throws Problem CA_BUNDLE if a bundle cannot be read or holds no certificate
 */
export async function trustedCertificates(settings: NetworkSettings): Promise<readonly string[] | undefined> {
  const { caBundle, extraCa } = settings;
  if (!caBundle) return undefined;
  const bundle = await readBundle(caBundle.value, caBundle.source);
  // Node prints a warning about one that it cannot read, and continues without it.
  const extra = extraCa && (await readTextFile(extraCa.value).catch(() => undefined));
  return extra ? [bundle, extra] : [bundle];
}

async function readBundle(path: string, source: string): Promise<string> {
  const unusable = (why: string, cause?: unknown) =>
    new Problem(
      {
        code: 'CA_BUNDLE',
        what: `The certificates of ${plainText(source)} cannot be used.`,
        why: `${plainText(path)}: ${why}`,
        next: `Let ${plainText(source)} name a file of certificates in PEM format, or remove it.`,
      },
      { cause },
    );
  const text = await readTextFile(path).catch((thrown: unknown) => {
    throw unusable(asProblem(thrown).why, thrown);
  });
  if (text === undefined) throw unusable('There is no such file.');
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw unusable('It holds no certificate.');
  try {
    for (const each of certificates) new X509Certificate(each);
  } catch (thrown) {
    throw unusable('A certificate in it is damaged.', thrown);
  }
  return text;
}
