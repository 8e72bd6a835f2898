import { statusWords } from '../../aws/progress/words.ts';
import { begunLines, type PieceLine } from '../../core/pieces.ts';
import { plainText } from '../../core/text.ts';
import { bucketWords, type DeletePlan, type FoundBackend, stackWords, stayingInAws } from './plan.ts';

/** Every piece of a plan with its state, for all drivers. */
export function pieceLines({ found, choices }: Pick<DeletePlan, 'found' | 'choices'>): PieceLine[] {
  const { backends, files, kept, remembered, sessions, notes, begunAt } = found;
  const takesFiles = !choices.keepFiles;
  const lines: PieceLine[] = [
    ...begunLines(begunAt),
    ...backends.flatMap((backend) => backendLines(backend, choices.keepBucket)),
    ...wholeApps(backends),
    ...stayingInAws({ found, choices }).map((text) => ({ fate: 'stays' as const, text })),
    ...(choices.download === undefined
      ? []
      : [
          {
            fate: 'note' as const,
            text: found.downloaded
              ? `What was in the bucket is in ${choices.download}.`
              : `First what is in the bucket is downloaded into ${choices.download}.`,
          },
        ]),
    { fate: 'title', text: 'On this machine' },
    ...files.map(({ label, change }): PieceLine => {
      if (!takesFiles) return { fate: 'stays', text: label };
      return change === 'update'
        ? {
            fate: 'changes',
            text: `${label}: what is of ${found.scope === 'project' ? 'Amplify' : found.name} goes`,
          }
        : { fate: 'goes', text: change === 'remove-folder' ? `${label}/` : label };
    }),
    ...kept.map(({ label, why }): PieceLine => ({ fate: 'stays', text: `${label}: ${why}` })),
    ...(takesFiles ? remembered : []).map((text): PieceLine => ({ fate: 'goes', text })),
    ...sessions.map((name): PieceLine => ({ fate: 'goes', text: `cached sessions of the profile ${name}` })),
    ...notes.map((text): PieceLine => ({ fate: 'note', text })),
  ];
  return lines.map((line) => ({ ...line, text: plainText(line.text) }));
}

function backendLines({ target, identity, stack, bucket, app, notes }: FoundBackend, keepsBucket: boolean) {
  const { environment, stackName } = target;
  const whose = environment === undefined ? '' : `${environment}: `;
  const lines: PieceLine[] = [
    {
      fate: 'title',
      text: `${whose}account ${identity.accountAlias ? `${identity.accountAlias} ` : ''}${identity.account}, ${identity.region}, as ${identity.arn}`,
    },
    { fate: stack.status === undefined ? 'note' : 'goes', text: `stack ${stackName}: ${stackWords(stack)}` },
    ...stack.nested.map(
      (nested): PieceLine => ({
        fate: 'goes',
        text: `nested stack ${nested.path}: ${statusWords(nested.status)}`,
      }),
    ),
  ];
  if (bucket && !(keepsBucket && bucket.state !== 'gone'))
    lines.push({
      fate: bucket.state === 'gone' ? 'note' : 'goes',
      text: `bucket ${bucket.name}: ${bucketWords(bucket)}`,
    });
  if (app?.listed) lines.push({ fate: 'goes', text: `${environment} in the Amplify app ${app.appId}` });
  return [...lines, ...notes.map((text): PieceLine => ({ fate: 'note', text }))];
}

/** The Amplify apps that are deleted entirely, each once however many environments it has. */
function wholeApps(backends: readonly FoundBackend[]): PieceLine[] {
  const ids = backends.flatMap(({ app }) => (app?.whole ? [app.appId] : []));
  return [...new Set(ids)].map((id) => ({
    fate: 'goes',
    text: `Amplify app ${id}: nothing is left in it`,
  }));
}

/** What to type and why, one sentence. */
export function confirmSentence({ scope, name }: DeletePlan['found']): string {
  const what = scope === 'project' ? 'project' : 'environment';
  return `What is deleted in AWS does not come back. Type the name of the ${what} to delete it: ${plainText(name)}`;
}
