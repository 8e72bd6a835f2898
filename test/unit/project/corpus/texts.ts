import type { ProjectAnswers } from '../../../../src/flows/configure-project/project-answers.ts';
import type {
  Project,
  ProjectAccess,
  ProjectSettings,
  ProjectStack,
} from '../../../../src/project/project.ts';

/** Where the folder's own path stands in texts and notes. */
export const ROOT = '<root>';

export const configLabel = 'amplify/.config/project-config.json';
export const awsInfoLabel = 'amplify/.config/aws-info.json';
export const localEnvLabel = 'amplify/.config/local-env-info.json';
export const localAwsLabel = 'amplify/.config/local-aws-info.json';
export const metaLabel = 'amplify/backend/amplify-meta.json';
export const currentMetaLabel = 'amplify/#current-cloud-backend/amplify-meta.json';
export const teamLabel = 'amplify/team-provider-info.json';

/** One change of a folder, and all that it may do. */
export interface CorpusChange {
  readonly what: string;
  readonly answers: Partial<ProjectAnswers>;
  /** What is read afterwards in the place of what was read before. */
  readonly settings?: Partial<ProjectSettings>;
  readonly access?: ProjectAccess;
  readonly environment?: string;
  readonly stack?: ProjectStack;
  /** All notes afterwards; absent: those from before. */
  readonly notes?: readonly string[];
  /** By file, the pieces that are replaced; each is there once, and every other byte of the file stays. */
  readonly edits: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** Files that are made, with their text; null where other tests tell what is in them. */
  readonly creates?: Readonly<Record<string, string | null>>;
}

/** A folder that is opened, changed and read again. */
export interface CorpusFolder {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  readonly project: Omit<Project, 'root' | 'notes'>;
  readonly notes?: readonly string[];
  readonly changes: readonly CorpusChange[];
}

/** A folder that is refused. */
export interface RefusedFolder {
  readonly about: string;
  readonly files: Readonly<Record<string, string>>;
  readonly code: string;
  /** Parts of the message: the file, and line and column where JSON is broken. */
  readonly says: readonly string[];
  /** It opens, and only a change is refused. */
  readonly opens?: boolean;
}

/** A parent stack as `init` names it. */
export function stack(stackName: string, region = 'us-east-1'): ProjectStack {
  const role = `arn:aws:iam::111122223333:role/${stackName}`;
  return {
    region,
    stackName,
    stackId: `arn:aws:cloudformation:${region}:111122223333:stack/${stackName}/571eaa87-7130-40f7-820c-b578a1c325df`,
    deploymentBucketName: `${stackName}-deployment`,
    authRoleArn: `${role}-authRole`,
    authRoleName: `${stackName}-authRole`,
    unauthRoleArn: `${role}-unauthRole`,
    unauthRoleName: `${stackName}-unauthRole`,
  };
}

/** The record of a stack in the order in which DescribeStacks gave its outputs. */
export function record(of: ProjectStack, appId?: string) {
  return {
    Region: of.region,
    StackName: of.stackName,
    StackId: of.stackId,
    DeploymentBucketName: of.deploymentBucketName,
    AuthRoleArn: of.authRoleArn,
    UnauthRoleArn: of.unauthRoleArn,
    AuthRoleName: of.authRoleName,
    UnauthRoleName: of.unauthRoleName,
    ...(appId === undefined ? {} : { AmplifyAppId: appId }),
  };
}

/** The settings of a JavaScript app, and the config that stands for them in a file. */
export function javascript(
  framework: NonNullable<ProjectSettings['framework']>,
  [sourceDir, distributionDir, buildCommand, startCommand]: readonly [string, string, string, string],
) {
  return {
    settings: {
      app: 'javascript',
      framework,
      javascript: { sourceDir, distributionDir, buildCommand, startCommand },
    } as const,
    block: {
      framework,
      config: {
        SourceDir: sourceDir,
        DistributionDir: distributionDir,
        BuildCommand: buildCommand,
        StartCommand: startCommand,
      },
    },
  };
}

const npm = ['npm run-script build', 'npm run-script start'] as const;
/** The frameworks with the settings that the Amplify CLI of their time gave them. */
export const apps = {
  react: javascript('react', ['src', 'build', ...npm]),
  angular: javascript('angular', ['src', 'dist', 'npm run-script build', 'ng serve']),
  vue: javascript('vue', ['src', 'dist', 'npm run-script build', 'npm run-script serve']),
  ember: javascript('ember', ['/', 'dist', 'npm run-script build -- -e production', 'npm run-script start']),
  ionic: javascript('ionic', ['src', 'www', 'npm run-script build', 'ionic serve']),
  reactNative: javascript('react-native', ['/', '/', ...npm]),
  none: javascript('none', ['src', 'dist', ...npm]),
};

/** JSON as the Amplify CLI writes it: no line end after the last line. */
export function json(value: unknown, indent: number | string = 4): string {
  return JSON.stringify(value, null, indent);
}

/** A name that replaces another where the file says it in the Amplify CLI's own spacing. */
export function renamed(from: string, label = configLabel): CorpusChange {
  return {
    what: 'name',
    answers: { name: 'store' },
    settings: { name: 'store' },
    edits: { [label]: [[`"projectName": "${from}"`, '"projectName": "store"']] },
  };
}

/** Another editor. */
export function edited(from: string, label: string): CorpusChange {
  return {
    what: 'editor',
    answers: { editor: 'vim' },
    settings: { editor: 'vim' },
    edits: { [label]: [[`"defaultEditor": "${from}"`, '"defaultEditor": "vim"']] },
  };
}

/** Another profile in the place of one. */
export function reprofiled(from: string, label: string): CorpusChange {
  return profileBy(label, [[`"profileName": "${from}"`, '"profileName": "other"']]);
}

/** Another profile, by these edits. */
export function profileBy(label: string, edits: readonly (readonly [string, string])[]): CorpusChange {
  const access = { kind: 'profile', name: 'other' } as const;
  return { what: 'AWS profile', answers: { access }, access, edits: { [label]: edits } };
}

/** The same change in a folder that was moved: more edits come with it, and the note about the path goes. */
export function moved(change: CorpusChange, label: string, edits: readonly (readonly [string, string])[]) {
  const own = change.edits[label] ?? [];
  return { ...change, notes: [], edits: { ...change.edits, [label]: [...own, ...edits] } };
}

/** Another kind of app or another folder: configuration files of the app are made. */
export function configured(change: CorpusChange, labels: readonly string[]): CorpusChange {
  return { ...change, creates: Object.fromEntries(labels.map((label) => [label, null])) };
}
