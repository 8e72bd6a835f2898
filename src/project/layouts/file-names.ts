import { join } from 'node:path';

/** The files of both layouts, relative to the project's root, with `/` between the parts as the screen shows them. */
export const projectFiles = {
  config: 'amplify/.config/project-config.json',
  /** The name of project-config.json in one place of the 2018 documentation; read if it is the only one. */
  info: 'amplify/.config/project-info.json',
  awsInfo: 'amplify/.config/aws-info.json',
  localEnvInfo: 'amplify/.config/local-env-info.json',
  localAwsInfo: 'amplify/.config/local-aws-info.json',
  meta: 'amplify/backend/amplify-meta.json',
  currentMeta: 'amplify/#current-cloud-backend/amplify-meta.json',
  teamProviderInfo: 'amplify/team-provider-info.json',
  template: 'amplify/backend/awscloudformation/build/root-cloudformation-stack.json',
  currentTemplate: 'amplify/#current-cloud-backend/awscloudformation/build/root-cloudformation-stack.json',
  tags: 'amplify/backend/tags.json',
  currentTags: 'amplify/#current-cloud-backend/tags.json',
  backendConfig: 'amplify/backend/backend-config.json',
  resourceTypes: 'amplify/backend/types/amplify-dependent-resources-ref.d.ts',
  featureFlags: 'amplify/cli.json',
  readme: 'amplify/README.md',
  gitIgnore: '.gitignore',
  amplifyrc: '.amplifyrc',
} as const;

/** The folder with the last deployment, relative to the project's root. */
export const currentFolder = 'amplify/#current-cloud-backend';

/** The absolute path of a project file. */
export function projectPath(root: string, label: string): string {
  return join(root, ...label.split('/'));
}
