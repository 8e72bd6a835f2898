import { asProblem } from '../../core/problem.ts';
import { readTextFile } from '../../platform/files.ts';
import { holdsOwnSettings } from '../../project/client-config/files.ts';
import { clientConfigLabels } from '../../project/client-config/labels.ts';
import { parseJsonObject } from '../../project/json-text.ts';
import { projectFiles, projectPath } from '../../project/layouts/file-names.ts';
import type { Layout, Project } from '../../project/project.ts';

/** A file that Amplify owns in a project, and its state. */
export interface ProjectFile {
  /** Relative to the project's root, with `/` between the parts. */
  readonly label: string;
  /** `own`: a configuration file of the app with settings that are not Amplify's; it is never removed. */
  readonly state: 'there' | 'missing' | 'broken' | 'own';
  /** Its purpose, a few words. */
  readonly purpose: string;
  /** Whether it belongs to one machine, and must not be shared. */
  readonly isOfMachine: boolean;
  /** What is wrong with a broken file. */
  readonly why?: string;
}

interface Known {
  readonly label: string;
  readonly purpose: string;
  readonly isOfMachine?: boolean;
  /** Whether a project is complete without it: if it is missing, it is left out. */
  readonly isOptional?: boolean;
}

const config: Known = { label: projectFiles.config, purpose: 'name, kind of app and its settings' };
const metas: readonly Known[] = [
  { label: projectFiles.meta, purpose: 'the stack and the resources, as they are to be' },
  { label: projectFiles.currentMeta, purpose: 'the same, as it was deployed last' },
];

/** The files of each layout, the most important first. */
const known: Readonly<Record<Layout, readonly Known[]>> = {
  documented: [
    { ...config, isOfMachine: true },
    { label: projectFiles.awsInfo, purpose: 'the profile that this machine works with', isOfMachine: true },
    ...metas,
    { label: projectFiles.amplifyrc, purpose: 'the stack, for deployments by machines' },
  ],
  'multi-env': [
    config,
    { label: projectFiles.localEnvInfo, purpose: 'the environment that is used here', isOfMachine: true },
    { label: projectFiles.localAwsInfo, purpose: 'the profile of each environment', isOfMachine: true },
    { label: projectFiles.teamProviderInfo, purpose: 'the stack of each environment' },
    { label: projectFiles.backendConfig, purpose: 'the resources, without what AWS made of them' },
    ...metas.map((each) => ({ ...each, isOfMachine: true })),
    { label: projectFiles.featureFlags, purpose: 'how the Amplify CLI builds', isOptional: true },
    { label: projectFiles.tags, purpose: 'the tags of every stack', isOptional: true },
  ],
};

/**
 * The files that make a folder an Amplify project, and those that configure its app, each with its state. Reads files
 * only.
 */
export async function projectFilesOf({
  root,
  layout,
  settings,
}: Pick<Project, 'root' | 'layout' | 'settings'>): Promise<ProjectFile[]> {
  const apps = clientConfigLabels(settings).map(
    (label): Known => ({
      label,
      purpose: 'tells the app about the backend',
      isOfMachine: true,
      isOptional: true,
    }),
  );
  const found = await Promise.all(
    [...known[layout], ...apps].map(async (file): Promise<ProjectFile[]> => {
      const { label, purpose, isOfMachine = false, isOptional = false } = file;
      const stands = await leftInAwsBy(root, label, (text) =>
        apps.includes(file) && holdsOwnSettings(root, settings, label, text) ? 'own' : undefined,
      );
      if (stands.state === 'missing' && isOptional) return [];
      return [{ label, purpose, isOfMachine, ...stands }];
    }),
  );
  return found.flat();
}

async function leftInAwsBy(
  root: string,
  label: string,
  judge: (text: string) => 'own' | undefined,
): Promise<Pick<ProjectFile, 'state' | 'why'>> {
  const path = projectPath(root, label);
  try {
    const text = await readTextFile(path);
    if (text === undefined) return { state: 'missing' };
    const judged = judge(text);
    if (judged) return { state: judged };
    // tags.json is a list, and other files are code.
    if (label.endsWith('.json') && label !== projectFiles.tags) parseJsonObject(path, text);
    return { state: 'there' };
  } catch (thrown) {
    return { state: 'broken', why: asProblem(thrown).why };
  }
}
