import { Box, Text } from 'ink';
import { chosenProfile, formChange, formFaults, nameFault } from '../../../machines/profiles/chosen.ts';
import { settingHints, shownSettings } from '../../../machines/profiles/draft.ts';
import { plainText } from '../../../src/core/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useFormFields } from '../../keys/form-fields.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Field } from '../../widgets/field.tsx';
import { FocusOnClick } from '../../widgets/focus-on-click.tsx';
import { HintLine } from '../../widgets/hint-line.tsx';
import { Paragraph } from '../../widgets/paragraph.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useProfiles } from './use-profiles.ts';

const labelWidth = 19;

/** The settings of a profile that are not secret. An empty field removes the setting. */
export function EditPane({ session }: PaneProps) {
  const { flow, context, draft } = useProfiles(session);
  const theme = useTheme();
  const { rows } = useSpace();
  const profile = chosenProfile(context);
  const fields = profile ? shownSettings(profile) : [];
  const [focus, setFocus] = useFormFields(fields.length);
  if (!profile || !draft) return <Gone />;
  // The fields and the hint of one come first.
  const tight = rows < fields.length + 6;
  const faults = formFaults(context);
  const change = formChange(context);
  const focused = fields[focus];
  return (
    <Box flexDirection="column">
      {tight ? null : (
        <Text {...theme.dim} wrap="truncate">
          {`${plainText(profile.name)}: keys are not shown. Use configure to replace them.`}
        </Text>
      )}
      <Box marginTop={tight ? 0 : 1} flexDirection="column">
        {fields.map((key, index) => (
          <FocusOnClick key={key} focused={focus === index} onFocus={() => setFocus(index)}>
            <Field
              label={key}
              labelWidth={labelWidth}
              value={draft[key]}
              focused={focus === index}
              width={52}
              problem={faults[key]}
              onChange={(value) => flow.send({ type: 'DRAFT', draft: { ...draft, [key]: value } })}
            />
          </FocusOnClick>
        ))}
        <HintLine text={focused && settingHints[focused]} indent={labelWidth} />
      </Box>
      <Box marginTop={tight ? 0 : 1}>
        <Text {...theme.dim} wrap="truncate">
          {change || Object.keys(faults).length > 0
            ? 'You see what changes in the files before it is written.'
            : 'Nothing is changed yet.'}
        </Text>
      </Box>
    </Box>
  );
}

/** The new name of a profile. */
export function NamePane({ session }: PaneProps) {
  const { flow, context, newName = '' } = useProfiles(session);
  const theme = useTheme();
  const profile = chosenProfile(context);
  if (!profile) return <Gone />;
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="truncate">{`Currently ${plainText(profile.name)}.`}</Text>
      <Box marginTop={1}>
        <Field
          label="Name"
          value={newName}
          onChange={(name) => flow.send({ type: 'NAME', name })}
          focused
          width={44}
          hint={nameFault(context)}
        />
      </Box>
      <Box marginTop={1}>
        <Paragraph {...theme.dim}>
          source_profile entries are updated too. Scripts and projects are not.
        </Paragraph>
      </Box>
    </Box>
  );
}

function Gone() {
  const theme = useTheme();
  const glyphs = useGlyphs();
  return (
    <Paragraph {...theme.warn}>
      {`${glyphs.warning} Another program has taken this profile out of the files meanwhile.`}
    </Paragraph>
  );
}
