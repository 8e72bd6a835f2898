import { Box } from 'ink';
import { afterEach, describe, expect, it } from 'vitest';
import { SpaceContext } from '../../components/frame/screen-size.ts';
import { KeyRouterProvider } from '../../components/keys/key-context.tsx';
import type { ReviewFile } from '../../components/widgets/file-browser.tsx';
import { ReviewList } from '../../components/widgets/review-list.tsx';
import { closeScreens, renderScreen } from '../support/screen.tsx';

afterEach(closeScreens);

const line = (text: string) => ({ text, style: 'good' as const });
const files: readonly ReviewFile[] = [
  { label: 'a.json', change: 'update', lines: [line('+ of a')] },
  {
    label: 'b.json',
    change: 'create',
    lines: Array.from({ length: 30 }, (_, at) => line(`+ row ${at} of b`)),
  },
];

async function review(columns: number, rows: number, shown = files) {
  return renderScreen(
    <KeyRouterProvider bindings={new Map()}>
      <SpaceContext value={{ columns, rows }}>
        <Box width={columns} height={rows} overflow="hidden" flexDirection="column">
          <ReviewList
            lines={[{ text: 'a note', style: 'warn' }]}
            files={shown}
            after={[{ text: 'c.json   left', style: 'warn' }]}
            rows={rows}
          />
        </Box>
      </SpaceContext>
    </KeyRouterProvider>,
    { columns, rows },
  );
}

describe('the files of a review', () => {
  it('are a list beside the change of the selected one on a wide screen', async () => {
    const screen = await review(116, 20);
    await screen.see(/▸ ~ a\.json +\+ of a/);
    await screen.see('a note');
    await screen.see('c.json   left');
    expect(screen.text().join('\n')).not.toContain('of b');
    await screen.press('down');
    await screen.see(/▸ \+ b\.json {3}new +\n?/);
    await screen.see('+ row 0 of b');
  });

  it('show the changes of all files where they fit, so that none is confirmed unseen', async () => {
    const screen = await review(116, 20, [
      files[0]!,
      { label: 'b.json', change: 'create', lines: [line('+ of b')] },
    ]);
    await screen.see('+ of a');
    await screen.see('+ of b');
  });

  it('can be scrolled when one is longer than the screen', async () => {
    const screen = await review(116, 20);
    await screen.press('down');
    await screen.see(/… \d+ more lines/);
    await screen.press('tab');
    await screen.press('end');
    await screen.see('+ row 29 of b');
    await screen.press('tab');
    await screen.press('up');
    await screen.see('+ of a');
  });

  it('are below each other on a small one', async () => {
    const screen = await review(58, 12);
    await screen.see('b.json   new');
    await screen.see('+ of a');
    await screen.press('end');
    await screen.see('c.json   left');
  });

  it('have whole lines there, since a value that changes has to be read', async () => {
    const arn = 'arn:aws:iam::111122223333:role/amplify-shop-prod-3fe65-authRole';
    const screen = await review(58, 12, [
      { label: 'a.json', change: 'update', lines: [line(`+ "AuthRoleArn": "${arn}"`)] },
      { label: 'b.json', change: 'create', lines: Array.from({ length: 30 }, () => line('+ of b')) },
    ]);
    await screen.see('a note');
    expect(screen.text().join('').replace(/\s+/g, '')).toContain(arn);
  });
});
