import { ownMember } from '../../core/own-member.ts';
import type { Problem, ProblemText } from '../../core/problem.ts';
import type { Rows } from '../../core/rows.ts';
import type { AccessOption } from '../../credentials/access-option.ts';
import type { Detection, Project, ProjectAccess, ProjectStack } from '../../project/project.ts';
import type { ProjectAnswers } from './project-answers.ts';

/** A configuration file of the app, as the project has it now. */
export interface OldFile {
  readonly label: string;
  /** It holds settings of a person's own, or cannot be read: it is never removed. */
  readonly own: boolean;
}

/** What `configure project` knows before the first key; read from the disk, nothing is asked of AWS. */
/** What the project said for kinds of app that it is not any more. */
export interface EarlierSettings {
  readonly framework?: ProjectAnswers['framework'];
  readonly javascript?: ProjectAnswers['javascript'];
  readonly resDir?: Partial<ProjectAnswers['resDir']>;
}

export interface ProjectFacts {
  readonly project: Project;
  /** What the project has; what the answers start from. */
  readonly answers: ProjectAnswers;
  readonly detection: Detection;
  /** amplify/ came here from an app of another kind: that of the folder, to begin with. */
  readonly suggested?: Partial<ProjectAnswers> | undefined;
  /** `.config/`, or a file of it, is missing: it is created again. */
  readonly restores: boolean;
  /** The folder that the project's files name, where it is another one than this. */
  readonly movedFrom?: string | undefined;
  /** Layout with environments only. */
  readonly environments: readonly string[];
  /** By environment; the documented layout has one, under the empty name. */
  readonly stacks: Readonly<Record<string, ProjectStack>>;
  /** By environment: the record of its stack says what cannot be. */
  readonly stackFaults: Readonly<Record<string, ProblemText>>;
  /** What each environment is tied to on this machine; the documented layout has one, under the empty name. */
  readonly accesses: Readonly<Record<string, ProjectAccess>>;
  readonly accessOptions: Rows<AccessOption>;
  /** The profile, or the file with keys, that the project names is not on this machine. */
  readonly accessMissing: boolean;
  /** The files with keys that {@link accesses} name and that are not on this machine. */
  readonly keysMissing: readonly string[];
  /** The configuration files that are there for the app as it is. */
  readonly oldFiles: readonly OldFile[];
  /** What is deployed was never fetched from AWS here, or not all of it. */
  readonly backendMissing: boolean;
  /** The configuration files that the app's settings name and that are not there. */
  readonly configMissing: readonly string[];
  /** The project is under source control, and nothing keeps out what is of one machine: .gitignore now, and with it. */
  readonly gitIgnore?: { readonly before: string | undefined; readonly contents: string } | undefined;
  /** Why .gitignore cannot be read, so that nothing can be added to it. */
  readonly gitIgnoreProblem?: Problem;
  /** The stacks, by id, that amplify-meta.json names, here and as deployed last: more than one after a switch that was cut off. */
  readonly metadataStacks: readonly string[];
  /** Folders of other frontends that share this backend. */
  readonly targets: readonly string[];
}

/** The stack that the answers are about; undefined where no file names one. Never that of another environment. */
export function stackOf(
  { stacks, project }: Pick<ProjectFacts, 'stacks' | 'project'>,
  { environment }: Pick<ProjectAnswers, 'environment'>,
): ProjectStack | undefined {
  return (
    ownMember(stacks, environment ?? '') ?? (environment === project.environment ? project.stack : undefined)
  );
}

/** What the environment that the answers are about is tied to on this machine. */
export function accessOf(
  { accesses }: Pick<ProjectFacts, 'accesses'>,
  { environment }: Pick<ProjectAnswers, 'environment'>,
): ProjectAccess | undefined {
  return ownMember(accesses, environment ?? '');
}

/**
 * Whether the answers are about another environment than the one that this machine works with, or than the metadata here
 * is of: then the metadata has to be fetched.
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

/** Whether the answers are about another environment than the one that this machine works with. */
export function otherEnvironment(
  { project: { layout, environment } }: Pick<ProjectFacts, 'project'>,
  answers: Pick<ProjectAnswers, 'environment'>,
): boolean {
  return layout !== 'documented' && environment !== undefined && answers.environment !== environment;
}

/** The account of a stack: the fifth part of its ARN. */
export function accountOfStack(stack: Pick<ProjectStack, 'stackId'> | undefined): string | undefined {
  const account = stack?.stackId.split(':')[4];
  return account && /^\d{12}$/.test(account) ? account : undefined;
}
