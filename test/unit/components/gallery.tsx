import { Box, Text } from 'ink';
import { useState } from 'react';
import { TwoColumns } from '../../../components/frame/columns.tsx';
import { Frame } from '../../../components/frame/frame.tsx';
import { HelpOverlay } from '../../../components/frame/help-overlay.tsx';
import { Palette } from '../../../components/frame/palette.tsx';
import { Pane, Room } from '../../../components/frame/pane.tsx';
import { layoutOf, useScreenSize, useSpace } from '../../../components/frame/screen-size.ts';
import type { FrameStatus } from '../../../components/frame/top-line-parts.ts';
import type { Command } from '../../../components/keys/commands.ts';
import { KeyRouterProvider, useKeyLayer } from '../../../components/keys/key-context.tsx';
import { asciiGlyphs, unicodeGlyphs } from '../../../components/theme/glyphs.ts';
import { StateMark, type Tone } from '../../../components/theme/state-mark.tsx';
import type { Theme } from '../../../components/theme/theme.ts';
import { ThemeProvider, useTheme } from '../../../components/theme/theme-context.tsx';
import { Cell } from '../../../components/widgets/cell.tsx';
import { Choice, InlineChoice } from '../../../components/widgets/choice.tsx';
import { ClockProvider } from '../../../components/widgets/clock.tsx';
import { DurationBar } from '../../../components/widgets/duration-bar.tsx';
import { Field } from '../../../components/widgets/field.tsx';
import { FilterList } from '../../../components/widgets/filter-list.tsx';
import { KeyValue } from '../../../components/widgets/key-value.tsx';
import { Modal } from '../../../components/widgets/modal.tsx';
import { ProblemView } from '../../../components/widgets/problem-view.tsx';
import { ProgressBar } from '../../../components/widgets/progress-bar.tsx';
import { Steps } from '../../../components/widgets/steps.tsx';
import { Toast } from '../../../components/widgets/toast.tsx';
import { Tree } from '../../../components/widgets/tree.tsx';
import { Waiting } from '../../../components/widgets/waiting.tsx';

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
  { name: 'DeploymentBucketPolicy', type: 'S3 bucket policy', ms: 0, tone: 'waiting' },
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
                <HelpOverlay onClose={close} />
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
              <TwoColumns left={<Profiles count={props.count ?? 4} />} right={<Deployment />} />
            ) : (
              <Profiles count={props.count ?? 4} />
            )}
          </Frame>
        </KeyRouterProvider>
      </ClockProvider>
    </ThemeProvider>
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
  const { rows, columns } = useSpace();
  const theme = useTheme();
  return (
    <>
      <Pane title="Stack" focused={false} aside="about 12s left" rows={Math.min(11, rows)}>
        <ProgressBar done={2} total={4} width={columns - 4} counted />
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
        <Tree
          nodes={[
            {
              key: 'amplify',
              label: 'amplify/',
              children: [
                { key: '.config', label: '.config/', children: [{ key: 'p', label: 'project-config.json' }] },
                { key: 'backend', label: 'backend/' },
              ],
            },
          ]}
        />
        <Text> </Text>
        <ProblemView
          problem={{
            code: 'STACK_FAILED',
            what: 'The bucket name is taken.',
            why: 'Bucket names are shared by everyone on AWS.',
            next: 'Press r to try again with a new name.',
          }}
        />
      </Pane>
    </>
  );
}

const labelWidth = 22;

function Form() {
  const { columns, rows } = useSpace();
  const [at, setAt] = useState(2);
  const [framework, setFramework] = useState('react');
  const [dist, setDist] = useState('dist');
  const [secret, setSecret] = useState('hidden');
  const [app, setApp] = useState('javascript');
  useKeyLayer({
    commands: [
      { id: 'form.enter', label: 'next', keys: ['enter'], group: 'Step', footer: 1 },
      { id: 'form.next', label: 'next field', keys: ['tab', 'down'], group: 'Step', footer: 2 },
      { id: 'form.back', label: 'back', keys: ['escape'], group: 'Step', footer: 3 },
    ],
    onCommand: (id) => setAt((at + (id === 'form.next' ? 1 : 0)) % 4),
  });
  const side = layoutOf({ columns, rows: rows + 4 }) === 'two' ? 26 : 0;
  return (
    <Box>
      {side > 0 ? (
        <Pane title="Init" focused={false} columns={side}>
          <Steps
            steps={[
              { id: 'name', label: 'Name', state: 'done', value: 'inventory' },
              { id: 'editor', label: 'Editor', state: 'done', value: 'code' },
              { id: 'framework', label: 'Framework', state: 'now' },
              { id: 'review', label: 'Review', state: 'to-come' },
            ]}
          />
        </Pane>
      ) : null}
      <Room columns={columns - side}>
        <Pane title="How is your app built?" focused>
          <Choice
            options={[
              { value: 'javascript', label: 'JavaScript', note: 'found package.json' },
              { value: 'android', label: 'Android' },
            ]}
            value={app}
            onChange={setApp}
            focused={at === 0}
          />
          <Text> </Text>
          <InlineChoice
            label="Framework"
            labelWidth={labelWidth}
            options={[
              { value: 'react', label: 'react' },
              { value: 'vue', label: 'vue' },
            ]}
            value={framework}
            onChange={setFramework}
            focused={at === 1}
          />
          <Field
            label="Distribution folder"
            labelWidth={labelWidth}
            value={dist}
            onChange={setDist}
            focused={at === 2}
            hint="What gets published."
            problem={dist === '' ? 'Name the folder that your build writes to.' : undefined}
            width={24}
          />
          <Field
            label="Secret"
            labelWidth={labelWidth}
            value={secret}
            onChange={setSecret}
            focused={at === 3}
            masked
            width={24}
          />
          <Text> </Text>
          <KeyValue
            rows={[
              { label: 'as', value: 'arn:aws:iam::111122223333:user/amplify-dev', cut: 'middle' },
              { label: 'in', value: '111122223333', note: 'eu-west-1', tone: 'done' },
            ]}
          />
        </Pane>
      </Room>
    </Box>
  );
}

function MfaDialog({ onClose }: { readonly onClose: () => void }) {
  const [code, setCode] = useState('');
  return (
    <Modal
      title="MFA code"
      width={56}
      commands={[{ id: 'mfa.leave', label: 'leave', keys: ['escape'], group: 'Sign in', footer: 1 }]}
      onCommand={onClose}
    >
      <Text wrap="truncate">bizcorprole role amplify-deploy of Biz Corp</Text>
      <Text> </Text>
      <Field
        label="Code"
        value={code}
        onChange={setCode}
        focused
        width={12}
        maxLength={6}
        clean={(typed) => typed.replace(/\D/g, '')}
        onSubmit={onClose}
      />
    </Modal>
  );
}
