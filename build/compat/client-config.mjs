import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { initiated, kinds } from './folders.mjs';
import { textsBelow } from './world.mjs';

/** The files that tell an app of its backend. */
const isConfiguration = (file) =>
  /(?:aws-exports\.js|(?:amplify|aws)configuration\.(?:json|dart))$/.test(file);

/** What the resource of Cognito was asked for: the CLI derives a part of the metadata from it anew. */
const cognito = {
  authProvidersUserPool: ['Google', 'Facebook'],
  usernameAttributes: ['email'],
  requiredAttributes: ['email'],
  passwordPolicyMinLength: 8,
  passwordPolicyCharacters: ['Requires Symbols'],
  mfaConfiguration: 'OFF',
  mfaTypes: ['SMS Text Message'],
  autoVerifiedAttributes: ['email'],
};

/**
 * For each kind of app: the configuration files that today's CLI writes for a backend with every category, and ours.
 *
 * @returns by kind of app, each file with whether both have written the same bytes
 */
export async function compareConfiguration(world) {
  const everyCategory = await metadata();
  const results = [];
  for (const { name, files, frontend } of kinds) {
    const theirs = initiated(world, `configuration-${frontend.frontend}`, files, '--env', 'dev');
    for (const folder of ['backend', '#current-cloud-backend']) {
      const file = path.join(theirs, 'amplify', folder, 'amplify-meta.json');
      const { providers } = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...everyCategory, providers }, undefined, 2));
    }
    const auth = path.join(theirs, 'amplify/backend/auth', Object.keys(everyCategory.auth)[0]);
    mkdirSync(auth, { recursive: true });
    writeFileSync(path.join(auth, 'parameters.json'), JSON.stringify(cognito));
    for (const file of textsBelow(theirs).keys()) if (isConfiguration(file)) rmSync(path.join(theirs, file));
    const ours = `${path.dirname(theirs)}-ours/shop`;
    cpSync(theirs, ours, { recursive: true });
    const { code, text } = world.node(theirs, [
      path.resolve('build/compat/outputs-by-cli.cjs'),
      world.modules,
    ]);
    if (code !== 0)
      throw new Error(`today's CLI wrote no configuration (${code ?? 'no end in time'}): ${text}`);
    // Another kind of app and back: each way writes the files of the new kind.
    const other = kinds.find((kind) => kind.frontend.frontend !== frontend.frontend);
    for (const kind of [other.frontend, frontend])
      world.ours(ours, 'configure', 'project', '--yes', '--frontend', JSON.stringify(kind));
    const [one, two] = [theirs, ours].map((folder) => configurationOf(folder));
    const written = [...new Set([...one.keys(), ...two.keys()])].sort();
    results.push({
      name,
      files: written.map((file) => ({ file, same: one.get(file) === two.get(file) })),
    });
  }
  return results;
}

/** In Dart, `$` in such a text begins an expression, so we write it as an escape; the CLI does not, and the app cannot be built. */
function configurationOf(folder) {
  const found = [...textsBelow(folder)].filter(
    ([file]) => isConfiguration(file) && !file.startsWith('amplify/'),
  );
  return new Map(
    found.map(([file, text]) => [file, file.endsWith('.dart') ? text.replaceAll('\\u0024', '$') : text]),
  );
}

/** The metadata that the tests use, too. */
async function metadata() {
  const { outputFiles } = await build({
    entryPoints: ['test/unit/project/client-config/metadata.ts'],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const code = `data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`;
  return (await import(code)).everyCategory;
}
