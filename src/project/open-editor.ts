import { editorProgram, programOf } from './editors.ts';

/** How to open a file in the user's editor. */
export interface EditorCommand {
  /** The command line as the user or the project gives it: `code --wait`, `vim`. */
  readonly command: string;
  /** Whether it has its own window and leaves the terminal alone. */
  readonly hasWindow: boolean;
}

/** Editors with their own window; every other one gets the terminal. */
const windows = new Set(
  `atom atom-beta code code-insiders code-oss codium cursor gedit gnome-text-editor gvim idea idea64
   intellij-idea-community intellij-idea-ultimate kate mate mvim neovide notepad notepad++ studio subl sublime sublime_text
   sublime-text textmate vscodium webstorm windsurf xed zed zeditor`.split(/\s+/),
);

/**
 * The user's editor, in the usual order: VISUAL, EDITOR, then the project's, then the terminal's own (VS Code), then
 * the system's default.
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

/** What to spawn to open a path: on POSIX the shell splits the command into words, as with git. */
export function editorSpawn(
  { command }: EditorCommand,
  path: string,
  platform: NodeJS.Platform = process.platform,
): { readonly file: string; readonly args: readonly string[]; readonly shell: boolean } {
  if (platform === 'win32') return { file: `${command} "${path}"`, args: [], shell: true };
  return { file: '/bin/sh', args: ['-c', `${command} "$@"`, command, path], shell: false };
}
