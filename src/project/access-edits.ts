import type { JsonEdit } from './edited-json.ts';
import type { ProjectAccess } from './project.ts';

/**
 * What ties a record of aws-info.json or local-aws-info.json to an access; what it says besides stays.
 *
 * @param at where the record is
 * @param levelled whether it names its configLevel when it is the project's own
 */
export function accessEdits(access: ProjectAccess, at: readonly string[], levelled: boolean): JsonEdit[] {
  const edit = (name: string, value: unknown): JsonEdit => ({ path: [...at, name], value });
  const own = edit('configLevel', levelled ? 'project' : undefined);
  switch (access.kind) {
    case 'profile':
      return [
        own,
        edit('useProfile', true),
        edit('profileName', access.name),
        edit('awsConfigFilePath', undefined),
      ];
    case 'keys-file':
      return [
        own,
        edit('useProfile', false),
        edit('awsConfigFilePath', access.path),
        edit('profileName', undefined),
      ];
    case 'environment':
      return [
        edit('configLevel', 'general'),
        edit('useProfile', undefined),
        edit('profileName', undefined),
        edit('awsConfigFilePath', undefined),
      ];
  }
}
