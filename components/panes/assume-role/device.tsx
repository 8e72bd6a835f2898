import { Box, type DOMElement, Text } from 'ink';
import { useContext, useRef, useState } from 'react';
import type { Secret } from '../../../src/core/secret.ts';
import { codeDigits, codesIn, digitsIn } from '../../../src/credentials/mfa-code.ts';
import { otpauthAddress } from '../../../src/flows/assume-role/otpauth.ts';
import { type Space, useSpace } from '../../frame/screen-size.ts';
import type { Command } from '../../keys/commands.ts';
import { useKeyLayer } from '../../keys/key-context.tsx';
import { placeOf } from '../../keys/place.ts';
import { DemoPhone, digitsMissing, noSingleCode, tooFew } from '../../mfa-dialog.tsx';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { useNow } from '../../widgets/clock.tsx';
import { QrCode } from '../../widgets/qr-code.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { pictureRows, TitleInside } from './picture.ts';
import { useAssume } from './use-assume-role.ts';

/** Columns next to the picture, including the gap. */
const besidePicture = 29;
/** Columns and rows around the body of a narrow window. */
const around: Space = { columns: 2, rows: 4 };

/** Why there is no picture, and what to do. @param size the picture's; absent when the terminal lacks its characters */
function withoutPicture(size: Space | undefined): string {
  if (!size)
    return 'A QR code cannot be drawn with ASCII characters. Press Ctrl+T to type the secret instead.';
  const window = windowFor(size);
  return `The QR code needs ${window.columns}x${window.rows}. Enlarge the window, or press Ctrl+T to type the secret instead.`;
}

/** The smallest window for a picture of a given size with the input next to it. */
function windowFor({ columns, rows }: Space): Space {
  return { columns: columns + besidePicture + around.columns, rows: rows + around.rows };
}

/** The picture for the authenticator app, its secret on request, and the two codes that prove that the app has it. */
export function DevicePane({ session, host, meta }: PaneProps) {
  const { flow, waiting, problem } = useAssume(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const now = useNow(1000, true);
  const { rows, columns } = useSpace();
  const air = rows < 14 ? 0 : 1;
  const [shown, setShown] = useState(false);
  const busy = meta.busy !== undefined;
  const { typed, kept, isSame, unclear, put, paste, complain } = useTwoCodes((codes) =>
    flow.send({ type: 'CODES', codes }),
  );
  const isTitleInside = useContext(TitleInside);
  const boxes = useRef<DOMElement>(null);
  useKeyLayer({
    active: !busy,
    text: true,
    habit: 'enter',
    commands: commandsOf(shown),
    caret: () => {
      const place = placeOf(boxes.current);
      const [row, digit] = [Math.floor(kept.length / 6), kept.length % 6];
      return place && { row: place.row + row, column: place.column + 4 + 2 * digit };
    },
    onText: (text) => put((kept + digitsIn(text)).slice(0, 12)),
    onPaste: paste,
    onCommand: (id) => {
      if (id === 'device.secret') setShown(!shown);
      else if (id === 'device.enter') complain();
      else put(id === 'device.clear' ? '' : typed.slice(0, -1));
    },
  });
  if (!waiting?.secret || busy) return <Waiting what={meta.busy ?? 'checking the codes'} />;
  const refused = problem && `${problem.what} ${problem.next}`;
  const warning = unclear ?? (isSame ? 'That is the same code twice. Wait for the next one.' : refused);
  return (
    <Box columnGap={isTitleInside ? 2 : 3}>
      {shown && rows < pictureRows ? null : (
        <QrCode
          text={otpauthAddress(waiting.serial, waiting.secret)}
          rows={rows}
          columns={Math.max(0, columns - besidePicture)}
          instead={withoutPicture}
        />
      )}
      <Box flexDirection="column" flexShrink={1} minWidth={26}>
        {isTitleInside ? (
          <Box marginBottom={1}>
            <Text bold wrap="truncate">
              {meta.title}
            </Text>
          </Box>
        ) : null}
        <Text wrap="wrap">Enter two consecutive codes from the app.</Text>
        <Box ref={boxes} marginTop={air} flexDirection="column">
          <TwoCodes typed={typed} now={now} />
        </Box>
        {warning ? (
          <Box marginTop={air}>
            <Text {...theme.warn} wrap="wrap">{`${glyphs.warning} ${warning}`}</Text>
          </Box>
        ) : null}
        {shown ? <SpelledSecret secret={waiting.secret} air={air} /> : null}
        {host.phone ? (
          <Box marginTop={air}>
            <DemoPhone device={waiting.serial} phone={host.phone} now={now} />
          </Box>
        ) : null}
      </Box>
    </Box>
  );
}

/** Twelve digits, typed or pasted. @param onBoth gets the two codes, unless they are equal: AWS would only say that they are wrong */
function useTwoCodes(onBoth: (codes: readonly [string, string]) => void) {
  const [typed, setTyped] = useState('');
  const [unclear, setUnclear] = useState<string>();
  const isSame = typed.length === 12;
  /** The digits that a key appends to. */
  const kept = isSame ? typed.slice(0, 6) : typed;
  const put = (next: string) => {
    setUnclear(undefined);
    const [one, two] = [next.slice(0, 6), next.slice(6)] as const;
    const isBoth = two.length === 6 && one !== two;
    setTyped(isBoth ? '' : next);
    if (isBoth) onBoth([one, two]);
  };
  // One code replaces the incomplete one; two are both.
  const paste = (text: string) => {
    const codes = codesIn(text);
    if (codes.length === 0 || codes.length > 2) return setUnclear(noSingleCode(codes.length));
    put((codes.length === 2 ? '' : kept.slice(0, kept.length < 6 ? 0 : 6)) + codes.join(''));
  };
  const complain = () => setUnclear(isSame ? undefined : digitsMissing(kept.length % codeDigits));
  return { typed, kept, isSame, unclear, put, paste, complain };
}

/** The commands besides typing digits. @param shown whether the secret is shown */
function commandsOf(shown: boolean): Command[] {
  return [
    {
      id: 'device.back',
      label: 'delete a digit',
      keys: ['backspace'],
      group: 'MFA device',
      palette: false,
    },
    { id: 'device.clear', label: 'delete all', keys: ['ctrl+u'], group: 'MFA device', palette: false },
    tooFew('device.enter', 'MFA device'),
    {
      id: 'device.secret',
      label: shown ? 'hide the secret' : 'show the secret',
      help: 'For an app that takes no picture.',
      keys: ['ctrl+t'],
      group: 'MFA device',
      footer: 2,
    },
  ];
}

/** The digits of both codes, and when the app shows the next one. */
function TwoCodes({ typed, now }: { readonly typed: string; readonly now: number }) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const digits = Array.from({ length: 12 }, (_, at) => typed[at] ?? glyphs.separator);
  const left = Math.ceil((30_000 - (now % 30_000)) / 1000);
  return (
    <>
      <Text {...theme.selection}>{`1   ${digits.slice(0, 6).join(' ')}`}</Text>
      <Text {...theme.selection}>{`2   ${digits.slice(6).join(' ')}`}</Text>
      <Text {...theme.dim}>{`next code in ${String(left).padStart(2)}s`}</Text>
    </>
  );
}

/** The secret in groups of four, for an app that cannot scan. */
function SpelledSecret({ secret, air }: { readonly secret: Secret; readonly air: number }) {
  const theme = useTheme();
  return (
    <Box marginTop={air} flexDirection="column">
      <Text {...theme.dim}>Secret</Text>
      <Text wrap="wrap">{(secret.reveal().match(/.{1,4}/g) ?? []).join(' ')}</Text>
    </Box>
  );
}
