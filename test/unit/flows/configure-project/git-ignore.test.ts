import { describe, expect, it } from 'vitest';
import { planUpgradeOf } from '../../../../src/app/actors/environments/upgrade.ts';
import { choiceOf } from '../../../../src/flows/configure-project/fields.ts';
import { openProject } from '../../../../src/flows/configure-project/look.ts';
import { factsWith } from '../../../support/pretend-configure-project.ts';
import { configure, filesIn, planOf, projectWith } from './support.ts';

const block = (...lines: string[]) => [
  '#amplify-do-not-edit-begin',
  ...lines,
  '#amplify-do-not-edit-end',
  '',
];

it('what happens to files is shown as keep to users, and as leave in answers', () => {
  const facts = factsWith();
  for (const field of ['configFiles', 'oldFiles', 'gitIgnore'] as const) {
    const { options } = choiceOf(field, facts.answers, facts);
    expect(options.find(({ value }) => value === 'leave')?.label).toBe('keep');
    expect(options.map(({ label }) => label)).not.toContain('leave');
  }
});

describe('the lines of .gitignore for the files of one machine', () => {
  it('are offered and not written by default', async () => {
    const { files, notes } = await planOf(projectWith('documented', { '.gitignore': 'dist\n' }), {});
    expect(files.map(({ label }) => label)).not.toContain('.gitignore');
    expect(notes).toContainEqual(expect.stringContaining('"gitIgnore": "add" in an answers file'));
  });

  it.each([
    ['dist\n', '\n'],
    ['dist', '\n'],
    ['dist\r\n*.log\r\n', '\r\n'],
    ['dist\r\n*.log', '\r\n'],
  ])('follow %j, every byte of it kept, and only once', async (text, eol) => {
    const root = projectWith('documented', { '.gitignore': text });
    await configure(root, { gitIgnore: 'add', configFiles: 'leave' });
    const added = filesIn(root)['.gitignore'] ?? '';
    const lines = block('amplify/.config/');
    // A last line without an end stays without one.
    const after = text.endsWith('\n') ? [text, ...lines] : [text, '', ...lines.slice(0, -1)];
    expect(added).toBe(after.join(eol));
    const again = await planOf(root, { gitIgnore: 'add', configFiles: 'leave' });
    expect(again.files).toEqual([]);
    expect(again.notes).toEqual([]);
  });

  it.each([
    ['a folder', { '.gitignore/': '' }, 'A folder is in its place.'],
    ['one of 200,000 lines', { '.gitignore': '\n'.repeat(200_000) }, 'It has more than 100,000 lines.'],
    ['one of 8 MB', { '.gitignore': '#'.repeat(8_000_000) }, 'It is longer than 4 million characters.'],
  ])(
    'are not possible for %s: it is said if they are wanted, and blocks nothing else',
    async (_, file, why) => {
      const root = projectWith('documented', file);
      await expect(planOf(root, { gitIgnore: 'add' })).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        why,
      });
      expect((await planOf(root, { name: 'other' })).files.map(({ label }) => label)).not.toContain(
        '.gitignore',
      );
      await expect(planUpgradeOf(await openProject(root), 'dev')).rejects.toMatchObject({ why });
    },
  );

  it('are those of the Amplify CLI if there are environments', async () => {
    const root = projectWith('multi-env', { '.gitignore': 'dist\n' });
    await configure(root, { gitIgnore: 'add' });
    const added = filesIn(root)['.gitignore'] ?? '';
    expect(added.startsWith('dist\n\n#amplify-do-not-edit-begin\namplify/\\#current-cloud-backend\n')).toBe(
      true,
    );
    expect(added.endsWith('#amplify-do-not-edit-end\n')).toBe(true);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['there is a repository without one', { '.git/HEAD': 'ref: x' }, ['.gitignore']],
    ['nothing is under source control', {}, []],
    ['lines of a person keep them out', { '.gitignore': 'amplify/.config\n' }, []],
  ])('are added if they are useful: %s', async (_, more, written) => {
    const base = projectWith('documented', { '.gitignore': '', ...more });
    const root = '.gitignore' in more ? base : projectWith('documented', more);
    const { files } = await planOf(root, { gitIgnore: 'add', configFiles: 'leave' });
    expect(files.map(({ label }) => label).filter((label) => label === '.gitignore')).toEqual(written);
  });
});
