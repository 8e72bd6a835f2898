import { describe, expect, it } from 'vitest';
import { editorOf, editors, preferredEditor } from '../../../src/project/editors.ts';

describe('the preferred editor', () => {
  it('is always one in the list', () => {
    const ids = editors.map(({ id }) => id);
    expect(ids).toEqual(['sublime', 'code', 'atom', 'idea14ce', 'vim', 'emacs', 'none']);
    expect(ids).toContain(preferredEditor({}).id);
  });

  it.each([
    [{ EDITOR: 'code --wait' }, 'code', 'EDITOR is code'],
    [{ VISUAL: 'subl -w', EDITOR: 'vim' }, 'sublime', 'VISUAL is subl'],
    [{ EDITOR: '/usr/bin/nvim' }, 'vim', 'EDITOR is nvim'],
    [{ EDITOR: 'vi' }, 'vim', 'EDITOR is vi'],
    [{ EDITOR: 'emacsclient -t' }, 'emacs', 'EDITOR is emacsclient'],
    [{ EDITOR: 'idea.sh' }, 'idea14ce', 'EDITOR is idea'],
    [{ EDITOR: '"C:\\Program Files\\Microsoft VS Code\\Code.exe" -w' }, 'code', 'EDITOR is Code'],
    [{ EDITOR: '/opt/my\\ tools/vim -u x' }, 'vim', 'EDITOR is vim'],
    [{ VISUAL: 'nano', EDITOR: 'vim' }, 'vim', 'EDITOR is vim'],
    [{ EDITOR: 'nano' }, 'none', 'EDITOR is nano, which is not in the list'],
    [{ EDITOR: 'constructor' }, 'none', 'EDITOR is constructor, which is not in the list'],
    [{ VISUAL: '', EDITOR: '  ' }, 'none', 'neither VISUAL nor EDITOR is set'],
    [{ TERM_PROGRAM: 'vscode' }, 'code', 'this is a terminal of VS Code'],
    [{ TERM_PROGRAM: 'vscode', EDITOR: 'vim' }, 'vim', 'EDITOR is vim'],
  ])('of %j is %s', (env, id, evidence) => {
    expect(preferredEditor(env)).toEqual({ id, evidence });
  });

  it('shows nothing that could control the terminal', () => {
    expect(preferredEditor({ EDITOR: '\u001b[31mred' }).evidence).not.toContain('\u001b');
  });
});

describe('an editor by the id of either version of the Amplify CLI', () => {
  it.each([
    ['documented', 'vscode', 'code'],
    ['documented', 'Visual Studio Code', 'code'],
    ['documented', 'intellij', 'idea14ce'],
    ['documented', 'xcode', undefined],
    ['multi-env', 'code', 'vscode'],
    ['multi-env', 'idea14ce', 'intellij'],
    ['multi-env', 'xcode', 'xcode'],
    ['multi-env', 'nano', undefined],
  ] as const)('in the layout %s: %s', (layout, id, expected) => {
    expect(editorOf(layout, id)).toBe(expected);
  });
});
