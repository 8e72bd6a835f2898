import { editorProgram, programOf } from './editors.ts';

/** How a file is opened in the editor that a person uses. */
export interface EditorCommand {
  /** The command line as the person, or the project, has it: `code --wait`, `vim`. */
  readonly command: string;
  /** It has a window of its own, so the terminal stays where it is. */
  readonly hasWindow: boolean;
}

/** Editors that draw their own window; every other one is given the terminal. */
const windows = new Set(
  `atom atom-beta code code-insiders code-oss codium cursor gedit gnome-text-editor gvim idea idea64
   intellij-idea-community intellij-idea-ultimate kate mate mvim neovide notepad notepad++ studio subl sublime sublime_text
   sublime-text textmate vscodium webstorm windsurf xed zed zeditor`.split(/\s+/),
);

/**
 * The editor of a person, in the order that every tool has it: VISUAL, EDITOR, then what the project names, then the
 * terminal's own (VS Code), then what each system has.
 *
 * @param env the environment to read, usually `process.env`
 * @param projectEditor an id of `editors`, as project-config.json holds it
 */
export function editorCommand(
  env: NodeJS.ProcessEnv,
  projectEditor: string,
  platform: NodeJS.Platform = process.platform,
): EditorCommand {
  const command =
    [env.VISUAL, env.EDITOR].find((given) => given?.trim()) ??
    editorProgram(projectEditor) ??
    (env.TERM_PROGRAM === 'vscode' ? 'code' : platform === 'win32' ? 'notepad' : 'vi');
  return { command: command.trim(), hasWindow: windows.has(programOf(command).toLowerCase()) };
}

/** What is spawned to open a path: POSIX leaves the words of the command to the shell, as git does. */
export function editorSpawn(
  { command }: EditorCommand,
  path: string,
  platform: NodeJS.Platform = process.platform,
): { readonly file: string; readonly args: readonly string[]; readonly shell: boolean } {
  if (platform === 'win32') return { file: `${command} "${path}"`, args: [], shell: true };
  return { file: '/bin/sh', args: ['-c', `${command} "$@"`, command, path], shell: false };
}
