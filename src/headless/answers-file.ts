import { parseDocument } from 'yaml';
import { readTextFile } from '../platform/files.ts';
import { Problem } from '../values/problem.ts';
import { type Answers, checkAnswers } from './answers.ts';

/**
 * Reads an answers file: JSON or YAML, checked against the published schema.
 *
 * @throws Problem ANSWERS_UNREADABLE naming line and column, ANSWERS_MISSING naming every fault at once
 */
export async function readAnswersFile(file: string): Promise<Answers> {
  return checkAnswers(await parseAnswersFile(file), file);
}

/** The value of an answers file, not checked yet. @throws Problem ANSWERS_UNREADABLE naming line and column */
export async function parseAnswersFile(file: string): Promise<unknown> {
  const text = await readTextFile(file);
  if (text === undefined) {
    throw new Problem({
      code: 'ANSWERS_UNREADABLE',
      what: `There is no answers file ${file}.`,
      why: 'The path is taken from the folder you are in.',
      next: 'Check the path after --answers.',
    });
  }
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const at = error.linePos?.[0];
    throw new Problem({
      code: 'ANSWERS_UNREADABLE',
      what: `The answers file ${file} is neither JSON nor YAML.`,
      why: `${error.message.split('\n')[0]}${at ? ` (line ${at.line}, column ${at.col})` : ''}`,
      next: 'Correct that line; `amplify-tui schema answers` prints what the file may hold.',
    });
  }
  return document.toJS();
}
