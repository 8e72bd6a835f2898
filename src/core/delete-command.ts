import { shellWord } from './shell.ts';
import { plainText } from './text.ts';

/** What a deletion is about. */
export interface DeletionName {
  readonly scope: 'project' | 'environment';
  /** The name of the project or the environment. */
  readonly name: string;
}

/** The command that continues a deletion, to be run in the project's folder unless `more` names it. */
export function deleteCommand(
  { scope, name }: DeletionName,
  more: { readonly folder?: string | undefined; readonly endpointUrl?: string | undefined } = {},
): string {
  const word = (text: string) => shellWord(plainText(text));
  const { folder, endpointUrl } = more;
  return [
    scope === 'environment' ? `amplify-tui env remove ${word(name)}` : 'amplify-tui delete',
    ...(folder === undefined ? [] : [`--cwd ${word(folder)}`]),
    ...(endpointUrl === undefined ? [] : [`--endpoint-url ${word(endpointUrl)}`]),
  ].join(' ');
}

/** Says in one sentence that a deletion has not finished. */
export function begunWords({ name }: DeletionName): string {
  return `The deletion of ${plainText(name)} was started here and did not finish.`;
}
