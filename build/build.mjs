import { writeFile } from 'node:fs/promises';
import { bundleProgram } from './bundle.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** Builds the one bundle that is published, in dist/, and THIRD-PARTY-NOTICES beside it. */
const metafile = await bundleProgram();
await writeFile('THIRD-PARTY-NOTICES', await thirdPartyNotices(metafile));
if (process.argv.includes('--meta')) await writeFile('dist/meta.json', JSON.stringify(metafile));
