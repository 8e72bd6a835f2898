import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { initiated, kinds } from './folders.mjs';
import { textsBelow } from './world.mjs';

/** The files that configure an app for its backend. */
const isConfiguration = (file) =>
  /(?:aws-exports\.js|(?:amplify|aws)configuration\.(?:json|dart))$/.test(file);

/** The settings that the Cognito resource was made with: the CLI derives part of the metadata from them again. */
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
 * For each kind of app: the configuration files of a backend with every category, as today's CLI and as this program write them.
 *
 * @returns by kind of app, each file and whether both have written the same bytes
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
    // Switches to another kind of app and back: either way, the files of the new kind are written.
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

/** In Dart, an unescaped `$` begins an expression: we escape it, the CLI does not, and its app cannot be built. */
function configurationOf(folder) {
  const found = [...textsBelow(folder)].filter(
    ([file]) => isConfiguration(file) && !file.startsWith('amplify/'),
  );
  return new Map(
    found.map(([file, text]) => [file, file.endsWith('.dart') ? text.replaceAll('\\u0024', '$') : text]),
  );
}

/** The metadata of the unit tests. */
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
