import type { ProjectSettings } from '../project.ts';

/**
 * The part of project-config.json that holds the app's own settings; ios has none.
 *
 * @param name what the layout calls the part
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
