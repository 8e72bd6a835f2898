import { projectFiles } from '../../project/layouts/file-names.ts';
import type { ProjectStack } from '../../project/project.ts';
import { initFiles } from './files.ts';
import type { InitPlan } from './init-plan.ts';
import { newEnvironmentOf, nothingDeployed } from './new-environment.ts';

/** The archive of the deployment in the deployment bucket; a clone gets its #current-cloud-backend from it. */
export const archiveKey = '#current-cloud-backend.zip';

/** Amplify Studio's copies, beside the same files at the bucket's root. */
const studio = 'studio-backend/';
const current = 'amplify/#current-cloud-backend/';

/**
 * The objects that an `init` with environments stores in the deployment bucket after its stack, under the keys and in the
 * order of the Amplify CLI (14.x).
 */
export async function backendObjects(
  plan: InitPlan,
  stack: ProjectStack,
): Promise<readonly { readonly key: string; readonly body: string | Uint8Array }[]> {
  const { packFiles } = await import('../../project/backend-archive.ts');
  const added = newEnvironmentOf(plan);
  if (added) {
    const files = nothingDeployed(added, stack);
    return objectsOf(packFiles, {
      archived: [...files],
      flags: added.backend.texts.get(projectFiles.featureFlags),
      meta: files.get('amplify-meta.json') ?? '',
      config: '{}',
    });
  }
  const texts = new Map(initFiles(plan, stack).map(({ label, contents }) => [label, contents]));
  const text = (label: string) => texts.get(label) ?? '';
  const archived = [...texts].flatMap(([label, contents]) =>
    label.startsWith(current) ? [[label.slice(current.length), contents] as const] : [],
  );
  return objectsOf(packFiles, {
    archived,
    flags: text(projectFiles.featureFlags),
    meta: text(projectFiles.meta),
    config: text(projectFiles.backendConfig),
  });
}

/** @param flags cli.json; undefined: the project has none */
function objectsOf(
  packFiles: (files: ReadonlyMap<string, string>) => Uint8Array,
  {
    archived,
    flags,
    meta,
    config,
  }: {
    readonly archived: readonly (readonly [string, string])[];
    readonly flags: string | undefined;
    readonly meta: string;
    readonly config: string;
  },
) {
  const known = flags === undefined ? [] : [['cli.json', flags] as const];
  return [
    { key: archiveKey, body: packFiles(new Map([...archived, ...known])) },
    ...known.map(([name, body]) => ({ key: `${studio}${name}`, body })),
    { key: `${studio}amplify-meta.json`, body: meta },
    { key: `${studio}backend-config.json`, body: config },
    { key: 'amplify-meta.json', body: meta },
    { key: 'backend-config.json', body: config },
  ];
}
