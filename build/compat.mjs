import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compareConfiguration } from './compat/client-config.mjs';
import { clis } from './compat/clis.mjs';
import { folders } from './compat/folders.mjs';
import { compatibilityPage } from './compat/page.mjs';
import { changedFiles, openWorld, textsBelow } from './compat/world.mjs';

/**
 * Runs the two real Amplify CLIs in folders written by this program, and writes what they did to docs/compatibility.md:
 * `npm run compat`. With parts of folders' titles, or `configuration`, runs and prints only these. Needs the npm registry the
 * first time. Fails if a command fails, says something unexpected, or changes a file that it should not.
 */
const page = 'docs/compatibility.md';
const words = process.argv.slice(2);
const chosen = folders.filter(
  ({ title }) => words.length === 0 || words.some((word) => title.includes(word)),
);

if (spawnSync(process.execPath, ['build/build.mjs'], { stdio: 'inherit' }).status !== 0) process.exit(1);
const world = await openWorld();
const results = [];
let configuration = [];
try {
  for (const folder of chosen) {
    const cwd = folder.make(world);
    const ran = [];
    for (const command of folder.commands) ran.push(await tried(folder, cwd, command));
    results.push({ ...folder, ran });
    for (const { args, wrong, text } of ran) {
      console.log(`${wrong.length > 0 ? '✖' : '✔'} ${folder.title}: amplify ${args.join(' ')}`);
      if (wrong.length > 0 || words.length > 0) console.log([...wrong, text].join('\n'));
    }
  }
  if (words.length === 0 || words.includes('configuration'))
    configuration = await compareConfiguration(world);
  for (const { name, files } of configuration)
    for (const { file, same } of files) console.log(`${same ? '✔' : '✖'} ${name}: ${file}`);
} finally {
  await world.close();
}
if (words.length === 0) writeFileSync(page, compatibilityPage(results, configuration, clis));
const failed =
  results.some(({ ran }) => ran.some(({ wrong }) => wrong.length > 0)) ||
  configuration.some(({ files }) => files.length === 0 || files.some(({ same }) => !same));
process.exit(failed ? 1 : 0);

/** Runs one command of a CLI in a folder. @returns what it did, and what is wrong with that */
async function tried({ cli, through }, cwd, { args, asks, says, changes, writes, becomes, ends }) {
  const before = textsBelow(cwd);
  const known = projectIn(cwd);
  const { code, text } = asks
    ? await world.answered(cli, cwd, args, { through, answers: asks })
    : world.theirs(cli, cwd, args, through);
  const changed = changedFiles(before, textsBelow(cwd));
  const shown = world.shown(text);
  const wrong = [];
  if (code !== 0) wrong.push(`it ended with ${code}`);
  if (!says.test(shown)) wrong.push(`it did not say ${says}`);
  if (/\b(?:\w*Error|Cannot find|ENOENT)\b/.test(shown)) wrong.push('it told of an error');
  const expected = (file) => changes.some((one) => (one.test ? one.test(file) : one === file));
  const unexpected = changed.filter((file) => !expected(file));
  if (unexpected.length > 0) wrong.push(`it changed ${unexpected.join(', ')}`);
  if (writes !== undefined && !changed.includes(writes)) wrong.push(`it did not write ${writes}`);
  const after = projectIn(cwd);
  if (ends && after !== undefined) wrong.push('a project is left');
  for (const [what, had] of Object.entries(ends ? {} : { ...known, ...becomes }))
    if (!Object.is(after?.[what], had)) wrong.push(`after it ${what} is ${after?.[what]}, not ${had}`);
  return { args, code, changed: changed.map(world.shown), text: shown, wrong };
}

/** This program's view of a folder, limited to what no command may change unless it says so; undefined if no project is left. */
function projectIn(cwd) {
  if (!existsSync(path.join(cwd, 'amplify'))) return undefined;
  const { project, stack, notes } = JSON.parse(world.ours(cwd, 'status', '--json').trim());
  const { name, app, layout, environment } = project;
  return {
    name,
    app,
    layout,
    environment,
    stack: stack.stackName,
    state: stack.status,
    notes: notes.join(' '),
  };
}
