import { afterEach, expect, it } from 'vitest';
import { SpaceContext } from '../../../../../components/frame/screen-size.ts';
import { KeyRouterProvider } from '../../../../../components/keys/key-context.tsx';
import { homeCursorOf } from '../../../../../components/panes/home/home-cursor.ts';
import { ProjectTree, projectRows } from '../../../../../components/panes/home/project-rows.tsx';
import type { LocalResource } from '../../../../../src/flows/status/local-changes.ts';
import type { ProjectFile } from '../../../../../src/flows/status/project-files.ts';
import { closeScreens, renderScreen } from '../../../../support/screen.tsx';

afterEach(closeScreens);

const backend: readonly LocalResource[] = [
  {
    ...{ category: 'api', name: 'shop', service: 'AppSync', change: 'update' },
    files: [
      { path: 'schema.graphql', change: 'update' },
      { path: 'resolvers/Query.getShop.req.vtl', change: 'delete' },
    ],
  },
  { category: 'auth', name: 'shopAuth', service: 'Cognito', change: 'create' },
];
const file = (label: string, state: ProjectFile['state']): ProjectFile => ({
  ...{ label, state, purpose: 'settings', isOfMachine: false },
});
const files = [
  file('amplify/.config/project-config.json', 'there'),
  file('amplify/backend/amplify-meta.json', 'missing'),
  file('amplify/team-provider-info.json', 'broken'),
  file('src/aws-exports.js', 'own'),
];

it("the rows are the resources, below each the files that make it differ, then Amplify's files", () => {
  const rows = projectRows(backend, files);
  expect(rows.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    'resource api/shop',
    'changed amplify/backend/api/shop/schema.graphql',
    'changed amplify/backend/api/shop/resolvers/Query.getShop.req.vtl',
    'resource auth/shopAuth',
    ...files.map(({ label }) => `file ${label}`),
  ]);
  expect(rows.flatMap((row) => (row.kind === 'changed' ? row.isLast : []))).toEqual([false, true]);
  expect(projectRows()).toEqual([]);
});

async function show(columns: number) {
  const cursor = homeCursorOf({});
  const screen = await renderScreen(
    <SpaceContext value={{ columns, rows: 14 }}>
      <KeyRouterProvider>
        <ProjectTree
          tree={projectRows(backend, files)}
          rows={12}
          focused={false}
          cursor={cursor}
          onOpen={() => {}}
        />
      </KeyRouterProvider>
    </SpaceContext>,
    { columns, rows: 14 },
  );
  return screen;
}

it("a row says how a resource or a file differs, and which of Amplify's files is missing or broken", async () => {
  const screen = await show(80);
  await screen.see(/api +shop .*~ changed/);
  await screen.see(/├ schema\.graphql .*~ changed/);
  await screen.see(/└ .*Query\.getShop\.req\.vtl .*- removed/);
  await screen.see(/auth +shopAuth .*\+ new/);
  await screen.see(/ backend\/amplify-meta\.json .*✖ missing/);
  await screen.see(/ team-provider-info\.json .*✖ broken/);
  await screen.see(/ src\/aws-exports\.js .*holds your own/);
  expect(
    screen
      .text()
      .find((row) => row.includes('project-config.json'))
      ?.trim(),
  ).toMatch(/json$/);
});

it('if there is little room the folder of a file is dropped, not its name', async () => {
  const screen = await show(34);
  await screen.see(/ \w+…\/amplify-meta\.json ✖ missing/);
});
