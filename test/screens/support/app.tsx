import type { ActorRefFrom } from 'xstate';
import { App, type AppProps } from '../../../components/app.tsx';
import type { Host } from '../../../components/panes/pane-props.ts';
import { panes } from '../../../components/panes/table.ts';
import { unicodeGlyphs } from '../../../components/theme/glyphs.ts';
import { dark, type Theme } from '../../../components/theme/theme.ts';
import { activeStates } from '../../../machines/commands.ts';
import type { sessionMachine } from '../../../machines/session/machine.ts';
import type { NumberedCall } from '../../../src/aws/calls/record.ts';
import { plainText } from '../../../src/core/text.ts';
import { attachCommands } from '../../../src/flows/init/attach.ts';
import { renderScreen, type Screen, type ScreenOptions } from '../../support/screen.tsx';
import { cutThoughFree } from './cuts.ts';

export type Session = ActorRefFrom<typeof sessionMachine>;

/** The sizes at which every pane is checked. */
export const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [140, 45],
  [200, 50],
] as const;

/** The sizes for `npm test` where all take too long: the smallest. The slow proofs check all. */
export const fewSizes = process.env.EVERY_SIZE === '1' ? sizes : ([sizes[0]] as const);

const logLines = Array.from(
  { length: 60 },
  (_, at) => `09:45:${String(at).padStart(2, '0')}  info   CloudFormation DescribeStackEvents 200`,
);

const calls: readonly NumberedCall[] = Array.from({ length: 60 }, (_, at) => ({
  id: at + 1,
  at: Date.UTC(2026, 10, 23, 9, 45, at),
  service: 'cloudformation',
  action: at === 58 ? 'DescribeStacks' : 'DescribeStackEvents',
  why: 'read the events of the stack',
  ms: 80 + at,
  attempts: at === 58 ? 3 : 1,
  ...(at === 58 ? { status: 403, error: 'AccessDenied' } : { status: 200 }),
  requestId: `7a62c49f-347e-4fc4-9331-6e8eEXAMPLE${at}`,
  region: 'eu-west-1',
  profile: 'dev',
  given: [{ name: 'StackName', value: "amplify-shop's-dev" }],
}));

export const host: Host = {
  now: () => Date.UTC(2026, 10, 23, 9, 45, 10),
  learned: () => ({ low: 15_000, middle: 20_000, high: 25_000 }),
  logLines: () => logLines,
  watchLog: () => () => {},
  calls: () => calls,
  watchCalls: () => () => {},
  copy: () => {},
  notice: () => undefined,
  watchNotice: () => () => {},
  silence: () => undefined,
  watchSilence: () => () => {},
  tryNow: () => {},
  showPath: (path) => plainText(path.replace('/home/sam', '~')),
  completePath: async (text) => {
    const begun = text.split('/').at(-1) ?? '';
    return { text, names: ['mobile/', 'web/'].filter((name) => name.startsWith(begun)) };
  },
  attach: (to) => attachCommands({ ...to, here: '/home/sam/shop' }),
  hyperlinks: false,
  version: '0.0.0-test',
};

/** The real screen on a session. */
export function showApp(
  session: Session,
  options: ScreenOptions & {
    readonly theme?: Theme;
    readonly host?: Partial<Host>;
    readonly readingTime?: number;
    readonly bindings?: AppProps['bindings'];
    readonly moved?: AppProps['moved'];
    readonly paneOf?: AppProps['paneOf'];
    /** Called when something is asked of the whole terminal. */
    readonly onTerminal?: () => void;
  } = {},
) {
  const { onTerminal = () => {} } = options;
  return renderScreen(
    <App
      session={session}
      host={{ ...host, ...options.host }}
      paneOf={options.paneOf ?? ((id) => panes[id])}
      theme={options.theme ?? dark}
      glyphs={unicodeGlyphs}
      bindings={options.bindings}
      {...(options.moved ? { moved: options.moved } : {})}
      readingTime={options.readingTime ?? 0}
      onRedraw={onTerminal}
      onSuspend={onTerminal}
      onEnd={onTerminal}
    />,
    options,
  );
}

/** The pane that the machines request, and its title. */
export function shownNow(session: Session) {
  const meta = activeStates(session)[0]?.meta;
  if (!meta) throw new Error('no machine is active');
  return meta;
}

/**
 * The faults of a frame, one sentence each. Rows that are too wide or too many fail in the screen itself.
 *
 * @param account that the top line must show
 * @param dialog in front of a pane that keeps its border and its pointer
 */
export function faultsOf(screen: Screen, account: string | undefined, dialog?: string): string[] {
  const beneath = /borders claim|pointed at/;
  return allFaultsOf(screen, account).filter((fault) => !(dialog && beneath.test(fault)));
}

function allFaultsOf(screen: Screen, account: string | undefined): string[] {
  const rows = screen.text();
  const [top = '', rule = ''] = rows;
  const foot = rows.at(-1) ?? '';
  const faults: string[] = [];
  if (!/^─+$/.test(rule) || !/^─+$/.test(rows.at(-2) ?? '')) faults.push('a rule is missing');
  if (!/\bhelp\b|\bclose\b|\bstay\b|^ esc (?:leave|back|cancel)$/.test(foot))
    faults.push(`the footer is not there: ${foot}`);
  if (account !== undefined && !top.includes(account) && !top.includes(shortened(account)))
    faults.push(`the account is not in the top line: ${top}`);
  if (!/DEMO/.test(top)) faults.push(`the demo cloud is not named: ${top}`);
  const focus = focusOf(screen);
  if (focus.borders > 1) faults.push(`${focus.borders} borders claim the focus`);
  if (focus.carets > 1) faults.push(`${focus.carets} carets stand on the screen`);
  if (focus.pointers > 1) faults.push(`${focus.pointers} rows are pointed at`);
  for (const line of cutThoughFree(rows)) faults.push(`cut though rows are free: ${line.trim()}`);
  return faults;
}

const shortened = (account: string) => `${account.slice(0, 4)}…${account.slice(-4)}`;

/** Everything that marks the focus in a frame. The list of steps on the left has a mark of its own. */
export function focusOf(screen: Screen) {
  const rows = screen.text().slice(2, -2);
  const wide = /^ (?:INIT|NEW ENVIRONMENT|CONFIGURE|ASSUME ROLE) /.test(rows[0] ?? '') ? 28 : 0;
  const body = rows.map((row) => row.slice(wide));
  const joined = body.join('\n');
  return {
    borders: joined.split('╭').length - 1,
    carets: rows.reduce((sum, _, at) => sum + caretsIn(screen, at + 2, wide), 0),
    pointers: joined.split('▸').length - 1,
  };
}

/** Counts single inverse cells, the caret of a field. Longer runs are a selection or a badge. */
function caretsIn(screen: Screen, row: number, from: number): number {
  const line = screen.cells(row).slice(from);
  return line.filter(
    (cell, at) => cell.inverse && !(line[at - 1]?.inverse ?? false) && !(line[at + 1]?.inverse ?? false),
  ).length;
}
