import type { Layout } from '../project.ts';

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

/** For the documented layout: its settings hold paths and the profile of one machine. */
const documentedPatterns = ['amplify/.config/'];

/**
 * A .gitignore with Amplify's block at its end. An existing block is kept, every other line stays byte for byte, new
 * lines end as the file's own do, and a missing line end after the last line stays missing, so that `withoutAmplifyBlock`
 * can restore the file.
 *
 * @param text the file's text; empty if there is none
 */
export function withAmplifyBlock(text: string, layout: Layout = 'multi-env'): string {
  if (text.split(/\r?\n/).some((line) => line.trim() === begin)) return text;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const block = [begin, ...(layout === 'documented' ? documentedPatterns : patterns), end].join(eol);
  if (text === '') return `${block}${eol}`;
  return text.endsWith('\n') ? `${text}${eol}${block}${eol}` : `${text}${eol}${eol}${block}`;
}

/**
 * A .gitignore without Amplify's block and the empty line before it; every other line stays byte for byte. A block
 * without an end is kept.
 */
export function withoutAmplifyBlock(text: string): string {
  const lines = text.split(/(?<=\n)/);
  const first = lines.findIndex((line) => line.trim() === begin);
  const last = lines.findIndex((line, index) => index > first && line.trim() === end);
  if (first === -1 || last === -1) return text;
  const above = first > 0 && lines[first - 1]?.trim() === '' ? first - 1 : first;
  const before = lines.slice(0, above).join('');
  const isUnended = last === lines.length - 1 && !lines[last]?.endsWith('\n');
  return (isUnended ? before.replace(/\r?\n$/, '') : before) + lines.slice(last + 1).join('');
}

/** What to do with a .gitignore that does not ignore the files of one machine. */
export type GitIgnore = 'add' | 'leave';

/** Whether a .gitignore mentions Amplify's files of one machine, in the CLI's block or in a user's own lines. */
export function ignoresAmplify(text: string): boolean {
  return text.includes(begin) || /^[^#\n]*amplify\/(?:\.config|\\?#current-cloud-backend|\*)/m.test(text);
}
