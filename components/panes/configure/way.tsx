import { Box, Text } from 'ink';
import type { ConfigureSurroundings } from '../../../machines/configure/types.ts';
import type { ConfigureWay } from '../../../src/configure/answers.ts';
import { accessName } from '../../../src/credentials/access.ts';
import { count } from '../../../src/values/text.ts';
import { useSpace } from '../../frame/screen-size.ts';
import { useGlyphs, useTheme } from '../../theme/theme-context.tsx';
import { Choice } from '../../widgets/choice.tsx';
import type { PaneProps } from '../pane-props.ts';
import { useConfigure } from './of.ts';

const explained: Readonly<Record<Exclude<ConfigureWay, 'rotate'>, string>> = {
  existing: 'Choose it, and AWS is asked whether it works. Nothing is created.',
  create:
    'A profile that may create users makes an IAM user, gives it a policy and an access key, and saves that as a profile.',
  console:
    'You sign in to AWS in the browser, create a user and its access key there, and paste the key here. Also for keys that you have already.',
};

/** What is there already, and three ways to go on. */
export function WayPane({ session }: PaneProps) {
  const { configure, answers, surroundings } = useConfigure(session);
  const theme = useTheme();
  const glyphs = useGlyphs();
  const { rows } = useSpace();
  if (!answers || !surroundings) return null;
  const usable = surroundings.accessOptions.filter((option) => option.usable.ok).length;
  const way = answers.way === 'rotate' ? 'existing' : answers.way;
  const missing = surroundings.accessOptions.length === 0;
  return (
    <Box flexDirection="column">
      <Text {...theme.dim} wrap="wrap">
        {foundWords(surroundings, usable)}
      </Text>
      <Box marginTop={1}>
        <Choice
          options={[
            {
              value: 'existing',
              label: 'with a profile that is there',
              ...(missing ? { note: 'there is none' } : {}),
            },
            {
              value: 'create',
              label: 'create an IAM user for me',
              ...(missing ? { note: 'needs a profile' } : {}),
            },
            { value: 'console', label: 'in the browser, or with keys I have' },
          ]}
          value={way}
          onChange={(next) => configure.send({ type: 'EDIT', answers: { way: next } })}
          focused
        />
      </Box>
      <Box marginTop={1}>
        {missing && way !== 'console' ? (
          <Text {...theme.warn} wrap="wrap">
            {`${glyphs.warning} This needs a profile, and there is none on this machine yet.`}
          </Text>
        ) : (
          <Text wrap="wrap">{explained[way]}</Text>
        )}
      </Box>
      {surroundings.findings.slice(0, Math.max(0, rows - 10)).map((finding) => (
        <Text key={finding} {...theme.warn} wrap="truncate">{`${glyphs.warning} ${finding}`}</Text>
      ))}
    </Box>
  );
}

function foundWords({ accessOptions, profiles, files }: ConfigureSurroundings, usable: number): string {
  const environment = accessOptions.some(({ choice }) => choice.kind === 'environment');
  const machine = accessOptions.find(({ choice }) => choice.kind === 'machine');
  const kinds = [...new Set(profiles.map(({ kind }) => kind))].slice(0, 4).join(', ');
  const parts = [
    profiles.length > 0
      ? `${count(profiles.length, 'profile')} (${kinds}) in ${files.config} and ${files.credentials}`
      : `no profile in ${files.config} or ${files.credentials}`,
    ...(environment ? ['keys in the environment'] : []),
    ...(machine ? [accessName(machine.choice)] : []),
  ];
  return `Found ${parts.join(', and ')}${accessOptions.length > 0 ? `; ${usable} can be used` : ''}.`;
}
