import type { JsonEdit } from './edited-json.ts';
import type { ProjectAccess } from './project.ts';

/**
 * The edits that tie a record of aws-info.json or local-aws-info.json to an access and leave its other members alone.
 *
 * @param at path of the record in the file
 * @param levelled whether the layout writes `configLevel` for a project's own access
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
