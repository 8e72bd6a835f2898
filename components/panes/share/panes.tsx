import { Box, Text } from 'ink';
import type { shareMachine } from '../../../machines/share/machine.ts';
import { count, plainText } from '../../../src/core/text.ts';
import {
  type CopiedFile,
  type ShareTarget,
  targetNotes,
  targetWords,
} from '../../../src/flows/share/plan.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useKeyWords } from '../../key-words.ts';
import type { Glyphs } from '../../theme/glyphs.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import type { ReviewFile } from '../../widgets/file-browser.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { ProblemView } from '../../widgets/problem-view.tsx';
import { changeMark, type ReviewLine } from '../../widgets/review-lines.ts';
import { ReviewList } from '../../widgets/review-list.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import { reviewFiles } from '../configure-project/review-files.ts';
import { flowHook } from '../flow-of.ts';
import { lookingPane } from '../looking-pane.tsx';
import type { PaneProps } from '../pane-props.ts';
import { PathField } from '../path-field.tsx';

/** The running `share` of these panes, with its current context. */
const useShare = flowHook<typeof shareMachine>('share');

/** The wait for the project's files, or why it cannot be shared. */
export const LookingPane = lookingPane(useShare);

/** The folder of another frontend, and those that already share the backend. */
export function FolderPane({ session, host }: PaneProps) {
  const { flow, targets, typed } = useShare(session);
  const theme = useTheme();
  const { rows } = useSpace();
  const shown = targets.slice(0, Math.max(1, rows - 7));
  return (
    <Box flexDirection="column">
      <PathField
        label="Folder"
        value={typed}
        placeholder={targets.length > 0 ? 'all of them' : '../mobile'}
        host={host}
        rows={rows < 14 ? 2 : 4}
        hint="The folder of the other app, such as ../mobile. We detect what kind of app it is."
        onChange={(folder) => flow.send({ type: 'TYPE', folder })}
      />
      <Box marginTop={1} flexDirection="column">
        <Text {...theme.dim} wrap="truncate">
          {targets.length > 0 ? 'Shared with:' : 'The backend is shared with no folder yet.'}
        </Text>
        {shown.map((target) => (
          <Text key={target} wrap="truncate-middle">
            {`  ${host.showPath(target)}`}
          </Text>
        ))}
        {shown.length < targets.length ? (
          <Text {...theme.dim}>{`  and ${targets.length - shown.length} more`}</Text>
        ) : null}
      </Box>
    </Box>
  );
}

/** Every file of every folder; nothing is written before the confirmation here. */
export function ReviewPane({ session, host, meta }: PaneProps) {
  const { planned, problem } = useShare(session);
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (problem) return <ProblemView problem={problem} />;
  if (!planned) return null;
  const left = planned.left.flatMap(({ root, problem: { what } }): ReviewLine[] => [
    { text: `${glyphs.warning} ${host.showPath(root)} is left: ${plainText(what)}`, style: 'warn' },
  ]);
  const targets = planned.plan.targets.map((target) => ({ target, shown: host.showPath(target.root) }));
  const several = targets.length > 1;
  return (
    <Box flexDirection="column">
      <ReviewList
        lines={[...left, ...targets.flatMap(({ target, shown }) => targetLines(target, shown, glyphs, []))]}
        files={targets.flatMap(({ target, shown }) =>
          targetFiles(target, several ? `${shown}/` : '', glyphs),
        )}
        listed={[
          ...left,
          ...targets.flatMap(({ target, shown }) => targetLines(target, shown, glyphs, filesOf(target))),
        ]}
        rows={rows}
        above={[{ text: 'Nothing is changed in AWS; the backend stays where it is.', style: 'dim' }]}
      />
    </Box>
  );
}

const filesOf = ({ files, copies }: ShareTarget): readonly CopiedFile[] => [...files, ...copies];

function targetLines(
  target: ShareTarget,
  shown: string,
  glyphs: Glyphs,
  files: readonly CopiedFile[],
): ReviewLine[] {
  const styles = { create: 'good', update: 'text', remove: 'bad' } as const;
  return [
    { text: `${shown}   ${plainText(target.app)}`, style: 'title' },
    { text: targetWords(target), style: 'dim' },
    ...files.map(({ label, change }): ReviewLine => {
      return { text: ` ${changeMark(change, glyphs)} ${plainText(label)}`, style: styles[change] };
    }),
    ...target.extra.map(
      (label): ReviewLine => ({ text: `   ${plainText(label)}   only there, stays`, style: 'dim' }),
    ),
    ...asides(target).map((text): ReviewLine => ({ text: `${glyphs.warning} ${text}`, style: 'warn' })),
  ];
}

/** The files of a folder: those of its own with their changes. @param folder before each name */
function targetFiles({ files, copies }: ShareTarget, folder: string, glyphs: Glyphs): ReviewFile[] {
  const copied: ReviewLine = { text: 'As in this project.', style: 'dim' };
  return [
    ...reviewFiles(files, glyphs),
    ...copies.map((file) => ({ ...file, lines: file.change === 'remove' ? [] : [copied] })),
  ].map((file) => ({ ...file, label: `${folder}${file.label}` }));
}

/** What to know about a folder, and what is left there unchanged: safe to show. */
function asides(target: ShareTarget): string[] {
  const kept = target.kept.map(({ label, why }) => `${label}   left: ${why}`);
  return [...kept, ...targetNotes(target)].map((text) => plainText(text));
}

/** What was written, and where. */
export function DonePane({ session, host }: PaneProps) {
  const { written = [], planned } = useShare(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const inWords = useKeyWords();
  const { rows } = useSpace();
  return (
    <Box flexDirection="column">
      {written.slice(0, Math.max(1, rows - 3)).map(({ root, files }) => (
        <Text key={root} wrap="truncate-middle">
          <Text {...theme.good}>{`${glyphs.done} `}</Text>
          {`${host.showPath(root)}   ${count(files, 'file')}`}
        </Text>
      ))}
      {(planned?.plan.targets ?? []).flatMap((target) =>
        asides(target).map((text) => (
          <Paragraph key={`${target.root} ${text}`} {...theme.warn}>
            {`${glyphs.warning} ${host.showPath(target.root)}: ${text}`}
          </Paragraph>
        )),
      )}
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          {inWords(
            'When the backend changes, press `s` on home and leave the folder empty to update all of them.',
          )}
        </Paragraph>
      </Box>
    </Box>
  );
}
