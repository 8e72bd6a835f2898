import type { ProjectAnswers } from '../../../../src/flows/configure-project/project-answers.ts';
import type {
  Project,
  ProjectAccess,
  ProjectSettings,
  ProjectStack,
} from '../../../../src/project/project.ts';

/** SelectedRows for the folder's own path in texts and notes. */
export const ROOT = '<root>';

export const configLabel = 'amplify/.config/project-config.json';
export const awsInfoLabel = 'amplify/.config/aws-info.json';
export const localEnvLabel = 'amplify/.config/local-env-info.json';
export const localAwsLabel = 'amplify/.config/local-aws-info.json';
export const metaLabel = 'amplify/backend/amplify-meta.json';
export const currentMetaLabel = 'amplify/#current-cloud-backend/amplify-meta.json';
export const teamLabel = 'amplify/team-provider-info.json';

/** A change of a folder, and everything that it may do. */
export interface CorpusChange {
  readonly what: string;
  readonly answers: Partial<ProjectAnswers>;
  /** The reading afterwards that replaces the one before. */
  readonly settings?: Partial<ProjectSettings>;
  readonly access?: ProjectAccess;
  readonly environment?: string;
  readonly stack?: ProjectStack;
  /** All notes afterwards; if absent, the same as before. */
  readonly notes?: readonly string[];
  /** By file, the pieces to replace; each occurs once, and every other byte of the file stays. */
  readonly edits: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  /** New files with their text; null if other tests check the contents. */
  readonly creates?: Readonly<Record<string, string | null>>;
}

/** A folder to open, change and read again. */
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
  /** Parts of the message: the file, and line and column if JSON is broken. */
  readonly says: readonly string[];
  /** It opens, and only a change is refused. */
  readonly opens?: boolean;
}

/** The name of a parent stack as `init` chooses it. */
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

/** The record of a stack, with outputs in the order of DescribeStacks. */
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

/** The settings of a JavaScript app, and the corresponding config in a file. */
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
/** The frameworks with the settings that the Amplify CLI of their time used. */
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

/** A replaced name, in the Amplify CLI's own spacing. */
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

/** Replaces a profile with another. */
export function reprofiled(from: string, label: string): CorpusChange {
  return profileBy(label, [[`"profileName": "${from}"`, '"profileName": "other"']]);
}

/** Replaces a profile by these edits. */
export function profileBy(label: string, edits: readonly (readonly [string, string])[]): CorpusChange {
  const access = { kind: 'profile', name: 'other' } as const;
  return { what: 'AWS profile', answers: { access }, access, edits: { [label]: edits } };
}

/** The same change in a folder that was moved: with more edits, and without the note about the path. */
export function moved(change: CorpusChange, label: string, edits: readonly (readonly [string, string])[]) {
  const own = change.edits[label] ?? [];
  return { ...change, notes: [], edits: { ...change.edits, [label]: [...own, ...edits] } };
}

/** For another kind of app or another folder, the app's configuration files are made. */
export function configured(change: CorpusChange, labels: readonly string[]): CorpusChange {
  return { ...change, creates: Object.fromEntries(labels.map((label) => [label, null])) };
}
