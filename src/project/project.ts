import type { Problem, ProblemText } from '../core/problem.ts';

/** The four kinds of app that Amplify Gen 1 knows. */
export const appTypes = ['javascript', 'android', 'ios', 'flutter'] as const;
export type AppType = (typeof appTypes)[number];

/** The JavaScript frameworks that Amplify Gen 1 knows, in the order the CLI lists them. */
export const frameworks = ['angular', 'ember', 'ionic', 'react', 'react-native', 'vue', 'none'] as const;
export type Framework = (typeof frameworks)[number];

/** The four settings of a JavaScript app, as project-config.json names them in capitals. */
export interface JavascriptConfig {
  readonly sourceDir: string;
  readonly distributionDir: string;
  readonly buildCommand: string;
  readonly startCommand: string;
}

/** What a person decides about a project; everything else follows from it. */
export interface ProjectSettings {
  readonly name: string;
  /** One of the ids in editors.ts, or what an existing project says. */
  readonly editor: string;
  readonly app: AppType;
  /** javascript only. */
  readonly framework?: Framework;
  /** javascript only. */
  readonly javascript?: JavascriptConfig;
  /** android and flutter only. */
  readonly resDir?: string;
}

/** Which access a project is tied to (aws-info.json, local-aws-info.json). */
export type ProjectAccess =
  | { readonly kind: 'profile'; readonly name: string }
  /** A file with keys of its own, as the Amplify CLI writes it. */
  | { readonly kind: 'keys-file'; readonly path: string }
  /** `configLevel: general`: whatever the environment gives. */
  | { readonly kind: 'environment' };

/** The parent stack as amplify-meta.json records it. */
export interface ProjectStack {
  readonly region: string;
  readonly stackName: string;
  readonly stackId: string;
  readonly deploymentBucketName: string;
  readonly authRoleArn: string;
  readonly authRoleName: string;
  readonly unauthRoleArn: string;
  readonly unauthRoleName: string;
  /** The Amplify app that lists the backend in the console; only the layout with environments has one, and not always. */
  readonly appId?: string;
}

/** The two generations of files on disk; see docs/decisions. */
export const layouts = ['documented', 'multi-env'] as const;
export type Layout = (typeof layouts)[number];

/** The layouts as a person chooses between them. */
export const layoutLabels: Readonly<Record<Layout, string>> = {
  documented: 'one backend (classic)',
  'multi-env': 'environments',
};

/** Which Amplify CLI reads a layout, a few words. */
export const layoutReaders: Readonly<Record<Layout, string>> = {
  documented: 'for the Amplify CLI of 2018 (0.1.x)',
  'multi-env': 'for the current Amplify CLI (14.x)',
};

/** What a layout means for a person who does not know either. */
export const layoutMeanings: Readonly<Record<Layout, string>> = {
  documented:
    'Classic layout: one backend, five files, one stack. The Amplify CLI of 2018 (0.1.x) reads it; the current one only after `amplify-tui upgrade`.',
  'multi-env':
    'Layout of the current Amplify CLI (14.x): one stack per environment (dev, prod, …). Choose it if you use that CLI.',
};

/** An Amplify project as it stands on disk. */
export interface Project {
  readonly root: string;
  readonly layout: Layout;
  readonly settings: ProjectSettings;
  readonly access?: ProjectAccess;
  /** multi-env only. */
  readonly environment?: string;
  readonly stack?: ProjectStack;
  /** What is deployed was never fetched from AWS here, or not all of it: amplify-meta.json, #current-cloud-backend. */
  readonly backendMissing?: true;
  /** The file with keys that {@link access} names is not on this machine. */
  readonly keysMissing?: true;
  /** Things that are odd but not fatal, one sentence each. */
  readonly notes: readonly string[];
  /** What is broken in files that the rest can be read without, and references that lead nowhere; absent: nothing. */
  readonly faults?: readonly ProblemText[];
}

/**
 * Whether a project with environments lacks what belongs to one machine: its backend is there, this machine is not tied to it,
 * or has not got what is deployed.
 */
export function isClone({ layout, environment, access, backendMissing }: Project): boolean {
  return (
    layout === 'multi-env' && (environment === undefined || access === undefined || backendMissing === true)
  );
}

/** What is found when a folder is opened. */
export type FoundProject =
  | { readonly kind: 'none' }
  /** `root` is the outer folder that is a project. */
  | { readonly kind: 'nested'; readonly root: string }
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'unreadable'; readonly root: string; readonly problem: Problem };

/** A suggestion that the files of the folder do not bear out. */
export interface Doubt {
  /** One sentence. */
  readonly text: string;
  /** The command that is doubted; absent: it is about the whole. */
  readonly command?: string;
}

/** What is still doubted of an app with these settings. */
export function doubtsAbout(
  { doubts }: Pick<Detection, 'doubts'>,
  { app, javascript }: { readonly app: AppType; readonly javascript: JavascriptConfig },
): string[] {
  if (app !== 'javascript') return [];
  const commands = [javascript.buildCommand, javascript.startCommand];
  return doubts
    .filter(({ command }) => command === undefined || commands.includes(command))
    .map(({ text }) => text);
}

/** Where a kind of app that is suggested comes from, as `from package.json`. */
export function sourceOfApp({ appEvidence }: Pick<Detection, 'appEvidence'>): string {
  return appEvidence === ''
    ? 'the default, since nothing here tells what kind of app it is'
    : `from ${appEvidence}`;
}

/** What the files of a folder tell about its app, each with the evidence that is shown to the person. */
export interface Detection {
  readonly app: AppType;
  /** `package.json`, `settings.gradle and build.gradle`; empty when nothing was recognised and `app` is the default. */
  readonly appEvidence: string;
  /** Every kind that the folder has a sign of, native projects below it included. */
  readonly kinds: readonly AppType[];
  readonly framework: Framework;
  /** `Vite and React in package.json`; empty when nothing was recognised. */
  readonly frameworkEvidence: string;
  readonly javascript: JavascriptConfig;
  /** What is suggested and not known. */
  readonly doubts: readonly Doubt[];
  readonly resDir: Readonly<Record<'android' | 'flutter', string>>;
}
