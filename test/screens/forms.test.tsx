import { afterEach, expect, it } from 'vitest';
import { waitFor } from 'xstate';
import { pretend, startSession } from '../support/pretend.ts';
import { closeScreens } from '../support/screen.tsx';
import { type Session, showApp } from './support/app.tsx';
import { scenes } from './support/scenes.ts';

const running: Session[] = [];

afterEach(async () => {
  await closeScreens();
  for (const session of running.splice(0)) session.stop();
});

async function arrive(pane: string, name: string): Promise<Session> {
  const scene = scenes.find((each) => each.pane === pane && each.name === name);
  if (!scene) throw new Error(`no scene of ${pane} ${name}`);
  const session = startSession(pretend(scene.given), scene.input);
  running.push(session);
  await waitFor(session, ({ value }) => value.who === 'known' || value.who === 'rejected');
  await scene.go?.(session);
  return session;
}

const sizes = [
  [80, 24],
  [120, 40],
] as const;

const forms = [
  ['init.name', '', ['Project name', 'Layout'], 'The stack is named'],
  ['init.framework', '', ['Framework', 'Source folder', 'Distribution folder', 'Start command'], undefined],
  ['profiles.edit', 'of a role', ['role_arn', 'source_profile', 'region'], undefined],
  ['project.form', 'as it is', ['Name ', 'Source folder', 'AWS profile'], undefined],
  ['configure.typed', 'masked', ['Access key ID', 'Secret access key', 'Session token'], 'We check whose'],
] as const;

it.each(
  forms.flatMap((form) => sizes.map((size) => [form[0], `${size[0]}x${size[1]}`, form, size] as const)),
)('no row of %s at %s moves with the focus', async (_, __, [pane, name, labels, below], size) => {
  const session = await arrive(pane, name);
  const [columns, rows] = size;
  const screen = await showApp(session, { columns, rows });
  await screen.see(labels[0]);
  const place = () =>
    [...labels, ...(below === undefined ? [] : [below])].map((label) =>
      screen.text().findIndex((row) => row.includes(label)),
    );
  const at = place();
  for (let field = 1; field <= labels.length + 1; field++) {
    await screen.press('tab');
    expect(place(), `after ${field} times Tab\n${screen.text().join('\n')}`).toEqual(at);
  }
});

it('a hint that does not fit beside the values starts at the left', async () => {
  const screen = await showApp(await arrive('init.framework', ''), { columns: 80, rows: 24 });
  await screen.press('tab');
  await screen.see('Your code. Configuration files for it will be written here.');
});
