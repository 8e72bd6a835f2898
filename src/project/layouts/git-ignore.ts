const begin = '#amplify-do-not-edit-begin';
const end = '#amplify-do-not-edit-end';

/** What the Amplify CLI keeps out of source control, in its order. */
const patterns = [
  'amplify/\\#current-cloud-backend',
  'amplify/.config/local-*',
  'amplify/logs',
  'amplify/mock-data',
  'amplify/mock-api-resources',
  'amplify/backend/amplify-meta.json',
  'amplify/backend/.temp',
  'build/',
  'dist/',
  'node_modules/',
  'aws-exports.js',
  'awsconfiguration.json',
  'amplifyconfiguration.json',
  'amplifyconfiguration.dart',
  'amplify-build-config.json',
  'amplify-gradle-config.json',
  'amplifytools.xcconfig',
  '.secret-*',
  '**.sample',
];

/**
 * A .gitignore with Amplify's block at its end. A block that is there is left as it is; every other line stays byte for
 * byte, the kind of line end is the file's own.
 *
 * @param text the file's text; empty when there is none
 */
export function withAmplifyBlock(text: string): string {
  if (text.split(/\r?\n/).some((line) => line.trim() === begin)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = [begin, ...patterns, end, ''].join(eol);
  if (text === '') return block;
  return `${text}${text.endsWith('\n') ? '' : eol}${eol}${block}`;
}
