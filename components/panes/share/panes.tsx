import { useSelector } from '@xstate/react';
import { Box, Text } from 'ink';
import type { ActorRefFrom, AnyMachineSnapshot } from 'xstate';
import type { shareMachine } from '../../../machines/share/machine.ts';
import { copyWords, type ShareTarget } from '../../../src/share/plan.ts';
import { count, plainText } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import type { Theme } from '../../theme/theme.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { List } from '../../widgets/list.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';

/** The running `share`, which these panes are only shown for, and what it knows now. */
function useShare(session: PaneProps['session']) {
  const { children }: AnyMachineSnapshot = session.getSnapshot();
  if (!children.share) throw new Error('a pane of share is shown, but it does not run');
  const share = children.share as ActorRefFrom<typeof shareMachine>;
  const context = useSelector(share, (snapshot) => snapshot.context);
  return { share, ...context };
}

/** The project is being read, or what keeps it from being shared. */
export function LookingPane({ session, meta }: PaneProps) {
  const { problem } = useShare(session);
  if (problem && !meta.busy) return <ProblemView problem={problem} />;
  return <Waiting what={meta.busy ?? 'reading the project'} leave="esc leave" />;
}

/** The folder of another frontend, and those that share the backend already. */
export function FolderPane({ session, surface }: PaneProps) {
  const { share, targets, typed } = useShare(session);
  const theme = useTheme();
  const { rows, columns } = useSpace();
  const shown = targets.slice(0, Math.max(1, rows - 7));
  return (
    <Box flexDirection="column">
      <Field
        label="Folder"
        labelWidth={10}
        width={Math.max(20, Math.min(60, columns - 12))}
        value={typed}
        placeholder={targets.length > 0 ? 'all of them' : '../mobile'}
        focused
        hint="The other app's own folder, as ../mobile. It is asked what kind of app it is."
        onChange={(folder) => share.send({ type: 'TYPE', folder })}
      />
      <Box marginTop={1} flexDirection="column">
        <Text {...theme.dim} wrap="truncate">
          {targets.length > 0 ? 'Shared with:' : 'The backend is shared with no folder yet.'}
        </Text>
        {shown.map((target) => (
          <Text key={target} wrap="truncate-middle">
            {`  ${surface.showPath(target)}`}
          </Text>
        ))}
        {shown.length < targets.length ? (
          <Text {...theme.dim}>{`  and ${targets.length - shown.length} more`}</Text>
        ) : null}
      </Box>
    </Box>
  );
}

interface Line {
  readonly text: string;
  readonly style: keyof Pick<Theme, 'text' | 'dim' | 'good' | 'bad' | 'warn' | 'title'>;
}

/** Every file of every folder; nothing is written before it is confirmed here. */
export function ReviewPane({ session, surface, meta }: PaneProps) {
  const { planned, problem } = useShare(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!planned) return null;
  const left = planned.left.flatMap(({ root, problem: { what } }): Line[] => [
    { text: `${glyphs.warning} ${surface.showPath(root)} is left: ${plainText(what)}`, style: 'warn' },
  ]);
  const lines = [
    ...left,
    ...planned.plan.targets.flatMap((target) => targetLines(target, surface.showPath(target.root), glyphs)),
  ];
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">
        Nothing is changed in AWS; the backend stays where it is.
      </Text>
      <List
        items={lines.map((line, index) => ({ ...line, index }))}
        keyOf={({ index }) => String(index)}
        focused
        rows={Math.max(3, rows - 1)}
        noun="lines"
        renderRow={({ text, style }, { width }) => (
          <Box width={width} flexShrink={0}>
            <Text wrap="truncate" {...theme[style]}>
              {text || ' '}
            </Text>
          </Box>
        )}
      />
    </Box>
  );
}

function targetLines(target: ShareTarget, shown: string, glyphs: Glyphs): Line[] {
  const { app, refresh, copies, files, extra, notes } = target;
  const signs = { create: glyphs.added, update: glyphs.changed, remove: glyphs.removed } as const;
  const styles = { create: 'good', update: 'text', remove: 'bad' } as const;
  const all = [...files, ...copies];
  const what = all.length === 0 ? 'up to date' : copyWords(copies);
  return [
    { text: `${shown}   ${plainText(app)}`, style: 'title' },
    {
      text: `${refresh ? 'has this backend already' : 'gets this backend'}${what && `: ${what}`}`,
      style: 'dim',
    },
    ...all.map(({ label, change }): Line => {
      return { text: ` ${signs[change]} ${plainText(label)}`, style: styles[change] };
    }),
    ...extra.map((label): Line => ({ text: `   ${plainText(label)}   only there, stays`, style: 'dim' })),
    ...notes.map((note): Line => ({ text: `${glyphs.warning} ${plainText(note)}`, style: 'warn' })),
  ];
}

/** What was written where. */
export function DonePane({ session, surface }: PaneProps) {
  const { written = [] } = useShare(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  return (
    <Box flexDirection="column">
      {written.slice(0, Math.max(1, rows - 3)).map(({ root, files }) => (
        <Text key={root} wrap="truncate-middle">
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {`${surface.showPath(root)}   ${count(files, 'file')}`}
        </Text>
      ))}
      <Box marginTop={1}>
        <Text {...theme.dim} wrap="wrap">
          After a change of the backend, share again without a folder: all of them are brought up to date.
        </Text>
      </Box>
    </Box>
  );
}
