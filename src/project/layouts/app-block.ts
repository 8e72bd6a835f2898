import type { ProjectSettings } from '../project.ts';

/**
 * The app's own settings in project-config.json; ios has none.
 *
 * @param name the block's name in the layout
 */
export function appBlock(settings: ProjectSettings, name: string): Readonly<Record<string, unknown>> {
  switch (settings.app) {
    case 'javascript': {
      const { framework, javascript } = settings;
      const config = {
        SourceDir: javascript?.sourceDir,
        DistributionDir: javascript?.distributionDir,
        BuildCommand: javascript?.buildCommand,
        StartCommand: javascript?.startCommand,
      };
      return { [name]: { framework: framework ?? 'none', config } };
    }
    case 'android':
    case 'flutter':
      return { [name]: { config: { ResDir: settings.resDir } } };
    case 'ios':
      return {};
  }
}
