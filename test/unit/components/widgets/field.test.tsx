import { Text } from 'ink';
import { cleanup, render } from 'ink-testing-library';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { KeyRouterProvider, useKeyLayer } from '../../../../components/keys/key-context.tsx';
import { Choice, InlineChoice } from '../../../../components/widgets/choice.tsx';
import { Field, type FieldProps } from '../../../../components/widgets/field.tsx';
import { eventually } from '../../../support/eventually.ts';
import { keyBytes, pasteBytes } from '../../../support/keys.ts';
import { closeScreens, renderScreen } from '../../../support/screen.tsx';

afterEach(cleanup);
afterEach(closeScreens);

function Form({ start = '', ...props }: Partial<FieldProps> & { readonly start?: string }) {
  const [value, setValue] = useState(start);
  const [pane, setPane] = useState('');
  return (
    <KeyRouterProvider>
      <PaneKeys onKey={setPane} />
      <Field label="Name" value={value} onChange={setValue} focused {...props} />
      <Text>{`value=[${value}] pane=[${pane}]`}</Text>
    </KeyRouterProvider>
  );
}

function PaneKeys({ onKey }: { readonly onKey: (id: string) => void }) {
  useKeyLayer({
    commands: ['enter', 'escape', 'tab', 'q', 'ctrl+k'].map((key) => ({
      id: key,
      label: key,
      keys: [key],
      group: 'Pane',
    })),
    onCommand: onKey,
  });
  return null;
}

describe('Field, as a single widget', () => {
  it('accepts typed text, edits it and passes on other keys', async () => {
    const { stdin, lastFrame } = render(<Form start="ab" />);
    stdin.write('cq');
    await eventually(() => expect(lastFrame()).toContain('value=[abcq]'));
    stdin.write(keyBytes('ctrl+a'));
    stdin.write('x');
    await eventually(() => expect(lastFrame()).toContain('value=[xabcq]'));
    stdin.write(keyBytes('tab'));
    await eventually(() => expect(lastFrame()).toContain('pane=[tab]'));
  });
});

describe('Field, on a terminal', () => {
  it('accepts text and Enter in one write', async () => {
    const screen = await renderScreen(<Form />);
    await screen.type('123456\r');
    await screen.see('value=[123456] pane=[enter]');
  });

  it('cuts a paste at its first line end, and never treats it as keys', async () => {
    const screen = await renderScreen(<Form />);
    await screen.send(pasteBytes(' 123456 \r\nq\r'));
    await screen.see('value=[123456] pane=[]');
  });

  it('moves, deletes and opens the palette only if there is nothing to delete', async () => {
    const screen = await renderScreen(<Form start="npm run build" />);
    await screen.press('ctrl+w', 'ctrl+left', 'ctrl+k');
    await screen.see('value=[npm ] pane=[]');
    await screen.press('ctrl+k');
    await screen.see('value=[npm ] pane=[ctrl+k]');
    await screen.press('home', 'delete', 'end', 'backspace', 'backspace');
    await screen.see('value=[p]');
    await screen.press('ctrl+u', 'escape');
    await screen.see('value=[] pane=[escape]');
  });

  it('hides a masked value, and shows rule and problem', async () => {
    const screen = await renderScreen(<Form start="hunter2" masked hint="The rule." label="Key" />);
    await screen.see('●●●●●●●');
    await screen.see('The rule.');
    const asked = await renderScreen(<Form problem="Too short." hint="The rule." />);
    await asked.see('✖ Too short.');
    await asked.gone('The rule.');
  });

  it('scrolls so that the caret is visible, and accepts only allowed characters', async () => {
    const screen = await renderScreen(
      <Form width={12} maxLength={26} clean={(typed) => typed.replace(/[^a-z]/g, '')} />,
    );
    await screen.type('abc1defghijklmnopqrstuvwxyzzzz');
    await screen.see('value=[abcdefghijklmnopqrstuvwxyz]');
    await screen.see(/^Name {2}…\w*xyz/);
    await screen.press('home');
    await screen.see(/^Name {2}abc\w*…/);
    expect(screen.cellsOf('abc')[0]).toMatchObject({ inverse: true });
  });
});

describe('A field with a suggestion', () => {
  it('is replaced by what is typed or pasted', async () => {
    const screen = await renderScreen(<Form start="test" suggestion="test" />);
    await screen.type('dev');
    await screen.see('value=[dev]');
    await screen.press('backspace', 'backspace', 'backspace');
    // Once typed by hand, it is no longer a suggestion.
    await screen.type('test');
    await screen.type('2');
    await screen.see('value=[test2]');
  });

  it('accepts a paste instead of it', async () => {
    const screen = await renderScreen(<Form start="test" suggestion="test" />);
    await screen.send(pasteBytes('dev'));
    await screen.see('value=[dev]');
  });

  it.each(['end', 'left', 'backspace'])('keeps it if the caret moves: %s', async (key) => {
    const screen = await renderScreen(<Form start="test" suggestion="test" />);
    await screen.press(key, 'end');
    await screen.type('2');
    await screen.see(key === 'backspace' ? 'value=[tes2]' : 'value=[test2]');
  });

  it('adds to a value that is not the suggestion', async () => {
    const screen = await renderScreen(<Form start="mine" suggestion="test" />);
    await screen.type('2');
    await screen.see('value=[mine2]');
  });

  it("is shown as replaceable until it is the user's text", async () => {
    const screen = await renderScreen(<Form start="test" suggestion="test" />);
    await screen.see('test');
    const offered = screen.cellsOf('test')[0]?.color;
    await screen.press('end');
    await eventually(() => expect(screen.cellsOf('test')[0]?.color).not.toBe(offered));
  });
});

function Chooser({ inline = false }: { readonly inline?: boolean }) {
  const [value, setValue] = useState('vite');
  const [pane, setPane] = useState('');
  const props = {
    options: ['react', 'vite', 'next'].map((each) => ({ value: each, label: each })),
    value,
    onChange: setValue,
    focused: true,
  };
  return (
    <KeyRouterProvider>
      <PaneKeys onKey={setPane} />
      {inline ? <InlineChoice label="Framework" {...props} /> : <Choice {...props} />}
      <Text>{`value=[${value}] pane=[${pane}]`}</Text>
    </KeyRouterProvider>
  );
}

describe('Choice, as a single widget', () => {
  it('starts on its value, wraps around, and passes Enter on', async () => {
    const { stdin, lastFrame } = render(<Chooser />);
    expect(lastFrame()).toMatch(/▸ .*vite/);
    stdin.write(keyBytes('down'));
    await eventually(() => expect(lastFrame()).toMatch(/▸ .*next/));
    stdin.write('jjj\r');
    await eventually(() => expect(lastFrame()).toContain('value=[next] pane=[enter]'));
    stdin.write('1');
    await eventually(() => expect(lastFrame()).toMatch(/▸ .*react/));
  });

  it('changes with left and right in one row', async () => {
    const { stdin, lastFrame } = render(<Chooser inline />);
    expect(lastFrame()).toContain('‹');
    stdin.write(keyBytes('right'));
    await eventually(() => expect(lastFrame()).toContain('next'));
    stdin.write(keyBytes('left'));
    stdin.write(keyBytes('left'));
    await eventually(() => expect(lastFrame()).toContain('react'));
  });
});
