import { fromPromise } from 'xstate';
import { configureProjectMachine } from '../../machines/configure-project/machine.ts';
import type { ProjectWork } from '../../machines/configure-project/setup.ts';
import type { Looked } from '../../machines/configure-project/types.ts';
import type { Identity } from '../../src/core/plan.ts';
import { answersOf } from '../../src/flows/configure-project/answers.ts';
import type { ProjectFacts } from '../../src/flows/configure-project/facts.ts';
import { type ProjectPlan, planProject } from '../../src/flows/configure-project/plan.ts';
import type { ProjectRun } from '../../src/flows/configure-project/run.ts';
import { planDocumentedFiles } from '../../src/project/layouts/documented.ts';
import type { Pretends } from './pretend.ts';
import { accessOptions, freshLocalState, identity, project, stack } from './pretend-values.ts';

/** The actors of `configure project`; a test replaces those that matter to it, at any time. */
export interface ConfigureProjectPretence {
  look(): Promise<Looked>;
  identify(): Promise<Identity>;
  plan(work: ProjectWork): Promise<ProjectPlan>;
  write(plan: ProjectPlan): Promise<ProjectRun>;
}

const { detection } = freshLocalState;

const handlers = { frontend: '/opt/frontend', provider: '/opt/provider', source: 'own' } as const;

/** The other stand-ins' project, as in its files. */
export function factsWith(change: Partial<ProjectFacts> = {}): ProjectFacts {
  const known = { detection, restores: false, environments: [] as readonly string[], ...change };
  return {
    project,
    ...known,
    answers: answersOf(project, known),
    stacks: { '': stack },
    accesses: project.access ? { '': project.access } : {},
    accessOptions,
    accessMissing: false,
    keysMissing: [],
    stackFaults: {},
    oldFiles: [
      { label: 'src/aws-exports.js', own: true },
      { label: 'src/amplifyconfiguration.json', own: false },
    ],
    backendMissing: false,
    configMissing: [],
    metadataStacks: [],
    targets: [],
    ...change,
  };
}

/** The texts on the stand-in disk. */
function textsOf({ project: { root, settings } }: ProjectFacts): ReadonlyMap<string, string> {
  const access = project.access ?? ({ kind: 'environment' } as const);
  const files = planDocumentedFiles({ root, settings, access, stack, handlers });
  return new Map([
    ...files.map(({ label, contents }) => [label, contents] as const),
    ['src/aws-exports.js', 'const awsmobile = { "mine": 1 };\nexport default awsmobile;\n'],
    ['src/amplifyconfiguration.json', '{}'],
  ]);
}

/** The plan for the answers, from a stand-in disk. */
export function pretendedPlan({ facts, answers, identity: who }: ProjectWork): ProjectPlan {
  return planProject({ facts, answers, handlers, texts: textsOf(facts), metadata: undefined, identity: who });
}

const everythingWorks: ConfigureProjectPretence = {
  look: async () => ({ facts: factsWith() }),
  identify: async () => identity,
  plan: async (work) => pretendedPlan(work),
  write: async ({ files }) => ({ kind: 'written', files: files.map(({ label }) => label) }),
};

/** The flow on stand-in actors, with the names of what was started, in order. */
export function pretendConfigureProject(given: Partial<ConfigureProjectPretence> = {}) {
  const does: ConfigureProjectPretence = { ...everythingWorks, ...given };
  const calls: string[] = [];
  const called = <T>(name: string, result: Promise<T>) => {
    calls.push(name);
    return result;
  };
  const configureProject = configureProjectMachine.provide({
    actors: {
      look: fromPromise(() => called('look', does.look())),
      identify: fromPromise(() => called('identify', does.identify())),
      plan: fromPromise(({ input }) => called('plan', does.plan(input))),
      write: fromPromise(({ input }) => called('write', does.write(input.plan))),
    },
    actions: { tryNow: () => void calls.push('tryNow') },
  });
  return { configureProject, does, calls };
}

declare module './pretend.ts' {
  interface FlowPretences {
    /** Replaces actors of `configure project`; the others succeed. */
    readonly configureProject: Partial<ConfigureProjectPretence>;
  }
}

export const pretends: Pretends = ({ configureProject }) =>
  pretendConfigureProject(configureProject).configureProject;
