import { Box } from 'ink';
import { existingProfile, proposedProfile } from '../../../machines/configure/answers.ts';
import { plainText } from '../../../src/core/text.ts';
import { profileNameFault } from '../../../src/flows/configure/answers.ts';
import { maskedKey } from '../../../src/flows/configure/keys.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { KeyValue } from '../../widgets/key-value.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './use-configure.ts';

/** The name of the profile; for an existing one, how it would change. */
export function SaveAsPane({ session }: PaneProps) {
  const { flow, context, answers, localState } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  if (!answers || !localState) return null;
  const existing = existingProfile(context);
  const acts =
    answers.way === 'create' && answers.access?.kind === 'profile' && answers.access.name === existing?.name;
  return (
    <Box flexDirection="column">
      <Field
        label="Profile"
        value={answers.profile}
        suggestion={proposedProfile(answers, localState)}
        onChange={(profile) => flow.send({ type: 'EDIT', answers: { profile } })}
        focused
        width={40}
        hint={`AWS tools use "default" unless told otherwise.`}
        problem={profileNameFault(answers.profile)}
      />
      <Box marginTop={1} flexDirection="column">
        {existing ? (
          <>
            <Paragraph {...theme.warn}>
              {`${glyphs.warning} The profile ${plainText(existing.name)} already exists${acts ? ', and you act with it now' : ''}. Its keys would be replaced:`}
            </Paragraph>
            <Box marginTop={1} flexDirection="column">
              <KeyValue
                rows={[
                  { label: 'Kind', value: existing.kind },
                  ...(existing.accessKeyId
                    ? [{ label: 'Key', value: maskedKey(plainText(existing.accessKeyId)), note: 'replaced' }]
                    : []),
                  {
                    label: 'Region',
                    value: existing.region ?? 'none',
                    ...(existing.region === answers.region
                      ? {}
                      : { note: `becomes ${answers.region ?? ''}` }),
                  },
                  ...(existing.stale.length > 0
                    ? [
                        {
                          label: 'Taken out',
                          value: existing.stale.join(', '),
                          note: 'would defeat the new keys',
                        },
                      ]
                    : []),
                ]}
              />
            </Box>
          </>
        ) : (
          <Paragraph {...theme.dim}>
            {`A new profile in ${localState.files.credentials} and ${localState.files.config}. Nothing else in them changes.`}
          </Paragraph>
        )}
      </Box>
    </Box>
  );
}
