import { Secret } from '../core/secret.ts';
import { plainText } from '../core/text.ts';
import type { MergedFiles } from './drafts.ts';
import type { ProfileFinding } from './profile.ts';
import type { ReadFile } from './section-columns.ts';
import { isSecretKey, type Setting } from './settings.ts';
import type { SharedProperty, SharedSection } from './shared-file.ts';

/**
 * Merges one file. Merge the config file first: values of the credentials file then take precedence, key by key, as in the
 * SDKs (`parseKnownFiles`). An empty value is ignored, as in the SDK for JavaScript.
 */
export function mergeSections(merged: MergedFiles, file: ReadFile, path: string): void {
  const { drafts } = merged;
  const { columns } = file;
  drafts.addFile(columns, path);
  const prefixedDefault =
    (columns.plain.kind === 'config' && columns.find('default') >= 0) ||
    [...columns.others.values()].some((section) => isDefault(section) && section.prefixed);
  for (let number = 0; number < columns.length; number += 1) {
    const form = columns.formOf(number);
    const mixed = form && drafts.addPlain(number, form);
    const section = form && !mixed ? undefined : columns.at(number);
    if (!section) continue;
    if (mixed) mergeSettings(mixed.settingsToAdd(), section, path);
    else if (section.kind === 'services') mergeServices(merged, section);
    else if (section.kind === 'sso-session') mergeSsoSession(merged, section, path);
    else if (isListed(section)) {
      const hidden = prefixedDefault && isDefault(section) && !section.prefixed;
      const row = drafts.rowOf(section.name);
      const draft = row === undefined ? drafts.addOther(section) : drafts.mixed(row);
      if (!hidden) mergeSettings(draft.settingsToAdd(), section, path);
      else draft.note(bothDefaults(section, path));
    }
  }
  for (const { code, severity, text, line, column, section } of file.findings) {
    const about = section === undefined ? undefined : columns.at(section);
    const draft = about && isListed(about) ? drafts.get(about.name) : undefined;
    const unread = about && !draft && about.kind === 'profile' ? about.name : undefined;
    // `[x]` in the config file, `[profile x]` in the credentials file, `[Profile x]`.
    const misplaced =
      about && code === 'not-a-profile' ? about.name.replace(/^profiles?\s*/i, '') : undefined;
    const finding: ProfileFinding = {
      severity,
      // A finding without a profile has nothing else that says which section it is about.
      text: unread ? `[${about?.prefixed ? 'profile ' : ''}${plainText(unread)}]: ${text}` : text,
      origin: { file: path, line, column },
      ...(unread ? { unreadName: unread } : misplaced ? { unreadName: misplaced } : {}),
      ...(code === 'key-misnamed' ? { misnamed: true as const } : {}),
      // UTF-16: AWS tools cannot read any line of it.
      ...(code === 'encoding' && severity === 'error' ? { unreadFile: true as const } : {}),
    };
    if (draft) draft.note(finding);
    else merged.findings.push(finding);
  }
}

function isListed(section: SharedSection): boolean {
  return section.kind === 'profile' && section.visibility !== 'none';
}

function isDefault(section: SharedSection): boolean {
  return section.kind === 'profile' && section.name === 'default';
}

function mergeSettings(settings: Map<string, Setting>, section: SharedSection, path: string): void {
  for (const property of section.properties) {
    setSetting(settings, property.key, property, path);
    if (property.nested.size === 0) continue;
    for (const [key, nested] of property.nested) setSetting(settings, `${property.key}.${key}`, nested, path);
  }
}

/** A nested key is prefixed with the name of its block: `addressing_style` below `s3 =` becomes `s3.addressing_style`. */
function setSetting(
  settings: Map<string, Setting>,
  key: string,
  { value, line, column }: Pick<SharedProperty, 'value' | 'line' | 'column'>,
  file: string,
): void {
  if (value !== '')
    settings.set(key, {
      value: isSecretKey(key) ? new Secret(value) : value,
      origin: { file, line, column },
    });
}

function mergeSsoSession({ ssoSessions }: MergedFiles, section: SharedSection, path: string): void {
  const known = ssoSessions.get(section.name);
  const settings = known?.settings ?? new Map();
  mergeSettings(settings, section, path);
  ssoSessions.set(section.name, { settings, seen: section.visibility === 'all' || known?.seen === true });
}

function mergeServices(merged: MergedFiles, section: SharedSection): void {
  const endpoints = merged.services.get(section.name) ?? new Map<string, string>();
  for (const { key, nested } of section.properties) {
    const url = nested.get('endpoint_url')?.value;
    if (url) endpoints.set(key, url);
  }
  merged.services.set(section.name, endpoints);
}

function bothDefaults(section: SharedSection, path: string): ProfileFinding {
  const text =
    '[default] and [profile default] both exist: the SDKs read the second, the AWS CLI the last one';
  return { severity: 'warning', text, origin: { file: path, line: section.line } };
}
