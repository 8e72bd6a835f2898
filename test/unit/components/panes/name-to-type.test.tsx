import { afterEach, expect, it } from 'vitest';
import { KeyRouterProvider } from '../../../../components/keys/key-context.tsx';
import { NameToType } from '../../../../components/panes/removal.tsx';
import { closeScreens, renderScreen } from '../../../support/screen.tsx';

afterEach(closeScreens);

it('Enter says which name is missing as long as another one is typed', async () => {
  const refused: string[] = [];
  const screen = await renderScreen(
    <KeyRouterProvider onRefused={(_, why) => refused.push(why)}>
      <NameToType
        label="Profile"
        sentence="Type the name"
        typed="other"
        name="partner"
        hint=""
        onType={() => {}}
      />
    </KeyRouterProvider>,
    { columns: 80, rows: 10 },
  );
  await screen.see('Type the name');
  await screen.press('enter');
  expect(refused).toEqual(['Enter works once the name is typed: partner']);
});

it.each([
  ['', undefined],
  ['par', undefined],
  ['partner', 'Enter takes it away.'],
  ['Partner', 'That is another name.'],
  ['partner2', 'That is another name.'],
])('the name to confirm a deletion, typed as "%s", says %s', async (typed, said) => {
  const screen = await renderScreen(
    <KeyRouterProvider>
      <NameToType
        label="Profile"
        sentence="Type the name of the profile: partner"
        typed={typed}
        name="partner"
        hint="Enter takes it away."
        onType={() => {}}
      />
    </KeyRouterProvider>,
    { columns: 80, rows: 10 },
  );
  await screen.see('Type the name');
  for (const text of ['Enter takes it away.', 'That is another name.'])
    expect(screen.text().join('\n').includes(text), text).toBe(text === said);
});
