/** The readers and the editor for the proof of edits in ~/.aws, bundled before it runs. */

export { Problem } from '../../src/core/problem.ts';
export { cliProfileName, readAsCli } from '../../src/profiles/cli-reader.ts';
export { editSharedFile } from '../../src/profiles/edit/edit.ts';
export { parseSharedFile } from '../../src/profiles/grammar.ts';
export { tracesOf } from '../../test/support/traces.ts';
export { brokenFiles, editsOf, soundFiles } from '../../test/unit/profiles/random-files.ts';
