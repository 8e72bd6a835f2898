import type { Problem, ProblemText } from '../core/problem.ts';

/** The four kinds of app that Amplify Gen 1 supports. */
export const appTypes = ['javascript', 'android', 'ios', 'flutter'] as const;
export type AppType = (typeof appTypes)[number];

/** The JavaScript frameworks that Amplify Gen 1 supports, in the order the CLI lists them. */
export const frameworks = ['angular', 'ember', 'ionic', 'react', 'react-native', 'vue', 'none'] as const;
export type Framework = (typeof frameworks)[number];

/** The four settings of a JavaScript app; project-config.json spells their names with a capital first letter. */
export interface JavascriptConfig {
  readonly sourceDir: string;
  readonly distributionDir: string;
  readonly buildCommand: string;
  readonly startCommand: string;
}

/** The user's choices for a project; everything else follows from them. */
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
  /** `configLevel: general`: whatever credentials the environment provides. */
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
  /** The Amplify app that lists the backend in the console; only the layout with environments has one, and not every one. */
  readonly appId?: string;
}

/** The two generations of files on disk; see docs/decisions. */
export const layouts = ['documented', 'multi-env'] as const;
export type Layout = (typeof layouts)[number];

/** The layouts as a user chooses between them. */
export const layoutLabels: Readonly<Record<Layout, string>> = {
  documented: 'one backend (classic)',
  'multi-env': 'environments',
};

/** Which Amplify CLI reads a layout, a few words. */
export const layoutReaders: Readonly<Record<Layout, string>> = {
  documented: 'for the Amplify CLI of 2018 (0.1.x)',
  'multi-env': 'for the current Amplify CLI (14.x)',
};

/** What a layout means, for a user who knows neither. */
export const layoutMeanings: Readonly<Record<Layout, string>> = {
  documented:
    'Classic layout: one backend, five files, one stack. The Amplify CLI of 2018 (0.1.x) reads it; the current one only after `amplify-tui upgrade`.',
  'multi-env':
    'Layout of the current Amplify CLI (14.x): one stack per environment (dev, prod, …). Choose it if you use that CLI.',
};

/** An Amplify project on disk. */
export interface Project {
  readonly root: string;
  readonly layout: Layout;
  readonly settings: ProjectSettings;
  readonly access?: ProjectAccess;
  /** multi-env only. */
  readonly environment?: string;
  readonly stack?: ProjectStack;
  /** Some of the deployed backend was never fetched from AWS: amplify-meta.json or #current-cloud-backend is missing. */
  readonly backendMissing?: true;
  /** The file with keys that {@link access} names is not on this machine. */
  readonly keysMissing?: true;
  /** Oddities that are not fatal, one sentence each. */
  readonly notes: readonly string[];
  /** What is broken in files that are not essential, and references that lead nowhere; absent: nothing. */
  readonly faults?: readonly ProblemText[];
}

/**
 * Whether a project with environments lacks its files of this machine: the environment, the access, or the deployed
 * backend.
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

/** A suggestion that the folder's files do not confirm. */
export interface Doubt {
  /** One sentence. */
  readonly text: string;
  /** The doubted command; absent: the doubt is about all of it. */
  readonly command?: string;
}

/** The doubts that remain with these settings. */
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

/** What suggested the kind of app, as `from package.json`. */
export function sourceOfApp({ appEvidence }: Pick<Detection, 'appEvidence'>): string {
  return appEvidence === ''
    ? 'the default, since nothing here tells what kind of app it is'
    : `from ${appEvidence}`;
}

/** What was detected in a folder, with the evidence that is shown to the user. */
export interface Detection {
  readonly app: AppType;
  /** `package.json`, `settings.gradle and build.gradle`; empty when nothing was recognised and `app` is the default. */
  readonly appEvidence: string;
  /** Every kind that the folder has evidence of, including native projects below it. */
  readonly kinds: readonly AppType[];
  readonly framework: Framework;
  /** `Vite and React in package.json`; empty when nothing was recognised. */
  readonly frameworkEvidence: string;
  readonly javascript: JavascriptConfig;
  /** Suggestions that are not confirmed. */
  readonly doubts: readonly Doubt[];
  readonly resDir: Readonly<Record<'android' | 'flutter', string>>;
}
