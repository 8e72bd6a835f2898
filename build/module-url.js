/** What `import.meta.url` is in a file that is built as CommonJS. */
export const moduleUrl = require('node:url').pathToFileURL(__filename).href;
