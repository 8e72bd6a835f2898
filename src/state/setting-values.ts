const onOff = ['on', 'off'] as const;

/** The choices in settings.ini, in the order of the settings pane: the values of each, its default, and what it is. */
export const settingList = [
  {
    name: 'theme',
    values: ['auto', 'dark', 'light', 'mono'],
    otherwise: 'auto',
    says: 'Colours. auto follows what the terminal tells of its background.',
  },
  {
    name: 'glyphs',
    values: ['auto', 'unicode', 'ascii'],
    otherwise: 'auto',
    says: 'Marks and lines. auto follows the locale; ascii is for fonts without them.',
  },
  {
    name: 'mouse',
    values: onOff,
    otherwise: 'on',
    says: 'Clicks and the wheel. off leaves the mouse to the terminal, so that dragging selects without Shift.',
  },
  { name: 'bell', values: onOff, otherwise: 'on', says: 'Rings when a deployment ends or needs you.' },
  {
    name: 'notifications',
    values: onOff,
    otherwise: 'off',
    says: 'Desktop notification when a deployment ends or needs you (OSC 9, 99 or 777), in terminals that have them.',
  },
  {
    name: 'title',
    values: onOff,
    otherwise: 'on',
    says: 'Folder and deployment in the title of the terminal (OSC 2).',
  },
  {
    name: 'progress',
    values: onOff,
    otherwise: 'on',
    says: 'Progress of a deployment in the tab or task bar (OSC 9;4), in terminals that have it.',
  },
  {
    name: 'hyperlinks',
    values: onOff,
    otherwise: 'on',
    says: 'Addresses that can be clicked (OSC 8), in terminals that have them.',
  },
  {
    name: 'clipboard',
    values: onOff,
    otherwise: 'on',
    says: 'Copies through the terminal, also over ssh (OSC 52). off: what would be copied is shown.',
  },
  {
    name: 'history',
    values: ['50', '200', '1000', '5000'],
    otherwise: '200',
    says: 'How many entries of the activity are kept.',
  },
] as const;

type Listed = (typeof settingList)[number];

/** The name of a setting in settings.ini. */
export type SettingName = Listed['name'];

/** A value of each setting. */
export type SettingValues = {
  readonly [Name in SettingName]: Extract<Listed, { readonly name: Name }>['values'][number];
};

/** The defaults for settings that settings.ini does not set. */
export const defaultValues = Object.fromEntries(
  settingList.map(({ name, otherwise }) => [name, otherwise]),
) as SettingValues;

/** The setting values alone, without the object's other members. */
export function valuesIn(holder: SettingValues): SettingValues {
  return Object.fromEntries(settingList.map(({ name }) => [name, holder[name]])) as SettingValues;
}

/** The possible values of a setting; empty if there is no such setting. */
export function valuesOf(name: string): readonly string[] {
  return settingList.find((each) => each.name === name)?.values ?? [];
}

/** The values with one changed; unchanged if there is no such setting or value. */
export function withSetting(values: SettingValues, name: string, value: string): SettingValues {
  return valuesOf(name).includes(value) ? { ...values, [name]: value } : values;
}

/** The value `by` places further in a setting's list, wrapping around at its ends. */
export function nextValue(values: SettingValues, name: SettingName, by: number): string {
  const all = valuesOf(name);
  return all[(all.indexOf(values[name]) + by + all.length) % all.length] ?? values[name];
}

/** One setting that was changed. */
export interface SettingChange {
  readonly name: SettingName;
  readonly from: string;
  readonly to: string;
}

/** What differs between two sets of values, in the order of {@link settingList}. */
export function changedSettings(before: SettingValues, after: SettingValues): readonly SettingChange[] {
  return settingList.flatMap(({ name }) =>
    before[name] === after[name] ? [] : [{ name, from: before[name], to: after[name] }],
  );
}
