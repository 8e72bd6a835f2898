import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Lines: more than this is hard to keep in mind. */
const most = 80;

/** @param files paths of TypeScript files @returns a line for each function that is too long */
export function longFunctions(files) {
  return files
    .flatMap(functionsOf)
    .filter(({ lines }) => lines > most)
    .map(({ name, lines }) => `a function of ${lines} lines, ${most} at most: ${name}`);
}

/** The functions of a file: path and name, and length in lines. */
function functionsOf(file) {
  const text = readFileSync(file, 'utf8');
  if (text.split('\n').length <= most) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const line = (at) => source.getLineAndCharacterOfPosition(at).line;
  const functions = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const name = node.name?.getText() ?? node.parent.name?.getText() ?? 'a function without a name';
      functions.push({ name: `${file} ${name}`, lines: line(node.end) - line(node.getStart()) + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return functions;
}
