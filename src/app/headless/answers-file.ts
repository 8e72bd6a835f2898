import { parseDocument } from 'yaml';
import { Problem } from '../../core/problem.ts';
import { numeral, plainText } from '../../core/text.ts';
import { whyMissing } from '../../platform/file-faults.ts';
import { readTextFile } from '../../platform/files.ts';
import { type Answers, checkAnswers } from './answers.ts';

/**
 * Reads an answers file: JSON or YAML, checked against the published schema.
 *
 * @throws Problem ANSWERS_UNREADABLE naming line and column, ANSWERS_MISSING naming every fault at once
 */
export async function readAnswersFile(file: string): Promise<Answers> {
  return checkAnswers(await parseAnswersFile(file), file);
}

/** The first line of the YAML parser's message, without its position; one of its messages is only for programmers. */
function yamlWords(message: string): string {
  if (message.startsWith('Source contains multiple documents'))
    return 'It holds several documents, and takes one.';
  return plainText(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '.');
}

/** The value of an answers file, not checked yet. @throws Problem ANSWERS_UNREADABLE naming line and column */
export async function parseAnswersFile(file: string): Promise<unknown> {
  const text = await readTextFile(file).catch((thrown: unknown) => {
    throw thrown instanceof Problem
      ? unreadable(file, thrown.why, 'Check the path after --answers, and whether you may read it.')
      : thrown;
  });
  if (text === undefined) {
    throw new Problem({
      code: 'ANSWERS_UNREADABLE',
      what: `There is no answers file ${file}.`,
      why: whyMissing(file),
      next: 'Check the path after --answers.',
    });
  }
  if (text.length > largestAnswersFile) {
    throw unreadable(
      file,
      `It has ${numeral(text.length)} characters; an answers file has a few lines, and at most 65,536.`,
    );
  }
  // Windows PowerShell writes UTF-16 with >; read as UTF-8 it is text with a null character after each letter.
  if (text.includes('\0'))
    throw new Problem({
      code: 'ANSWERS_UNREADABLE',
      what: `The answers file ${file} cannot be used.`,
      why: 'It is not UTF-8 text. Windows PowerShell writes UTF-16 with >.',
      next: 'Save it as UTF-8, as with `Out-File -Encoding utf8`.',
    });
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text);
  } catch (thrown) {
    // The parser recurses with every bracket, so the stack may overflow.
    if (thrown instanceof RangeError) throw unreadable(file, 'It is nested too deeply.');
    throw thrown;
  }
  // For example an unknown tag: the value would not mean what it says.
  const [error] = [...document.errors, ...document.warnings];
  // The parser catches its own stack overflow and reports it as a fault of the text.
  if (error?.message.startsWith('Maximum call stack')) throw unreadable(file, 'It is nested too deeply.');
  if (error) {
    const at = error.linePos?.[0];
    throw new Problem({
      code: 'ANSWERS_UNREADABLE',
      what: `The answers file ${file} is neither JSON nor YAML.`,
      why: `${yamlWords(error.message)}${at ? ` (line ${at.line}, column ${at.col})` : ''}`,
      next: 'Correct that line; `amplify-tui schema answers` prints what the file may hold.',
    });
  }
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (thrown) {
    if (thrown instanceof RangeError) throw unreadable(file, 'It is nested too deeply.');
    // The parser's error for undefined aliases, and for those that would expand without end.
    if (thrown instanceof ReferenceError)
      throw unreadable(
        file,
        'It refers to parts of itself more often than is read, or to one that is not there.',
      );
    throw thrown;
  }
}

/** In bytes. Larger ones are something else, or made to take time: some checks compare every pair of members. */
const largestAnswersFile = 65_536;

const writeOut =
  'Write each answer out, one a line; `amplify-tui schema answers` prints what the file may hold.';

function unreadable(file: string, why: string, next = writeOut): Problem {
  return new Problem({
    code: 'ANSWERS_UNREADABLE',
    what: `The answers file ${file} cannot be used.`,
    why,
    next,
  });
}
