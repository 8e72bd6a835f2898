import { describe, expect, it } from 'vitest';
import { editorCommand, editorSpawn } from '../../../src/project/open-editor.ts';

describe('the editor that opens a file', () => {
  it.each([
    [{ VISUAL: 'hx', EDITOR: 'vim' }, 'code', 'hx', false],
    [{ VISUAL: ' ', EDITOR: 'code --wait' }, 'vim', 'code --wait', true],
    [{ EDITOR: '"/opt/Sublime Text/subl" -n' }, 'none', '"/opt/Sublime Text/subl" -n', true],
    [{ EDITOR: '/usr/bin/vim -u NONE' }, 'none', '/usr/bin/vim -u NONE', false],
    [{}, 'code', 'code', true],
    [{}, 'vscode', 'code', true],
    [{}, 'intellij', 'idea', true],
    [{}, 'vim', 'vim', false],
    [{ TERM_PROGRAM: 'vscode' }, 'none', 'code', true],
    [{}, 'none', 'vi', false],
    [{}, 'constructor', 'vi', false],
  ])('is found in %j, of a project with %s: %s', (env, ofProject, command, hasWindow) => {
    expect(editorCommand(env, ofProject, 'linux')).toEqual({ command, hasWindow });
  });

  it('is Notepad on a Windows without settings', () => {
    expect(editorCommand({}, 'none', 'win32')).toEqual({ command: 'notepad', hasWindow: true });
  });

  it('gets the path as one word, whatever it contains', () => {
    const path = '/work/a "b" $(touch c)/x.json';
    expect(editorSpawn({ command: 'code --wait', hasWindow: true }, path, 'linux')).toEqual({
      file: '/bin/sh',
      args: ['-c', 'code --wait "$@"', 'code --wait', path],
      shell: false,
    });
    expect(editorSpawn({ command: 'code --wait', hasWindow: true }, 'C:\\my app\\x.json', 'win32')).toEqual({
      file: 'code --wait "C:\\my app\\x.json"',
      args: [],
      shell: true,
    });
  });
});
