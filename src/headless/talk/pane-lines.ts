import { keptWords } from '../../../machines/deployment/standing.ts';
import { existingWords } from '../../../machines/init/steps.ts';
import type { InitContext } from '../../../machines/init/types.ts';
import type { PaneId } from '../../../machines/meta.ts';
import { nextSteps, sharingAdvice } from '../../init/next-steps.ts';
import { planScript, planText } from '../../init/plan-text.ts';
import { currentFolder } from '../../project/layouts/file-names.ts';
import { derivedNames } from '../../project/names.ts';
import { plainText } from '../../values/text.ts';
import type { DeploymentActor, Scene } from './scene.ts';

type DeploymentContext = ReturnType<DeploymentActor['getSnapshot']>['context'];

/** What a pane shows, as lines; what every pane has (title, problem, note) is not among them. */
export function paneLines({ meta, deployment, place }: Scene, context: InitContext): readonly string[] {
  const inner = deployment?.getSnapshot().context;
  const lines = inner ? deploymentLines[meta.pane]?.(inner) : flowLines[meta.pane]?.(context, place);
  return (lines ?? []).map(plainText);
}

const kept = (context: Pick<DeploymentContext, 'bucketsKept'>): readonly string[] =>
  [keptWords(context)].filter((words) => words !== undefined);

const flowLines: Readonly<
  Partial<Record<PaneId, (context: InitContext, place: string) => readonly string[]>>
> = {
  'init.existing': ({ surroundings }) => {
    if (surroundings?.found.kind !== 'project') return [];
    const { project } = surroundings.found;
    return [`Project ${project.settings.name} in ${project.root}.`, existingWords(surroundings)];
  },
  'init.nested': ({ surroundings }) =>
    surroundings?.found.kind === 'nested' ? [`The outer project is ${surroundings.found.root}.`] : [],
  'init.unfinished': ({ surroundings }, place) => {
    const entry = surroundings?.unfinished;
    if (!entry) return [];
    if (place.includes('sure')) return [`The stack ${entry.stackName} stays in AWS, if it is there.`];
    if (entry.step === 'cleaning')
      return [`Stack ${entry.stackName} in account ${entry.account}, ${entry.region}, was to be deleted.`];
    return [
      `Stack ${entry.stackName} in account ${entry.account}, ${entry.region}.`,
      'Going on uses the same stack; no second one is made.',
    ];
  },
  'init.access': ({ surroundings }) => {
    const missing = surroundings?.accessMissing;
    return missing ? [missing.what, missing.why, missing.next] : [];
  },
  'init.identity': ({ identity }) => {
    if (!identity) return [];
    const alias = identity.accountAlias ? ` (${identity.accountAlias})` : '';
    return [
      `You are ${identity.arn}.`,
      `Account ${identity.account}${alias}, region ${identity.region}.`,
      identity.cloud.kind === 'aws' ? 'The cloud is AWS.' : `The cloud is ${identity.cloud.url}.`,
    ];
  },
  'init.review': ({ plan }) => {
    if (!plan) return [];
    const { identity } = plan;
    return [
      `As ${identity.arn}, in account ${identity.account}, ${identity.region}.`,
      ...plan.resources.map(({ kind, name, note }) => `Creates ${kind} ${name}: ${note}.`),
      ...plan.notes,
      ...(plan.current ? [`Replaces ${currentFolder}/: nothing is deployed yet.`] : []),
      ...plan.files.map(
        ({ change, label }) => `${change === 'create' ? 'Writes' : 'Changes'} file ${label}.`,
      ),
    ];
  },
  'init.plan-text': ({ plan, answers }, place) => {
    if (!plan || !answers) return [];
    return place.includes('script') ? planScript(plan, answers) : planText(plan);
  },
};

const deploymentLines: Readonly<Partial<Record<PaneId, (context: DeploymentContext) => readonly string[]>>> =
  {
    'init.stack-failed': ({ failure, update }) =>
      ((failure ?? update)?.progress.causes ?? []).flatMap(({ logicalId, reason, meaning }) => [
        `Cause: ${logicalId}: ${reason}`,
        ...(meaning ? [`Meaning: ${meaning}`] : []),
      ]),
    'init.not-finished': ({ plan }) => [
      `Stack ${plan.stackName} in account ${plan.identity.account}, ${plan.identity.region}.`,
    ],
    'init.bucket': ({ plan }) => [
      `The stack is deleted. Its bucket was kept: ${derivedNames(plan.stackName).bucket}.`,
      'Deleting it removes everything in it.',
    ],
    'init.cleaned': (context) => [
      `The stack ${context.plan.stackName} is deleted.`,
      context.bucketLeft
        ? `Kept: ${derivedNames(context.plan.stackName).bucket}. Delete it when you no longer need it.`
        : 'No bucket of it is left.',
      ...kept(context),
    ],
    'init.done': ({ plan, files, bucketsKept, appMissing }) => [
      `The stack ${plan.stackName} is complete.`,
      `Written in ${plan.folder}: ${files.join(', ')}.`,
      ...kept({ bucketsKept }),
      ...(appMissing ? [appMissing] : []),
      sharingAdvice(plan),
      'Next:',
      ...nextSteps(plan.layout, plan.backend !== undefined).map(
        ({ command, what }) => `${command}: ${what}.`,
      ),
    ],
  };
