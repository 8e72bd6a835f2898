import { Box, type DOMElement, Text } from 'ink';
import { useEffect, useRef, useState } from 'react';
import { plainText } from '../src/core/text.ts';
import type { MfaRequest } from '../src/credentials/mfa.ts';
import { codeDigits, codesIn, digitsIn } from '../src/credentials/mfa-code.ts';
import { useSpace } from './frame/screen-size.ts';
import type { Command } from './keys/commands.ts';
import { useKeyLayer } from './keys/key-context.tsx';
import { placeOf } from './keys/place.ts';
import type { Host } from './panes/pane-props.ts';
import { useGlyphs, useTheme } from './theme/theme-context.tsx';
import { useNow } from './widgets/clock.tsx';
import { cutMiddle } from './widgets/columns.ts';
import { Modal } from './widgets/modal.tsx';
import { Paragraph } from './widgets/paragraph.tsx';

/** How long a device shows a code, in milliseconds (RFC 6238 as AWS uses it). */
const period = 30_000;

export interface MfaDialogProps {
  readonly request: MfaRequest;
  readonly commands: readonly Command[];
  readonly onCommand: (id: string) => void;
  /** Six digits; they are sent without Enter. */
  readonly onCode: (code: string) => void;
  readonly phone: Host['phone'];
}

/** The only dialog for a code: whose role, which device, six digits, and how long the device shows them. */
export function MfaDialog({ request, commands, onCommand, onCode, phone }: MfaDialogProps) {
  return (
    <Modal title="MFA code" width={64} commands={commands} onCommand={onCommand}>
      <Code request={request} onCode={onCode} phone={phone} />
    </Modal>
  );
}

function Code({ request, onCode, phone }: Pick<MfaDialogProps, 'request' | 'onCode' | 'phone'>) {
  const theme = useTheme();
  const glyphs = useGlyphs();
  const now = useNow(1000, true);
  // On the smallest screens, blank rows are dropped before words.
  const air = useSpace().rows < 14 ? 0 : 1;
  const [typed, setTyped] = useState('');
  const [unclear, setUnclear] = useState<string>();
  const boxes = useRef<DOMElement>(null);
  const put = (next: string) => {
    setUnclear(undefined);
    setTyped(next);
    if (next.length === codeDigits) onCode(next);
  };
  const paste = (text: string) => {
    const codes = codesIn(text);
    if (codes[0] !== undefined && codes.length === 1) put(codes[0]);
    else setUnclear(noSingleCode(codes.length));
  };
  useKeyLayer({
    text: true,
    habit: 'enter',
    commands: [
      { id: 'code.back', label: 'delete a digit', keys: ['backspace'], group: 'MFA code', palette: false },
      { id: 'code.clear', label: 'delete all', keys: ['ctrl+u'], group: 'MFA code', palette: false },
      tooFew('code.enter', 'MFA code'),
    ],
    caret: () => {
      const place = placeOf(boxes.current);
      return place && { ...place, column: place.column + 2 * typed.length };
    },
    onText: (text) => put((typed + digitsIn(text)).slice(0, codeDigits)),
    onPaste: paste,
    onCommand: (id) => {
      if (id !== 'code.enter') put(id === 'code.clear' ? '' : typed.slice(0, -1));
      else if (typed.length < codeDigits) setUnclear(digitsMissing(typed.length));
    },
  });
  const [account = '', name = ''] = [request.roleArn.split(':')[4], request.roleArn.split('/').at(-1)];
  const left = Math.ceil((period - (now % period)) / 1000);
  const shown = Array.from({ length: codeDigits }, (_, index) => typed[index] ?? glyphs.separator).join(' ');
  const until = new Date(now + request.seconds * 1000).toTimeString().slice(0, 5);
  return (
    <Box flexDirection="column">
      <Row label={plainText(request.profile)} text={`role ${plainText(name)}`} />
      <Row label="account" text={account} />
      <Row label="device" text={cutMiddle(plainText(request.device), 44)} />
      <Box marginTop={air} justifyContent="center" columnGap={4}>
        <Box ref={boxes}>
          <Text {...theme.selection}>{shown}</Text>
        </Box>
        <Text {...theme.dim}>{`next code in ${String(left).padStart(2)}s`}</Text>
      </Box>
      <Box marginTop={air} flexDirection="column">
        {unclear ? (
          <Paragraph {...theme.warn}>{`${glyphs.warning} ${unclear}`}</Paragraph>
        ) : request.refused ? (
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} AWS did not take that code: wrong, too old, or used before. Each works once, so wait for the next.`}
          </Paragraph>
        ) : (
          <Paragraph {...theme.dim}>{`This role needs MFA. One code lasts until ${until}.`}</Paragraph>
        )}
        {phone ? <DemoPhone device={request.device} phone={phone} now={now} /> : null}
      </Box>
    </Box>
  );
}

/** Enter is not needed, but users press it: it then says that the code is incomplete. */
export const tooFew = (id: string, group: string): Command => ({
  id,
  label: 'send the code',
  help: 'Not needed: a code is sent with its sixth digit.',
  keys: ['enter'],
  group,
  palette: false,
});

/** What an incomplete code lacks. @param typed how many digits it has */
export function digitsMissing(typed: number): string {
  const missing = codeDigits - typed;
  return `A code has six digits: type ${missing === codeDigits ? 'them' : `${missing} more`}. It is sent with the last one.`;
}

/** Why a paste was not accepted. @param codes how many codes are in it */
export function noSingleCode(codes: number): string {
  return codes === 0
    ? 'What you pasted has no code of six digits. Copy the code alone.'
    : `What you pasted has ${codes} codes. Copy the one that you mean.`;
}

function Row({ label, text }: { readonly label: string; readonly text: string }) {
  const theme = useTheme();
  return (
    <Box columnGap={2}>
      <Box width={14} flexShrink={0}>
        <Text {...theme.title} wrap="truncate">
          {label}
        </Text>
      </Box>
      <Text wrap="truncate">{text}</Text>
    </Box>
  );
}

/** The demo user has no device, so the screen shows one. */
export function DemoPhone({
  device,
  phone,
  now,
}: {
  readonly device: string;
  readonly phone: NonNullable<Host['phone']>;
  readonly now: number;
}) {
  const theme = useTheme();
  const [code, setCode] = useState<string>();
  const step = Math.floor(now / period);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the device shows another code in each step
  useEffect(() => {
    let current = true;
    phone(device).then(
      (found) => current && setCode(found),
      () => current && setCode(undefined),
    );
    return () => {
      current = false;
    };
  }, [device, phone, step]);
  return (
    <Text {...theme.dim}>
      {code === undefined
        ? 'Demo phone: wait for the next code.'
        : `Demo phone: ${code.slice(0, 3)} ${code.slice(3)}`}
    </Text>
  );
}
