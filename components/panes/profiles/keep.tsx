import { Box } from 'ink';
import { plainText } from '../../../src/core/text.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import { Waiting } from '../../widgets/waiting.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useProfiles } from './use-profiles.ts';

/** The new default profile of the folder, and the current one; nothing is written before the confirmation. */
export function KeepPane({ session, host, meta }: PaneProps) {
  const { chosen, folder = '', folderProfile, project } = useProfiles(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (meta.busy) return <Waiting what={meta.busy} />;
  if (chosen?.choice.kind !== 'profile') return null;
  const { name } = chosen.choice;
  const tied =
    project?.access?.kind === 'profile' && project.access.name !== name ? project.access.name : undefined;
  return (
    <Box flexDirection="column">
      <KeyValue
        labelWidth={12}
        rows={[
          { label: 'Folder', value: host.showPath(folder), cut: 'middle' },
          { label: 'Starts with', value: plainText(name), note: chosen.kind },
          ...(folderProfile === undefined ? [] : [{ label: 'until now', value: plainText(folderProfile) }]),
          ...(chosen.account ? [{ label: 'Account', value: chosen.account }] : []),
          ...(chosen.region ? [{ label: 'Region', value: plainText(chosen.region) }] : []),
        ]}
      />
      {tied === undefined ? null : (
        <Box marginTop={1}>
          <Paragraph {...theme.warn}>
            {`${glyphs.warning} The project names the profile ${plainText(tied)}, which comes first. s in the profiles changes that.`}
          </Paragraph>
        </Box>
      )}
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          It is kept in our own settings. Nothing is changed in ~/.aws, in the project or in AWS.
        </Paragraph>
      </Box>
    </Box>
  );
}
