import { projectFiles } from '../project/layouts/file-names.ts';
import type { ProjectStack } from '../project/project.ts';
import { initFiles } from './files.ts';
import type { InitPlan } from './plan.ts';

/** The archive of what is deployed, in the deployment bucket; a clone gets its #current-cloud-backend from there. */
export const archiveKey = '#current-cloud-backend.zip';

/** What Amplify Studio reads, beside the same files at the bucket's root. */
const studio = 'studio-backend/';
const current = 'amplify/#current-cloud-backend/';

/**
 * What an `init` with environments stores in the deployment bucket after its stack, under the keys and in the order of the
 * Amplify CLI (14.x).
 */
export async function backendObjects(
  plan: InitPlan,
  stack: ProjectStack,
): Promise<readonly { readonly key: string; readonly body: string | Uint8Array }[]> {
  const { packFiles } = await import('../project/backend-archive.ts');
  const texts = new Map(initFiles(plan, stack).map(({ label, contents }) => [label, contents]));
  const text = (label: string) => texts.get(label) ?? '';
  const archived = [...texts].flatMap(([label, contents]) =>
    label.startsWith(current) ? [[label.slice(current.length), contents] as const] : [],
  );
  const flags = text(projectFiles.featureFlags);
  const meta = text(projectFiles.meta);
  const config = text(projectFiles.backendConfig);
  return [
    { key: archiveKey, body: packFiles(new Map([...archived, ['cli.json', flags]])) },
    { key: `${studio}cli.json`, body: flags },
    { key: `${studio}amplify-meta.json`, body: meta },
    { key: `${studio}backend-config.json`, body: config },
    { key: 'amplify-meta.json', body: meta },
    { key: 'backend-config.json', body: config },
  ];
}
