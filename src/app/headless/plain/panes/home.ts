import type { SessionContext } from '../../../../../machines/session/types.ts';
import { isBucketOpen, type WatchContext } from '../../../../../machines/watch/machine.ts';
import { nothingToWatch } from '../../../../../machines/watch/nothing.ts';
import { callResult } from '../../../../aws/calls/outcome.ts';
import type { CallRecord } from '../../../../aws/calls/record.ts';
import { continueWords, stuckInRollback } from '../../../../aws/progress/stuck-rollback.ts';
import { resourceWords, statusWords } from '../../../../aws/progress/words.ts';
import { publicAccessBlock } from '../../../../aws/public-access.ts';
import { begunWords, deleteCommand } from '../../../../core/delete-command.ts';
import type { ProblemText } from '../../../../core/problem.ts';
import { capitalised, count, timeOfDay } from '../../../../core/text.ts';
import { accessName, chosenHere } from '../../../../credentials/access.ts';
import { cloudOf } from '../../../../credentials/choice.ts';
import { countUsable, optionIn } from '../../../../credentials/option-rows.ts';
import { changesIn } from '../../../../flows/status/changes.ts';
import { blockWords, openBucketText } from '../../../../flows/status/open-bucket.ts';
import { tiedKeysProblem } from '../../../../project/tied-keys.ts';
import { identityLines, type PaneTalk } from '../pane-talk.ts';

const sentences = ({ what, why, next }: ProblemText) => [what, why, next];

const home: PaneTalk<SessionContext> = {
  lines: ({ context, outside }) => {
    const { folder, home: known, access, failed, identity } = context;
    const option = optionIn(known?.profiles, access?.choice);
    const cloud = cloudOf(identity, option, context.cloud);
    const lines = [`The folder is ${outside.showPath(folder)}.`];
    if (cloud.kind !== 'aws') lines.push(`The cloud is ${cloud.url}.`);
    if (failed) lines.push(...sentences(failed));
    if (!known) return lines;
    const { found, unfinished, deletion, assumeBegun, profileFindings } = known;
    const tied = tiedKeysProblem(found);
    if (found.kind === 'project') {
      const { settings, stack, environment, faults = [] } = found.project;
      const parts = [
        environment ? `environment ${environment}` : undefined,
        stack ? `stack ${stack.stackName}` : undefined,
      ];
      lines.push(`${[`Project ${settings.name}`, ...parts].filter(Boolean).join(', ')}.`);
      for (const problem of [...faults, ...(tied ? [tied] : [])]) lines.push(sentences(problem).join(' '));
    } else if (found.kind === 'nested')
      lines.push(`It is inside the Amplify project ${outside.showPath(found.root)}.`);
    else if (found.kind === 'unreadable') lines.push(`${found.problem.what} ${found.problem.why}`);
    else lines.push('There is no Amplify project here.');
    if (unfinished)
      lines.push(`An earlier init in this folder did not finish: stack ${unfinished.stackName}.`);
    if (assumeBegun)
      lines.push(
        'assume-role did not finish: `amplify-tui assume-role` continues it or deletes what it made.',
      );
    if (deletion) lines.push(`${begunWords(deletion)} \`${deleteCommand(deletion)}\` resumes it.`);
    if (access) {
      const { choice, source, region } = access;
      const name = `${choice.kind === 'profile' ? 'profile ' : ''}${accessName(choice)}`;
      const from = source === chosenHere ? source : `from ${source}`;
      lines.push(`AWS access: ${name}, ${from}${region ? `, region ${region}` : ''}.`);
    } else if (!tied) {
      const usable = countUsable(known.profiles);
      lines.push(
        usable > 0
          ? `No AWS access is chosen; ${count(usable, 'profile')} can be used.`
          : 'There is no AWS access yet.',
      );
    }
    if (profileFindings.length > 0) lines.push(`Wrong in the AWS files: ${profileFindings.join(' ')}`);
    return lines;
  },
  aside: async ({ context, outside }) => (context.home ? outside.stackLines(context.home) : []),
  // AWS's answers and the progress of an init in the background arrive by themselves.
  news: ({ context, snapshot }) => {
    const { identity, identityProblem, backend, init, watch: followed } = context;
    // Activity in other projects is reported elsewhere.
    const activity = context.activity.filter(({ folder }) => folder === context.folder);
    const seen = followed?.getSnapshot().context;
    const backendChanges = changesIn(backend);
    if (!snapshot.matches({ view: 'home' })) return [];
    return [
      ...(identity ? identityLines(identity) : []),
      ...(identityProblem ? sentences(identityProblem) : []),
      ...(backendChanges > 0
        ? [`${count(backendChanges, 'resource')} changed since the last deployment.`]
        : []),
      ...(seen?.bucket && isBucketOpen(seen) ? [openBucketText(seen.bucket.bucket)] : []),
      ...(init ? activity.filter(({ text }) => text.startsWith('init ')).slice(-1) : []).map(
        ({ text }) => `${capitalised(text)}.`,
      ),
    ];
  },
};

const watch: PaneTalk<WatchContext | SessionContext> = {
  lines: ({ context, session }) => {
    if ('skip' in context) {
      const { update } = context;
      const causes = (update?.progress.causes ?? []).flatMap(({ logicalId, reason, meaning }) => [
        `Cause: ${logicalId}: ${reason}`,
        ...(meaning ? [`Meaning: ${meaning}`] : []),
      ]);
      return [
        ...(update
          ? [`The stack ${update.progress.stackName} is ${statusWords(update.progress.status)}.`]
          : []),
        ...causes,
        ...(context.bucket && isBucketOpen(context) ? [openBucketText(context.bucket.bucket)] : []),
      ];
    }
    // Why nothing is followed.
    const own = session.home?.found.kind === 'project' && session.home.found.project.stack !== undefined;
    const missing = !session.access
      ? nothingToWatch.access
      : session.stack || own
        ? session.identityProblem
        : nothingToWatch.stack;
    return missing ? sentences(missing) : [];
  },
};

const rollback: PaneTalk<WatchContext> = {
  lines: ({ context: { update, skip } }) => [
    continueWords.what,
    ...(update ? stuckInRollback(update.progress) : []).flatMap(({ name, place, type, reason, meaning }) => [
      `${place}, ${resourceWords(type)}: ${skip.includes(name) ? 'is skipped' : 'is tried again'}. ${[reason, meaning].filter(Boolean).join(' ')}`,
    ]),
    continueWords.skip,
  ],
  options: ({ context: { update, skip } }) =>
    (update ? stuckInRollback(update.progress) : []).map(({ name, place }) => ({
      label: `${skip.includes(name) ? 'try' : 'skip'} ${place}`,
      send: [{ type: 'SKIP', name }],
    })),
};

const bucket: PaneTalk<WatchContext> = {
  lines: ({ context: { bucket: own, region } }) => [
    `S3 PutPublicAccessBlock: ${own?.bucket ?? ''}, ${[own?.owner, region].filter(Boolean).join(', ')}.`,
    `${Object.keys(publicAccessBlock).join(', ')}.`,
    blockWords.what,
    blockWords.keeps,
  ],
};

function callSentence({ at, service, action, why, ms, attempts, ...call }: CallRecord): string {
  const tries = attempts > 1 ? `, ${attempts} tries` : '';
  const purpose = why ? `, to ${why}` : '';
  const request = call.requestId ? `, request ${call.requestId}` : '';
  return `${timeOfDay(at)}: ${service} ${action}${purpose}: ${callResult(call)}, ${ms} ms${tries}${request}.`;
}

/** Home, the calls, the log, and a followed stack, in lines. */
export const talk = {
  home,
  calls: {
    lines: ({ outside }) => {
      const calls = outside.calls();
      return calls.length === 0 ? ['No call to AWS yet.'] : calls.slice(-20).map(callSentence);
    },
  } satisfies PaneTalk<unknown>,
  log: {
    lines: ({ outside }) => {
      const lines = outside.logLines();
      return lines.length === 0 ? ['Nothing has been logged yet.'] : lines.slice(-40);
    },
  } satisfies PaneTalk<unknown>,
  watch,
  'watch.bucket': bucket,
  'watch.rollback': rollback,
};
