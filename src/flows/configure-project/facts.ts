import { ownMember } from '../../core/own-member.ts';
import type { Problem, ProblemText } from '../../core/problem.ts';
import type { Rows } from '../../core/rows.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import type { Detection, Project, ProjectAccess, ProjectStack } from '../../project/project.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** A current configuration file of the app. */
export interface OldFile {
  readonly label: string;
  /** Whether it holds the user's own settings, or cannot be read: it is never removed. */
  readonly own: boolean;
}

/** What `configure project` knows before the first key; read from the disk, nothing is asked of AWS. */
/** The project's former settings for other kinds of app. */
export interface EarlierSettings {
  readonly framework?: ProjectAnswers['framework'];
  readonly javascript?: ProjectAnswers['javascript'];
  readonly resDir?: Partial<ProjectAnswers['resDir']>;
}

export interface ProjectFacts {
  readonly project: Project;
  /** The project's current answers, from which the form starts. */
  readonly answers: ProjectAnswers;
  readonly detection: Detection;
  /** If amplify/ was copied from an app of another kind: the folder's kind, to start with. */
  readonly suggested?: Partial<ProjectAnswers> | undefined;
  /** Whether `.config/`, or a file of it, is missing: it is created again. */
  readonly restores: boolean;
  /** The folder in the project's files, if it is not this one. */
  readonly movedFrom?: string | undefined;
  /** Layout with environments only. */
  readonly environments: readonly string[];
  /** By environment; the documented layout has one, under the empty name. */
  readonly stacks: Readonly<Record<string, ProjectStack>>;
  /** By environment: the record names a stack that cannot exist. */
  readonly stackFaults: Readonly<Record<string, ProblemText>>;
  /** What each environment is tied to on this machine; the documented layout has one, under the empty name. */
  readonly accesses: Readonly<Record<string, ProjectAccess>>;
  readonly accessOptions: Rows<AccessOption>;
  /** Whether the profile or keys file that the project names is missing on this machine. */
  readonly accessMissing: boolean;
  /** The keys files in {@link accesses} that are missing on this machine. */
  readonly keysMissing: readonly string[];
  /** The app's existing configuration files. */
  readonly oldFiles: readonly OldFile[];
  /** Whether some of the deployment was never fetched from AWS. */
  readonly backendMissing: boolean;
  /** The configuration files that the app's settings name and that are missing. */
  readonly configMissing: readonly string[];
  /**
   * Set if the project is under source control and nothing ignores the files of one machine: the current .gitignore, and
   * the new one.
   */
  readonly gitIgnore?: { readonly before: string | undefined; readonly contents: string } | undefined;
  /** Why .gitignore cannot be read, so that nothing can be added to it. */
  readonly gitIgnoreProblem?: Problem;
  /** The ids of the stacks in amplify-meta.json, here and as last deployed: more than one after an interrupted switch. */
  readonly metadataStacks: readonly string[];
  /** Folders of other frontends that share this backend. */
  readonly targets: readonly string[];
}

/** The stack for the answers' environment, never another one's; undefined if no file names one. */
export function stackOf(
  { stacks, project }: Pick<ProjectFacts, 'stacks' | 'project'>,
  { environment }: Pick<ProjectAnswers, 'environment'>,
): ProjectStack | undefined {
  return (
    ownMember(stacks, environment ?? '') ?? (environment === project.environment ? project.stack : undefined)
  );
}

/** The access that the answers' environment is tied to on this machine. */
export function accessOf(
  { accesses }: Pick<ProjectFacts, 'accesses'>,
  { environment }: Pick<ProjectAnswers, 'environment'>,
): ProjectAccess | undefined {
  return ownMember(accesses, environment ?? '');
}

/**
 * Whether the answers' environment differs from this machine's, or from that of the local metadata: then the metadata has
 * to be fetched.
 */
export function switches(
  facts: Pick<ProjectFacts, 'stacks' | 'project' | 'metadataStacks'>,
  answers: Pick<ProjectAnswers, 'environment'>,
): boolean {
  if (facts.project.layout === 'documented') return false;
  const stack = stackOf(facts, answers);
  const foreign = stack !== undefined && facts.metadataStacks.some((id) => id !== stack.stackId);
  return foreign || otherEnvironment(facts, answers);
}

/** Whether the answers' environment differs from this machine's. */
export function otherEnvironment(
  { project: { layout, environment } }: Pick<ProjectFacts, 'project'>,
  answers: Pick<ProjectAnswers, 'environment'>,
): boolean {
  return layout !== 'documented' && environment !== undefined && answers.environment !== environment;
}

/** The account of a stack, given by its ARN, if the signed-in access is of another account. */
export function otherAccountOf(stackId: string, identity: { readonly account: string } | undefined) {
  const account = accountOfStack({ stackId });
  return identity && account !== identity.account ? account : undefined;
}

/** The account of a stack: the fifth part of its ARN. */
export function accountOfStack(stack: Pick<ProjectStack, 'stackId'> | undefined): string | undefined {
  const account = stack?.stackId.split(':')[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
}
