import { dayOf, plainText, timeOfDay } from '../../src/core/text.ts';
import type { InitJournalEntry, InitStep } from '../../src/state/journal-entry.ts';
import type { KeyValueRow } from '../widgets/key-value.tsx';

const reached: Readonly<Record<InitStep, string>> = {
  creating: 'We asked AWS to create the stack and do not know the answer. It is checked first.',
  following: 'the stack was being created',
  'storing-template': 'the stack was complete, its template not stored',
  'writing-files': 'the stack was complete, the files not all written',
  cleaning: 'the stack was about to be deleted',
};

/** What is known about an unfinished `init`. @param failed how its stack failed, worded to follow its name */
export function unfinishedFacts(entry: InitJournalEntry, failed?: string): readonly KeyValueRow[] {
  const { settings, environment, stackName, account, region, startedAt, step } = entry;
  return [
    { label: 'Project', value: plainText(settings.name) },
    ...(environment === undefined ? [] : [{ label: 'Environment', value: plainText(environment) }]),
    { label: 'Stack', value: plainText(stackName) },
    { label: 'Account', value: `${account} · ${region}` },
    { label: 'Started', value: `${dayOf(startedAt)} ${timeOfDay(startedAt)}` },
    {
      label: 'Got as far as',
      value: failed === undefined ? reached[step] : `the stack ${failed}`,
      cut: 'never',
    },
  ];
}
