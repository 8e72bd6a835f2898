import { Box, Text } from 'ink';
import { useState } from 'react';
import { Frame } from '../../../components/frame/frame.tsx';
import { HelpOverlay } from '../../../components/frame/help-overlay.tsx';
import { Palette } from '../../../components/frame/palette.tsx';
import { Pane, Room } from '../../../components/frame/pane.tsx';
import { layoutOf, useScreenSize, useSpace } from '../../../components/frame/screen-size.ts';
import type { FrameStatus } from '../../../components/frame/top-line-parts.ts';
import type { Command } from '../../../components/keys/commands.ts';
import { KeyRouterProvider } from '../../../components/keys/key-context.tsx';
import { asciiGlyphs, unicodeGlyphs } from '../../../components/theme/glyphs.ts';
import { StateMark, type Tone } from '../../../components/theme/state-mark.tsx';
import type { Theme } from '../../../components/theme/theme.ts';
import { ThemeProvider, useTheme } from '../../../components/theme/theme-context.tsx';
import { Cell } from '../../../components/widgets/cell.tsx';
import { ClockProvider } from '../../../components/widgets/clock.tsx';
import { DurationBar } from '../../../components/widgets/duration-bar.tsx';
import { FilterList } from '../../../components/widgets/filter-list.tsx';
import { ProblemView } from '../../../components/widgets/problem-view.tsx';
import { Toast } from '../../../components/widgets/toast.tsx';
import { Waiting } from '../../../components/widgets/waiting.tsx';
import { Form, MfaDialog } from './gallery-form.tsx';

export const status: FrameStatus = {
  program: 'amplify-tui',
  project: 'inventory',
  cloud: { kind: 'demo', url: 'http://127.0.0.1:4599' },
  profile: 'bizcorprole',
  account: '444455556666',
  accountAlias: 'Biz Corp',
  region: 'us-east-1',
  timeLeft: '41m',
};

export const globals: readonly Command[] = [
  {
    id: 'init.open',
    label: 'init',
    keys: ['i'],
    group: 'Do',
    footer: 10,
    help: 'Create a project and its stack',
  },
  {
    id: 'watch.open',
    label: 'watch',
    keys: ['w'],
    group: 'Do',
    footer: 12,
    enabled: 'There is no stack yet.',
  },
  {
    id: 'palette.open',
    label: 'commands',
    keys: [':', 'ctrl+k'],
    group: 'Everywhere',
    footer: 80,
    palette: false,
  },
  { id: 'help.open', label: 'help', keys: ['?', 'ctrl+g'], group: 'Everywhere', footer: 81, palette: false },
  { id: 'quit', label: 'quit', keys: ['q'], group: 'Everywhere', footer: 82 },
  { id: 'quit.safely', label: 'quit safely', keys: ['ctrl+c'], group: 'Everywhere', scope: 'always' },
];

interface Profile {
  readonly name: string;
  readonly kind: string;
  readonly note: string;
  readonly tone: Tone;
}

export function profiles(count: number): readonly Profile[] {
  const named: Profile[] = [
    { name: 'bizcorprole', kind: 'role · MFA', note: '41m', tone: 'none' },
    { name: 'devcorpuser', kind: 'keys', note: '', tone: 'none' },
    { name: 'staging', kind: 'SSO', note: 'signed out', tone: 'none' },
    { name: 'old-ci', kind: 'role', note: 'source missing', tone: 'failed' },
  ];
  const more = Array.from({ length: Math.max(0, count - named.length) }, (_, at) => ({
    name: `team-${String(at + 1).padStart(5, '0')}`,
    kind: 'keys',
    note: '',
    tone: 'none' as Tone,
  }));
  return [...named, ...more].slice(0, count);
}

const resources = [
  { name: 'AuthRole', type: 'IAM role', ms: 14_000, tone: 'done' },
  { name: 'UnauthRole', type: 'IAM role', ms: 13_000, tone: 'done' },
  { name: 'DeploymentBucket', type: 'S3 bucket', ms: 17_000, tone: 'running' },
  { name: 'DeploymentBucketBlockHTTP', type: 'S3 bucket policy', ms: 0, tone: 'waiting' },
] as const;

export interface GalleryProps {
  readonly theme: Theme;
  readonly ascii?: boolean;
  readonly page?: 'home' | 'form';
  readonly count?: number;
  readonly status?: FrameStatus;
  readonly now?: () => number;
  readonly onCommand?: (id: string) => void;
}

/** A screen with every widget on it, as the program arranges them. */
export function Gallery(props: GalleryProps) {
  const [overlay, setOverlay] = useState<'help' | 'palette' | 'dialog' | 'none'>('none');
  const [refused, setRefused] = useState('');
  const close = () => setOverlay('none');
  const size = useScreenSize();
  return (
    <ThemeProvider theme={props.theme} glyphs={props.ascii ? asciiGlyphs : unicodeGlyphs}>
      <ClockProvider value={props.now ?? Date.now}>
        <KeyRouterProvider
          commands={[
            ...globals,
            {
              id: 'dialog.open',
              label: 'sign in',
              keys: ['s'],
              group: 'Do',
              footer: 14,
              help: 'Enter an MFA code',
            },
          ]}
          onCommand={(id) => {
            if (id === 'help.open') setOverlay('help');
            else if (id === 'palette.open') setOverlay('palette');
            else if (id === 'dialog.open') setOverlay('dialog');
            else props.onCommand?.(id);
          }}
          onRefused={(_, why) => setRefused(why)}
        >
          <Frame
            status={props.status ?? status}
            aside={props.page === 'form' ? 'step 4 of 7' : undefined}
            toast={refused === '' ? undefined : <Toast tone="warning" text={refused} />}
            overlay={
              overlay === 'help' ? (
                <HelpOverlay about="What this screen is for." onClose={close} />
              ) : overlay === 'palette' ? (
                <Palette onClose={close} />
              ) : overlay === 'dialog' ? (
                <MfaDialog onClose={close} />
              ) : undefined
            }
          >
            {props.page === 'form' ? (
              <Form />
            ) : layoutOf(size) === 'two' ? (
              <TwoPanes count={props.count ?? 4} />
            ) : (
              <Profiles count={props.count ?? 4} />
            )}
          </Frame>
        </KeyRouterProvider>
      </ClockProvider>
    </ThemeProvider>
  );
}

function TwoPanes({ count }: { readonly count: number }) {
  const { rows, columns } = useSpace();
  const left = Math.round(columns * 0.42);
  return (
    <Box width={columns} height={rows} flexShrink={0} overflow="hidden">
      <Room columns={left} rows={rows}>
        <Profiles count={count} />
      </Room>
      <Room columns={columns - left} rows={rows}>
        <Deployment />
      </Room>
    </Box>
  );
}

function Profiles({ count }: { readonly count: number }) {
  const theme = useTheme();
  const [items] = useState(() => profiles(count));
  return (
    <Pane title="Profiles" focused>
      <FilterList
        items={items}
        keyOf={(profile) => profile.name}
        textOf={(profile) => `${profile.name} ${profile.kind}`}
        focused
        noun="profiles"
        onSubmit={() => {}}
        submitLabel="use"
        renderRow={(profile, row) => (
          <>
            <Cell width={16} style={row.selected ? theme.selection : theme.text}>
              {profile.name}
            </Cell>
            <Cell width={12} style={theme.dim}>
              {profile.kind}
            </Cell>
            <Box width={2} flexShrink={0}>
              <StateMark tone={profile.tone} />
            </Box>
            <Cell style={theme.dim}>{profile.note}</Cell>
          </>
        )}
      />
    </Pane>
  );
}

function Deployment() {
  const { rows } = useSpace();
  const theme = useTheme();
  return (
    <>
      <Pane title="Stack" focused={false} aside="about 12s left" rows={Math.min(11, rows)}>
        <Text>2 of 4</Text>
        <Text> </Text>
        {resources.map((resource) => (
          <Box key={resource.name} height={1} columnGap={1}>
            <StateMark tone={resource.tone} />
            <Cell width={24}>{resource.name}</Cell>
            <Cell style={theme.dim}>{resource.type}</Cell>
            <DurationBar value={resource.ms} longest={17_000} width={14} tone={resource.tone} />
          </Box>
        ))}
        <Text> </Text>
        <Waiting what="Asking AWS for the stack's events" leave="esc leaves" />
      </Pane>
      <Pane title="Files" focused={false} rows={Math.max(1, rows - 11)}>
        <Text wrap="truncate">amplify/.config/project-config.json</Text>
        <Text> </Text>
        <ProblemView
          problem={{
            code: 'STACK_FAILED',
            what: 'The bucket name is taken.',
            why: 'Bucket names are shared by everyone on AWS.',
            next: 'Press r to retry with a new name.',
          }}
        />
      </Pane>
    </>
  );
}
