import { readOnlyWords } from '../../../../../machines/commands.ts';
import { keptWords } from '../../../../../machines/deployment/left-in-aws.ts';
import type { DeploymentContext } from '../../../../../machines/deployment/types.ts';
import { existingWords } from '../../../../../machines/init/steps.ts';
import type { InitContext } from '../../../../../machines/init/types.ts';
import type { Rows } from '../../../../core/rows.ts';
import { sameChoice, sourceWords } from '../../../../credentials/access.ts';
import type { AccessOption } from '../../../../credentials/access-option.ts';
import { usableIn } from '../../../../credentials/option-rows.ts';
import { environmentFaults, nameFaults, settingsFaults } from '../../../../flows/init/answers.ts';
import { nextSteps, sharingAdvice } from '../../../../flows/init/next-steps.ts';
import { planScript, planText } from '../../../../flows/init/plan-text.ts';
import { editors } from '../../../../project/editors.ts';
import { javascriptDefaults } from '../../../../project/frontends/javascript.ts';
import { currentFolder } from '../../../../project/layouts/file-names.ts';
import { derivedNames } from '../../../../project/names.ts';
import {
  type AppType,
  appTypes,
  doubtsAbout,
  frameworks,
  layoutLabels,
  layoutReaders,
  sourceOfApp,
} from '../../../../project/project.ts';
import { choiceQuestion, type Here, identityLines, type Option, type PaneTalk } from '../pane-talk.ts';
import { answerQuestion, edit, environmentPane } from './init-answers.ts';
import { accessChoice, regionQuestion } from './shared.ts';

const layouts = [
  { label: layoutLabels.documented, note: layoutReaders.documented, value: 'documented' },
  { label: layoutLabels['multi-env'], note: layoutReaders['multi-env'], value: 'multi-env' },
] as const;

const appLabels: Readonly<Record<AppType, string>> = {
  javascript: 'JavaScript',
  android: 'Android',
  ios: 'iOS',
  flutter: 'Flutter',
};

type OfInit = PaneTalk<InitContext>;
type OfDeployment = PaneTalk<DeploymentContext>;

const namePane: OfInit = {
  questions: [
    ({ context: { answers, localState } }) =>
      answerQuestion(
        answers,
        'Project name',
        answers?.name,
        (name) => ({ name }),
        nameFaults,
        'projectName',
        localState?.nameEvidence,
      ),
    ({ context: { answers } }) =>
      choiceQuestion({
        label: 'Layout',
        options: layouts,
        now: answers?.layout,
        send: (layout) => edit({ layout }),
      }),
    ({ context: { answers } }) =>
      answers?.layout === 'multi-env'
        ? answerQuestion(
            answers,
            'Environment name',
            answers.environment,
            (environment) => ({ environment }),
            environmentFaults,
            'environment',
          )
        : undefined,
  ],
};

const editorPane: OfInit = {
  questions: [
    ({ context: { answers, localState } }) =>
      choiceQuestion({
        label: 'Editor',
        options: editors.map(({ id, label }) => ({ label, value: id })),
        now: answers?.editor,
        hint: localState && `Suggested: ${localState.editorEvidence}`,
        send: (editor) => edit({ editor }),
      }),
  ],
};

const appPane: OfInit = {
  questions: [
    ({ context: { answers, localState } }) => {
      const detection = localState?.detection;
      return choiceQuestion({
        label: 'Kind of app',
        options: appTypes.map((value) => ({ label: appLabels[value], value })),
        now: answers?.app,
        hint: detection && `Suggested: ${sourceOfApp(detection)}`,
        send: (app) =>
          edit({
            app,
            ...(detection && (app === 'android' || app === 'flutter')
              ? { resDir: detection.resDir[app] }
              : {}),
          }),
      });
    },
  ],
};

const javascriptFields = [
  ['sourceDir', 'Source folder'],
  ['distributionDir', 'Distribution folder'],
  ['buildCommand', 'Build command'],
  ['startCommand', 'Start command'],
] as const;

const frameworkPane: OfInit = {
  questions: [
    ({ context: { answers, localState } }) => {
      const detection = localState?.detection;
      const found = detection?.frameworkEvidence && `found ${detection.frameworkEvidence}`;
      return choiceQuestion({
        label: 'Framework',
        options: frameworks.map((value) => ({ label: value, value })),
        now: answers?.framework,
        hint: [
          found && `Suggested: ${found}`,
          ...(detection && answers ? doubtsAbout(detection, answers) : []),
        ]
          .filter(Boolean)
          .join('. '),
        send: (framework) =>
          edit({
            framework,
            ...(framework === answers?.framework
              ? {}
              : {
                  javascript:
                    detection && framework === detection.framework
                      ? detection.javascript
                      : javascriptDefaults(framework),
                }),
          }),
      });
    },
    ...javascriptFields.map(
      ([field, label]) =>
        ({ context: { answers } }: Here<InitContext>) =>
          answers &&
          answerQuestion(
            answers,
            label,
            answers.javascript[field],
            (value) => ({ javascript: { ...answers.javascript, [field]: value } }),
            settingsFaults,
            field,
          ),
    ),
  ],
};

const resourcesPane: OfInit = {
  questions: [
    ({ context: { answers } }) =>
      answerQuestion(
        answers,
        'Folder of resources',
        answers?.resDir,
        (resDir) => ({ resDir }),
        settingsFaults,
        'resDir',
      ),
  ],
};

const accessPane: OfInit = {
  lines: ({ context: { localState } }) => {
    const missing = localState?.accessMissing;
    return missing ? [missing.what, missing.why, missing.next] : [];
  },
  questions: [
    ({ context: { answers, localState } }) => {
      // Without any access there is nothing to choose, only advice.
      if (!localState || localState.accessMissing) return undefined;
      const options = Array.from(localState.accessOptions, (option) => ({
        ...accessChoice(option),
        value: option,
        fault: option.usable.ok ? undefined : option.usable.why,
      }));
      const { accessAbsent, accessSource } = localState;
      return choiceQuestion({
        label: 'AWS profile',
        options,
        now: options.find(({ value }) => sameChoice(value.choice, answers?.access))?.value,
        hint: accessAbsent ?? (accessSource && `Suggested ${sourceWords(accessSource)}`),
        send: ({ choice }) => edit({ access: choice }),
      });
    },
  ],
};

const takes = (options: Rows<AccessOption>, { readOnly }: Here['session']): Option[] =>
  Array.from(usableIn(options), (option) => ({
    ...accessChoice(option),
    // Continuing changes something immediately, without a review.
    ...(readOnly
      ? { say: [`${readOnlyWords}.`] }
      : { send: [{ type: 'TAKE_ACCESS' as const, choice: option.choice }] }),
  }));

/** Shown by the deployment, or by an `init` that continues one. */
const otherAccessPane: PaneTalk<DeploymentContext | InitContext> = {
  options: ({ context, session }) =>
    takes(
      ('localState' in context ? context.localState?.accessOptions : undefined) ??
        ('accessOptions' in context ? context.accessOptions : undefined) ??
        [],
      session,
    ),
};

const beginning = {
  'init.looking': {},
  'init.unreadable': {},
  'init.existing': {
    lines: ({ context: { localState } }) => {
      if (localState?.found.kind !== 'project') return [];
      const { project } = localState.found;
      return [`Project ${project.settings.name} in ${project.root}.`, existingWords(localState)];
    },
  },
  'init.nested': {
    lines: ({ context: { localState } }) =>
      localState?.found.kind === 'nested' ? [`The outer project is ${localState.found.root}.`] : [],
  },
  'init.unfinished': {
    lines: ({ context: { localState }, snapshot }) => {
      const entry = localState?.unfinished;
      if (!entry) return [];
      if (snapshot.matches({ unfinished: 'sureToDelete' }))
        return [`Deletes the stack ${entry.stackName} in account ${entry.account}, ${entry.region}.`];
      if (JSON.stringify(snapshot.value).includes('sure'))
        return [`The stack ${entry.stackName} stays in AWS, if it is there.`];
      if (entry.step === 'cleaning')
        return [`Stack ${entry.stackName} in account ${entry.account}, ${entry.region}, was to be deleted.`];
      return [
        `Stack ${entry.stackName} in account ${entry.account}, ${entry.region}.`,
        'Resuming uses the same stack. No second one is created.',
      ];
    },
  },
} as const satisfies Record<string, OfInit>;

const checks = {
  'init.region': {
    questions: [({ context: { answers } }) => regionQuestion(answers?.region, (region) => edit({ region }))],
  },
  'init.identity': {
    lines: ({ context: { identity } }) =>
      identity
        ? [
            ...identityLines(identity),
            identity.cloud.kind === 'aws' ? 'The cloud is AWS.' : `The cloud is ${identity.cloud.url}.`,
          ]
        : [],
  },
  'init.review': {
    lines: ({ context: { plan } }) => {
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
  },
  'init.plan-text': {
    lines: ({ context: { plan, answers }, snapshot }) => {
      if (!plan || !answers) return [];
      return JSON.stringify(snapshot.value).includes('script') ? planScript(plan, answers) : planText(plan);
    },
  },
} as const satisfies Record<string, OfInit>;

const kept = (context: Pick<DeploymentContext, 'bucketsKept'>): readonly string[] =>
  [keptWords(context)].filter((words) => words !== undefined);

const deployment = {
  'init.deploying': {},
  'init.files-access': {
    lines: ({ context: { plan, other } }) => [
      `Continues with ${other?.access ?? ''}; ${plan.identity.access}, which was confirmed, was denied.`,
      "The Amplify CLI works with the profile that the files name. Both are of the stack's account.",
    ],
  },
  'init.stack-failed': {
    lines: ({ context: { failure, update } }) =>
      ((failure ?? update)?.progress.causes ?? []).flatMap(({ logicalId, reason, meaning }) => [
        `Cause: ${logicalId}: ${reason}`,
        ...(meaning ? [`Meaning: ${meaning}`] : []),
      ]),
  },
  'init.not-finished': {
    lines: ({ context: { plan } }) => [
      `Stack ${plan.stackName} in account ${plan.identity.account}, ${plan.identity.region}.`,
    ],
  },
  'init.bucket': {
    lines: ({ context: { plan } }) => [
      `The stack is deleted. Its bucket was kept: ${derivedNames(plan.stackName).bucket}.`,
      'Deleting removes its contents.',
    ],
  },
  'init.cleaned': {
    lines: ({ context }) => [
      `The stack ${context.plan.stackName} is deleted.`,
      context.bucketLeft
        ? `Kept: ${derivedNames(context.plan.stackName).bucket}. Delete it when you no longer need it.`
        : 'No bucket of it is left.',
      ...kept(context),
    ],
  },
  'init.done': {
    lines: ({ context: { plan, files, bucketsKept, appMissing } }) => [
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
  },
} as const satisfies Record<string, OfDeployment>;

/** The panes of `init` and its deployment in lines. */
export const talk = {
  ...beginning,
  ...checks,
  ...deployment,
  'init.name': namePane,
  'init.environment': environmentPane,
  'init.editor': editorPane,
  'init.app': appPane,
  'init.framework': frameworkPane,
  'init.resources': resourcesPane,
  'init.access': accessPane,
  'init.other-access': otherAccessPane,
};
