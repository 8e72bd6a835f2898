import type { ConfigureProjectPaneId } from '../../../../../machines/configure-project/meta.ts';
import { optionFor, otherPlace } from '../../../../../machines/configure-project/setup.ts';
import type { ConfigureProjectContext } from '../../../../../machines/configure-project/types.ts';
import { changedMeanwhile } from '../../../../core/plan.ts';
import { plainText } from '../../../../core/text.ts';
import {
  configLabels,
  fieldText,
  formNotes,
  leftBehind,
  type ProjectField,
  projectFaults,
  projectFields,
  shownFields,
  writesConfigFiles,
} from '../../../../flows/configure-project/answers.ts';
import { elsewhereNext } from '../../../../flows/configure-project/elsewhere.ts';
import {
  choiceOf,
  fieldHints,
  fieldLabels,
  isTyped,
  typedEdit,
} from '../../../../flows/configure-project/fields.ts';
import { isEmptyPlan, type ProjectPlan } from '../../../../flows/configure-project/plan.ts';
import type { ProjectAnswers } from '../../../../flows/configure-project/project-answers.ts';
import { currentWords, shownFile, valuesWords } from '../../../../flows/configure-project/shown.ts';
import {
  choiceQuestion,
  type Here,
  identityLines,
  type PaneTalk,
  type Question,
  type Sent,
  textQuestion,
} from '../pane-talk.ts';
import { accessChoice, fileChangeLines } from './shared.ts';

type Talked = PaneTalk<ConfigureProjectContext>;

const form: Talked = {
  lines: ({ context: { answers, facts } }) => {
    if (!answers || !facts) return [];
    const old = leftBehind(answers, facts).map(({ label }) => label);
    return [
      ...formNotes(answers, facts),
      ...(writesConfigFiles(answers, facts) ? [`Writes ${configLabels(answers).join(', ')}.`] : []),
      ...(old.length > 0 ? [`Not read by the app any more: ${old.join(', ')}.`] : []),
      'An empty line keeps what there is.',
    ];
  },
  questions: projectFields.map(
    (field) => (here: Here<ConfigureProjectContext>) => fieldQuestion(here, field),
  ),
  nothing: 'Nothing is changed: there is nothing to write.',
  options: () => [{ label: 'go through it again', again: true }],
};

function fieldQuestion(
  { context: { answers, facts } }: Here<ConfigureProjectContext>,
  field: ProjectField,
): Question | undefined {
  if (!answers || !facts || !shownFields(answers, facts).includes(field)) return undefined;
  const faultOf = (change: Partial<ProjectAnswers>) =>
    projectFaults({ ...answers, ...change }, facts).find((fault) => fault.field === field)?.text;
  const send = (change: Partial<ProjectAnswers>): Sent => ({ type: 'EDIT', field, answers: change });
  const label = fieldLabels[field];
  const now = fieldText(field, answers, facts);
  // An empty line keeps the value without sending an edit: nothing to undo, and not a choice.
  const kept = (question: Question): Question => ({
    ...question,
    take: (typed) => {
      if (typed !== '') return question.take(typed);
      const fault = faultOf({});
      return fault ? { fault } : { send: [] };
    },
  });
  if (isTyped(field)) {
    const question = textQuestion({
      label,
      suggestion: now,
      hint: fieldHints[field],
      fault: (value) => faultOf(typedEdit(field, value, answers)),
      send: (value) => send(typedEdit(field, value, answers)),
    });
    return kept(question);
  }
  if (field === 'access') return kept(accessQuestion(answers, now, send, facts.accessOptions));
  const { options, edit } = choiceOf(field, answers, facts);
  return kept(choiceQuestion({ label, options, now, send: (value) => send(edit(value)) }));
}

/** The profile that the project is tied to. */
function accessQuestion(
  answers: ProjectAnswers,
  now: string,
  send: (change: Partial<ProjectAnswers>) => Sent,
  accessOptions: NonNullable<ConfigureProjectContext['facts']>['accessOptions'],
): Question {
  const { access } = answers;
  const options = [...accessOptions].flatMap((option) =>
    option.choice.kind === 'profile'
      ? [
          {
            ...accessChoice(option),
            value: option.choice.name,
            fault: option.usable.ok ? undefined : option.usable.why,
          },
        ]
      : [],
  );
  const question = choiceQuestion({
    label: fieldLabels.access,
    options,
    now: access?.kind === 'profile' ? access.name : undefined,
    send: (name) => send({ access: { kind: 'profile', name } }),
  });
  return { ...question, suggestion: now };
}

const accessPane: Talked = {
  lines: () => ["We check who it is. It must belong to the stack's account and region."],
  questions: [
    ({ context }) =>
      choiceQuestion({
        label: 'AWS profile',
        options: Array.from(context.facts?.accessOptions ?? [], (option) => ({
          ...accessChoice(option),
          value: option,
          fault: option.usable.ok ? undefined : option.usable.why,
        })),
        now: context.selected ?? optionFor(context, context.answers?.access),
        send: (option) => ({ type: 'SELECT_ROW', option }),
      }),
  ],
  options: () => [{ label: 'choose another one', again: true }],
};

const account: Talked = {
  lines: ({ context }) => {
    const other = context.problem ? undefined : otherPlace(context);
    if (!other) return [];
    const { stack, account: itsAccount, identity } = other;
    return [
      `The stack ${stack.stackName} is in account ${itsAccount ?? 'not known'}, ${stack.region}.`,
      `You chose ${identity.access}, which is account ${identity.account}, ${identity.region}.`,
      `The next push with it would look for the stack in the wrong place. ${elsewhereNext(other, context.facts?.project.layout ?? 'documented')}`,
    ];
  },
};

const review: Talked = {
  lines: ({ context: { plan, problem, changed } }) => {
    if (!plan || problem) return [];
    const { identity, files, kept } = plan;
    const current = currentWords(plan);
    return [
      ...(changed ? [changedMeanwhile(changed)] : []),
      ...(identity ? identityLines(identity) : []),
      isEmptyPlan(plan)
        ? plan.notFetched.length > 0
          ? 'There is nothing to write without what is deployed.'
          : 'The files already say this; there is nothing to write.'
        : 'Nothing is changed in AWS.',
      ...notesOf(plan),
      ...(current ? [current] : []),
      ...files.map(shownFile).flatMap(fileChangeLines),
      ...kept.map(({ label, why }) => `${label} is left: ${why}.`),
    ];
  },
};

function notesOf(plan: ProjectPlan): string[] {
  return [
    ...plan.notes,
    ...plan.values.map(({ label, paths }) => valuesWords(label, paths, plan.oldValues)),
  ].map((note) => plainText(note));
}

const done: Talked = {
  lines: ({ context: { plan, written = [], facts } }) => {
    if (!plan) return [];
    const removed = plan.files.filter(({ change }) => change === 'remove').map(({ label }) => label);
    return [
      ...notesOf(plan),
      ...written.map((label) => `${removed.includes(label) ? 'Removed' : 'Written'}: ${label}.`),
      ...plan.kept.map(({ label, why }) => `${label} is left: ${why}.`),
      ...((facts?.targets.length ?? 0) > 0
        ? ['The backend is shared with other folders: `amplify-tui share` updates them.']
        : []),
    ];
  },
};

/** The panes of `configure project` in lines. */
export const talk = {
  'project.looking': {},
  'project.form': form,
  'project.access': accessPane,
  'project.account': account,
  'project.review': review,
  'project.done': done,
} as const satisfies Record<ConfigureProjectPaneId, Talked>;
