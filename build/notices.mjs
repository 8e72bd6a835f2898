import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Packages without a licence file: the text for their SPDX id comes from a package that has one. */
const standIns = { MIT: 'node_modules/react', 'Apache-2.0': 'node_modules/@aws-sdk/client-sts' };

/**
 * The licences of everything in the bundle.
 *
 * @param {{ outputs: Record<string, { inputs: Record<string, unknown> }> }} metafile esbuild's, about its output
 * @returns {Promise<string>} the text of THIRD-PARTY-NOTICES
 */
export async function thirdPartyNotices(metafile) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const input of Object.keys(output.inputs)) {
      // Modules generated for a file of a package (`asked:node:fs?node_modules/…`) are not part of it.
      const match = /^([^:?]*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match) folders.add(match[1]);
    }
  }
  const entries = await Promise.all([...folders].sort().map(notice));
  return `amplify-tui contains the following packages.\n\n${entries.join('\n')}`;
}

async function notice(folder) {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const text = (await licenceText(folder)) ?? (await licenceText(standIns[license] ?? ''));
  if (!license || !text) throw new Error(`${name} ${version}: no licence text found (${license})`);
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n${'='.repeat(80)}\n${text.trim()}\n`;
}

async function licenceText(folder) {
  if (!folder || !existsSync(folder)) return undefined;
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  return file ? readFile(path.join(folder, file), 'utf8') : undefined;
}
