import { ownMember } from '../core/own-member.ts';
import { plainText } from '../core/text.ts';
import type { Layout } from './project.ts';

/** An editor that Amplify knows: its id in project-config.json, and its name for the screen. */
export interface Editor {
  readonly id: string;
  readonly label: string;
}

/** The editors of the Amplify CLI of 2018, in its order and under its ids. */
export const editors: readonly Editor[] = [
  { id: 'sublime', label: 'Sublime Text' },
  { id: 'code', label: 'Visual Studio Code' },
  { id: 'atom', label: 'Atom' },
  { id: 'idea14ce', label: 'IntelliJ IDEA' },
  { id: 'vim', label: 'Vim or Neovim' },
  { id: 'emacs', label: 'Emacs' },
  { id: 'none', label: 'None of these' },
];

/** The editors of the current Amplify CLI, in its order and under its ids. */
const todaysEditors: readonly Editor[] = [
  { id: 'vscode', label: 'Visual Studio Code' },
  { id: 'android-studio', label: 'Android Studio' },
  { id: 'xcode', label: 'Xcode' },
  { id: 'atom', label: 'Atom' },
  { id: 'sublime', label: 'Sublime Text' },
  { id: 'intellij', label: 'IntelliJ IDEA' },
  { id: 'vim', label: 'Vim or Neovim' },
  { id: 'emacs', label: 'Emacs' },
  { id: 'none', label: 'None of these' },
];

/** The editors that the Amplify CLI of a layout knows. */
export function editorsFor(layout: Layout): readonly Editor[] {
  return layout === 'multi-env' ? todaysEditors : editors;
}

/** Ids of one generation of the Amplify CLI, and their names in the other. */
const otherWords: Readonly<Record<string, string>> = {
  code: 'vscode',
  idea14ce: 'intellij',
  'Visual Studio Code': 'vscode',
};

/** A layout's id for an editor, which may be given by the id of either generation; undefined if the layout has none. */
export function editorOf(layout: Layout, id: string): string | undefined {
  const known = editorsFor(layout).map((editor) => editor.id);
  if (known.includes(id)) return id;
  const other = ownMember(otherWords, id) ?? Object.keys(otherWords).find((word) => otherWords[word] === id);
  const shared = [other, Object.keys(otherWords).find((word) => otherWords[word] === other)];
  return shared.find((word) => word !== undefined && known.includes(word));
}

/** The preselected editor, and what suggested it. */
export interface PreferredEditor {
  readonly id: string;
  /** `VISUAL is code`, `nothing found`. */
  readonly evidence: string;
}

/** The editor that each program belongs to; programs are named without folder and `.exe`. */
const programs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sublime: ['subl', 'sublime', 'sublime_text', 'sublime-text'],
    code: ['code', 'code-insiders', 'code-oss', 'codium', 'vscodium'],
    atom: ['atom', 'atom-beta'],
    idea14ce: ['idea', 'idea64', 'intellij-idea-community', 'intellij-idea-ultimate'],
    vim: ['vi', 'vim', 'nvim', 'gvim', 'mvim', 'vimx', 'neovide'],
    emacs: ['emacs', 'emacsclient', 'xemacs'],
  }).flatMap(([id, names]) => names.map((name): [string, string] => [name, id])),
);

/**
 * The editor that this user uses: the one of VISUAL or EDITOR that is in the list, VISUAL first; else Visual Studio
 * Code when this program runs in its terminal; else `none`, which opens nothing.
 *
 * @param env the environment to read, usually `process.env`
 */
export function preferredEditor(env: NodeJS.ProcessEnv): PreferredEditor {
  const set = (['VISUAL', 'EDITOR'] as const).flatMap((variable) => {
    const program = programOf(env[variable] ?? '');
    return program === '' ? [] : [{ variable, program }];
  });
  for (const { variable, program } of set) {
    const id = programs.get(program.toLowerCase());
    if (id) return { id, evidence: `${variable} is ${plainText(program)}` };
  }
  if (env.TERM_PROGRAM === 'vscode') return { id: 'code', evidence: 'this is a terminal of VS Code' };
  const [first] = set;
  if (!first) return { id: 'none', evidence: 'neither VISUAL nor EDITOR is set' };
  return {
    id: 'none',
    evidence: `${first.variable} is ${plainText(first.program)}, which is not in the list`,
  };
}

/** The program that starts each editor, by the ids of both generations. */
const starts: Readonly<Record<string, string>> = {
  sublime: 'subl',
  code: 'code',
  vscode: 'code',
  atom: 'atom',
  idea14ce: 'idea',
  intellij: 'idea',
  'android-studio': 'studio',
  xcode: 'xed',
  vim: 'vim',
  emacs: 'emacs',
};

/** The program that starts an editor. @param id as project-config.json holds it @returns undefined if it names none */
export function editorProgram(id: string): string | undefined {
  return ownMember(starts, id);
}

/** The program that a command line starts: the first word (quotes and `\ ` count), without folder and `.exe`. */
export function programOf(command: string): string {
  const word = /^\s*(?:"([^"]*)"|'([^']*)'|((?:\\ |\S)*))/.exec(command);
  const path = word?.[1] ?? word?.[2] ?? word?.[3] ?? '';
  const name = path.replaceAll('\\ ', ' ').split(/[\\/]/).at(-1) ?? '';
  return name.replace(/\.(?:exe|cmd|bat|sh)$/i, '');
}
