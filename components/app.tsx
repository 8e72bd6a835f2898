import { useApp } from 'ink';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { ActorRefFrom } from 'xstate';
import {
  activeStates,
  dialogCommands,
  frontOf,
  keysId,
  type MachineCommand,
  machineCommands,
  offCommands,
  openModal,
  viewStates,
} from '../machines/commands.ts';
import type { PaneId } from '../machines/flows.ts';
import { flowOf, flowOfPane } from '../machines/flows.ts';
import { leavingTitle } from '../machines/session/leaving.ts';
import type { sessionMachine } from '../machines/session/machine.ts';
import { openers } from '../machines/session/modal.ts';
import type { RunningProject } from '../machines/session/types.ts';
import { crumbsOf } from './crumbs.ts';
import { flowSteps, stepPlace } from './flow-body.tsx';
import { Frame } from './frame/frame.tsx';
import { HelpOverlay } from './frame/help-overlay.tsx';
import { Palette } from './frame/palette.tsx';
import { useScreenSize } from './frame/screen-size.ts';
import { elsewhereParts, frameStatus } from './frame-status.ts';
import { aboutOf } from './help-about.ts';
import { MovedKeys, withMovedKeys } from './key-words.ts';
import type { Bindings, MovedKey } from './keys/bindings.ts';
import type { Command } from './keys/commands.ts';
import { KeyLevel, KeyRouterProvider } from './keys/key-context.tsx';
import { interruptId } from './keys/leaves-at-once.ts';
import type { Cell } from './keys/place.ts';
import type { KeyboardProtocol, Reading } from './keys/use-terminal-input.ts';
import { MfaDialog } from './mfa-dialog.tsx';
import type { Host, Notice, Pane } from './panes/pane-props.ts';
import { QuitDialog } from './quit-dialog.tsx';
import type { Glyphs } from './theme/glyphs.ts';
import type { Theme } from './theme/theme.ts';
import { ThemeProvider } from './theme/theme-context.tsx';
import { useSessionVersion } from './use-session.ts';
import { ViewBody } from './view-body.tsx';
import { ClockProvider, useNow } from './widgets/clock.tsx';
import { SilenceLine } from './widgets/silence-line.tsx';
import { Toast, toastRows } from './widgets/toast.tsx';
import { PersonAsked } from './widgets/waiting.tsx';

export interface AppProps {
  readonly session: ActorRefFrom<typeof sessionMachine>;
  readonly host: Host;
  /** The component of a pane that a state asks for. */
  readonly paneOf: (id: PaneId) => Pane;
  /** Loads everything that keys can open; the keys wait for it. */
  readonly ready?: () => Promise<void>;
  /** Whether the terminal is on another machine (ssh). */
  readonly far?: boolean;
  readonly theme: Theme;
  readonly glyphs: Glyphs;
  /** The keys that the user has chosen. */
  readonly bindings?: Bindings | undefined;
  /** The letters that have other keys because of these. */
  readonly moved?: readonly MovedKey[];
  /** How long a question is readable before its key counts, in milliseconds; default: the router's. */
  readonly readingTime?: number;
  /** Draws everything again (Ctrl+L). */
  readonly onRedraw: () => void;
  /** Stops the program until it is continued (Ctrl+Z). */
  readonly onSuspend: () => void;
  /** Ends the program without asking (Ctrl+\\). */
  readonly onEnd: () => void;
  /** Gets the function that lends the terminal. */
  readonly onHandOver?: (handOver: (away: () => Promise<void>) => Promise<void>) => void;
  /** Gets the function for the position of the terminal's own cursor. */
  readonly onCaret?: (caret: () => Cell | undefined) => void;
  /** Called for each key, paste and click. */
  readonly onInput?: () => void;
  /** Makes the terminal report keys by their position. */
  readonly protocol?: KeyboardProtocol;
}

const quitSafely: Command = {
  id: interruptId,
  label: 'quit safely',
  keys: ['ctrl+c'],
  group: 'Program',
  scope: 'always',
  palette: false,
};
const terminalCommands: readonly Command[] = [
  { id: 'terminal.redraw', label: 'redraw', keys: ['ctrl+l'], group: 'Program', scope: 'always' },
  { id: 'terminal.suspend', label: 'suspend', keys: ['ctrl+z'], group: 'Program', scope: 'always' },
  {
    id: 'terminal.end',
    label: 'end at once',
    keys: ['ctrl+\\'],
    group: 'Program',
    help: 'Ends without a question, as SIGQUIT does; notes are kept, and what runs in AWS continues.',
    scope: 'always',
    palette: false,
  },
];

/** On every pane: asks a silent service again. */
const tryNow = {
  id: 'network.tryNow',
  label: 'try now',
  keys: ['r'],
  group: 'Program',
  footer: 1,
  help: 'Cancels a request that gets no answer and sends it again.',
} as const satisfies Command;

/** Copies what the notice is about, when nothing else can be copied. */
const copyNotice = {
  id: 'notice.copy',
  label: 'copy it',
  keys: ['y'],
  group: 'Program',
  footer: 1,
} as const satisfies Command;

/** The keys that open dialogs do nothing while the help is open, which still lists them. */
const beneathHelp: readonly Command[] = Object.entries(openers).map(([event, { key, also, label }]) => ({
  id: event === 'HELP' ? 'help.open' : event,
  label,
  keys: [key, ...also],
  group: 'Program',
  help:
    event === 'HELP' ? 'Shows this: keys, marks and words.' : 'Lists what can be done, to choose by name.',
  binds: keysId('session', event),
}));

/** Events of machines that try again: they also ask silent services again. */
const retries: ReadonlySet<string> = new Set([tryNow.id, 'REFRESH', 'RETRY', 'TRY_NOW']);
const asksAgain = (id: string) => retries.has(id);

const nobody = () => () => {};
const noProject: readonly RunningProject[] = [];
const nothingMoved: readonly MovedKey[] = [];
const nothing = () => noProject;

/** The whole screen: shows the state of the session and sends it events; decides nothing. */
export function App(props: AppProps) {
  return (
    <ThemeProvider theme={props.theme} glyphs={props.glyphs}>
      <ClockProvider value={props.host.now}>
        <Screen {...props} />
      </ClockProvider>
    </ThemeProvider>
  );
}

function Screen(props: AppProps) {
  const { session, host, paneOf, ready, readingTime, far, onHandOver } = props;
  useSessionVersion(session);
  const reading = useHandOver(onHandOver);
  const { columns } = useScreenSize();
  // The remaining minutes are shown only for a session that expires; nothing ticks for long-term keys.
  const now = useNow(60_000, session.getSnapshot().context.identity?.expiresAt !== undefined);
  const { refusal, setRefusal, hear } = useRefusal(props.onInput);
  const notice = useSyncExternalStore(host.watchNotice, host.notice);
  const silence = useSyncExternalStore(host.watchSilence, host.silence);
  const elsewhere = useSyncExternalStore(host.watchElsewhere ?? nobody, host.elsewhere ?? nothing);
  const off = machineCommands(session).find((command) => command.decides && command.off)?.off;
  const warned = refusal ?? (notice ? undefined : off);
  const toast: Notice | undefined = warned === undefined ? notice : { text: warned, tone: 'warning' };
  const [innermost] = viewStates(session);
  const front = frontOf(session.getSnapshot());
  const pane = front?.pane ?? innermost?.meta.pane ?? 'home';
  const { leaveNotice } = host;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the user has come to another pane.
  useEffect(() => leaveNotice?.(), [pane]);
  const { moved = nothingMoved } = props;
  const words = useMemo(() => ({ moved, pane }), [moved, pane]);
  const modal = openModal(session.getSnapshot());
  const { commands, run } = commandsOf(props, {
    isSilent: silence !== undefined,
    canCopy: toast?.copy !== undefined,
    clear: () => setRefusal(undefined),
  });
  if (!innermost) return null;
  const flow = flowOfPane(innermost.meta.pane);
  const steps = flow && flowOf(flow).steps !== undefined ? flowSteps(session, innermost.meta) : undefined;
  return (
    <KeyRouterProvider
      commands={commands}
      onCommand={run}
      onRefused={(_, why) => setRefusal(why)}
      bindings={props.bindings}
      opening={() => isOpening(session)}
      far={far}
      reading={reading}
      onCaret={props.onCaret}
      onInput={hear}
      protocol={props.protocol}
      {...(ready ? { ready } : {})}
      {...(readingTime === undefined ? {} : { readingTime })}
    >
      <Frame
        status={{
          ...frameStatus(session.getSnapshot(), innermost.meta, now),
          path: crumbsOf(session.getSnapshot(), pane, front ? [] : steps?.steps),
          elsewhere: elsewhereParts([hidden(pane, host.runningHere), elsewhere].flat()),
        }}
        aside={front ? undefined : steps && stepPlace(steps, columns)}
        overlay={<Dialogs session={session} host={host} />}
        question={modal === 'quit' ? `${leavingTitle(session.getSnapshot())}.` : undefined}
        toastRows={silence || !toast ? undefined : (columns) => toastRows(toast, columns)}
        toast={
          silence ? (
            <SilenceLine silence={silence} asksAgain={asksAgain} />
          ) : (
            toast && <Toast {...toast} text={withMovedKeys(toast.text, moved, pane)} wraps />
          )
        }
      >
        <MovedKeys value={words}>
          <PersonAsked value={modal === 'code'}>
            <ViewBody
              session={session}
              host={host}
              paneOf={paneOf}
              meta={innermost.meta}
              front={front}
              steps={steps}
            />
          </PersonAsked>
        </MovedKeys>
      </Frame>
    </KeyRouterProvider>
  );
}

/** What is in progress in the project itself, while a pane hides it. */
function hidden(pane: PaneId, running: Host['runningHere']): readonly RunningProject[] {
  const flow = flowOfPane(pane);
  return pane === 'home' || flow === 'init' || flow === 'watch' ? [] : [running?.() ?? []].flat();
}

/** Why the last key did nothing: it goes with the next one. */
function useRefusal(onInput: AppProps['onInput']) {
  const [refusal, setRefusal] = useState<string>();
  const hear = () => {
    setRefusal(undefined);
    onInput?.();
  };
  return { refusal, setRefusal, hear };
}

/** Passes on how to lend the terminal, keys included, to another program. @returns set by the reader of keys */
function useHandOver(onHandOver: AppProps['onHandOver']) {
  const { suspendTerminal } = useApp();
  const reading = useRef<Reading>(undefined);
  const [handOver] = useState(() => (away: () => Promise<void>) => {
    return suspendTerminal(async () => {
      reading.current?.pause();
      try {
        await away();
      } finally {
        reading.current?.resume();
      }
    });
  });
  useEffect(() => onHandOver?.(handOver), [onHandOver, handOver]);
  return reading;
}

interface ShownNow {
  /** Whether AWS or the network has not answered for a while. */
  readonly isSilent: boolean;
  /** Whether the notice has something to copy. */
  readonly canCopy: boolean;
  /** Clears the last refusal. */
  readonly clear: () => void;
}

/** The commands of the keys here: those of the machines, and those of the screen itself. */
function commandsOf(props: AppProps, { isSilent, canCopy, clear }: ShownNow) {
  const { session, host, onRedraw, onSuspend, onEnd } = props;
  const modal = openModal(session.getSnapshot());
  const copies = !isSilent && canCopy;
  const possible = machineCommands(session).filter(({ key }) => !copies || key !== copyNotice.keys[0]);
  const offered = [...possible, ...offCommands(session, possible)];
  const commands = [
    ...(copies ? [copyNotice] : []),
    ...offered.map(asCommand),
    ...(modal === 'help' ? beneathHelp : []),
    ...(isSilent && !offered.some(({ key }) => key === tryNow.keys[0]) ? [tryNow] : []),
    modal === 'quit' ? { ...quitSafely, decides: 'leaving at once' } : quitSafely,
    ...terminalCommands,
  ];
  const run = (id: string) => {
    clear();
    if (isSilent && asksAgain(id)) host.tryNow();
    if (id === copyNotice.id) host.copyNotice?.();
    else if (id === 'terminal.redraw') onRedraw();
    else if (id === 'terminal.suspend') onSuspend();
    else if (id === 'terminal.end') onEnd();
    else if (id === interruptId) interrupt(session);
    else {
      host.hideNotice?.();
      offered.find((command) => commandId(command) === id)?.run();
    }
  };
  return { commands, run };
}

/** Dialogs are on top of the calls and the log, too. */
function Dialogs(props: Pick<AppProps, 'session' | 'host'>) {
  return (
    <KeyLevel>
      <Dialog {...props} />
    </KeyLevel>
  );
}

/** The one place for dialogs. */
function Dialog({ session, host }: Pick<AppProps, 'session' | 'host'>) {
  const modal = openModal(session.getSnapshot());
  const close = () => session.send({ type: 'CLOSE_MODAL' });
  if (modal === 'help') {
    const [innermost] = activeStates(session);
    return <HelpOverlay about={aboutOf(innermost?.meta.pane ?? 'home')} onClose={close} />;
  }
  if (modal === 'palette') return <Palette onClose={close} />;
  if (modal === 'none') return null;
  const offered = dialogCommands(session);
  const { codeRequest } = session.getSnapshot().context;
  if (modal === 'code') {
    if (!codeRequest) return null;
    return (
      <MfaDialog
        request={codeRequest}
        commands={offered.map(asCommand)}
        onCommand={close}
        onCode={(code) => session.send({ type: 'CODE', code })}
        phone={host.phone}
      />
    );
  }
  return (
    <QuitDialog
      session={session}
      host={host}
      commands={offered.map(asCommand)}
      onCommand={(id) => offered.find((command) => commandId(command) === id)?.run()}
    />
  );
}

/** Whether the next view is being loaded; keys typed meanwhile are meant for it. */
function isOpening(session: AppProps['session']): boolean {
  if (session.getSnapshot().matches({ view: 'opening' })) return true;
  const [innermost] = activeStates(session);
  return innermost?.meta.pane.endsWith('.looking') === true;
}

/** Asks before leaving running work or answers; leaves immediately when it has already asked. */
function interrupt(session: AppProps['session']): void {
  const asked = openModal(session.getSnapshot()) === 'quit';
  session.send(asked ? { type: 'LEAVE', interrupted: true } : { type: 'QUIT' });
}

function commandId({ id }: MachineCommand): string {
  return id === 'HELP' ? 'help.open' : id;
}

function asCommand(command: MachineCommand): Command {
  const { key, also = [], label, help, footer, decides, off, binds } = command;
  return {
    id: commandId(command),
    label,
    keys: [key, ...also],
    group: command.group,
    ...(binds ? { binds } : {}),
    ...(help ? { help } : {}),
    ...(footer === undefined ? {} : { footer }),
    ...(decides ? { decides } : {}),
    ...(off ? { enabled: off } : {}),
  };
}
