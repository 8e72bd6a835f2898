import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { bundleProgram } from './bundle.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Builds the published bundle in dist/ with its man page, and THIRD-PARTY-NOTICES beside it. */
const metafile = await bundleProgram();
await writeFile('dist/amplify-tui.1', execFileSync(process.execPath, ['dist/cli.js', 'completions', 'man']));
await writeFile('THIRD-PARTY-NOTICES', await thirdPartyNotices(metafile));
if (process.argv.includes('--meta')) await writeFile('dist/meta.json', JSON.stringify(metafile));
