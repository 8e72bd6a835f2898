import { Text } from 'ink';
import { afterEach, expect, it } from 'vitest';
import { CrashBoundary } from '../../../components/crash-boundary.tsx';
import { closeScreens, renderScreen } from '../../support/screen.tsx';

afterEach(closeScreens);

function Pane({ fault }: { readonly fault?: Error }) {
  if (fault) throw fault;
  return <Text>a pane</Text>;
}

const size = { columns: 80, rows: 24 };

it("shows once what a render has thrown, and leaves nothing on the screen, not even Ink's report", async () => {
  const told: unknown[] = [];
  const boundary = (fault?: Error) => (
    <CrashBoundary onCrash={(error) => told.push(error)}>
      <Pane {...(fault ? { fault } : {})} />
      <Text>beside it</Text>
    </CrashBoundary>
  );
  const screen = await renderScreen(boundary(), size);
  await screen.see('a pane');
  expect(told).toEqual([]);

  const fault = new Error('a fault on purpose');
  await screen.show(boundary(fault));
  await screen.gone('a pane');
  expect(told).toEqual([fault]);
  expect(screen.text().join('').trim()).toBe('');

  // It is not shown again, since the program is ending.
  await screen.show(boundary());
  expect(screen.text().join('').trim()).toBe('');
  expect(told).toHaveLength(1);
});

it('does the same for what the first render throws', async () => {
  const told: unknown[] = [];
  const fault = new Error('a fault on purpose');
  const screen = await renderScreen(
    <CrashBoundary onCrash={(error) => told.push(error)}>
      <Pane fault={fault} />
    </CrashBoundary>,
    size,
  );
  await screen.settled();
  expect(told).toEqual([fault]);
  expect(screen.bytes()).not.toContain('on purpose');
});
