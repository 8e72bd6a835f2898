import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../core/problem.ts';
import type { SharedFileKind } from '../shared-file.ts';
import type { EditedFile } from './edit.ts';
import type { OpenedFile } from './opened.ts';
import { shownName, unsafeEdit } from './rules.ts';
import type { SectionEdit, SharedEdit } from './shared-edit.ts';

/** What the SDK sees in a file: settings by section and key, both as it spells them. */
type SdkView = Map<string, Map<string, string>>;

/**
 * Loads a file before and after an edit with the SDK's own loader (`loadSharedConfigFiles` of `@smithy/core/config`), from
 * memory: it must see exactly the change that was asked for.
 *
 * @throws Problem PROFILE_EDIT_UNSAFE
 */
export async function expectSdkAgrees(
  { opened, splices, after: edited }: EditedFile,
  edit: SharedEdit,
): Promise<void> {
  // Loading some broken files has side effects (see expectEditable).
  if (splices.length === 0) return;
  const [before, after] = await Promise.all([
    sdkView(opened.bytes, opened.kind),
    sdkView(edited, opened.kind),
  ]);
  const wanted = applied(before, edit);
  const odd = [...new Set([...wanted.keys(), ...after.keys()])].find(
    (name) => !isDeepStrictEqual(wanted.get(name), after.get(name)),
  );
  if (odd === undefined) return;
  throw disagreement(opened, edit.name, odd);
}

/** A finding about the edited section is the most likely cause. */
function disagreement(opened: OpenedFile, name: string, odd: string): Problem {
  const { sections, findings } = opened.file;
  const target = sections.findIndex((section) => section.name === name);
  const cause = findings.find(
    ({ code, section }) => section === target && ['value-continued', 'value-empty'].includes(code),
  );
  if (cause) return unsafeEdit(opened, [cause.line], cause.text);
  const line = sections[target]?.line;
  const why = `the SDK for JavaScript would read [${shownName(odd)}] differently from what you asked for`;
  return unsafeEdit(opened, line === undefined ? [] : [line], why);
}

/** Makes the SDK read files again: it caches what it read of a path for the life of the process. */
export async function refreshSdk(paths: readonly string[]): Promise<void> {
  const { readFile } = await import('@smithy/core/config');
  // A file that was removed meanwhile does not concern this write.
  for (const path of paths) await readFile(path, { ignoreCache: true }).catch(() => undefined);
}

let views = 0;

async function sdkView(bytes: Buffer, kind: SharedFileKind): Promise<SdkView> {
  const { externalDataInterceptor, loadSharedConfigFiles } = await import('@smithy/core/config');
  views += 1;
  // Paths that no file can have: the SDK takes the text registered for a path instead of reading a file.
  const [path, nothing] = [`\0edited ${views}`, `\0empty ${views}`];
  externalDataInterceptor.interceptFile(path, bytes.toString('utf8'));
  externalDataInterceptor.interceptFile(nothing, '');
  try {
    const files = await loadSharedConfigFiles({
      configFilepath: kind === 'config' ? path : nothing,
      filepath: kind === 'credentials' ? path : nothing,
    });
    const sections = Object.entries(kind === 'config' ? files.configFile : files.credentialsFile);
    return new Map(
      sections.map(([name, settings]) => [
        name,
        new Map(
          Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
        ),
      ]),
    );
  } finally {
    const record = externalDataInterceptor.getFileRecord();
    delete record[path];
    delete record[nothing];
  }
}

/** The view after an edit. The SDK omits sections without settings, so empty ones are dropped. */
function applied(before: SdkView, edit: SharedEdit): SdkView {
  const view: SdkView = new Map([...before].map(([name, settings]) => [name, new Map(settings)]));
  if (edit.kind === 'set') {
    for (const one of [edit, ...(edit.also ?? [])]) applySettings(view, one);
    return view;
  }
  const target = view.get(edit.name) ?? new Map<string, string>();
  view.delete(edit.name);
  if (edit.kind === 'rename') {
    if (target.size > 0) view.set(edit.to, target);
    for (const settings of view.values()) follow(settings, edit);
  }
  return view;
}

function applySettings(view: SdkView, { name, set, remove }: SectionEdit): void {
  const target = view.get(name) ?? new Map<string, string>();
  const removed = remove.filter((key) => !set.has(key));
  for (const key of target.keys()) {
    const top = key.toLowerCase().split('.')[0] ?? '';
    if (removed.includes(top)) target.delete(key);
  }
  for (const [key, value] of set) target.set(key, value);
  view.delete(name);
  if (target.size > 0) view.set(name, target);
}

function follow(settings: Map<string, string>, { name, to }: { name: string; to: string }): void {
  for (const [key, value] of settings) {
    if (key.toLowerCase() === 'source_profile' && value === name) settings.set(key, to);
  }
}
