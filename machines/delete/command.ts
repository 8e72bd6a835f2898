import { access, type CommandWords, deletion, deployment, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'delete',
  group: 'project',
  summary: 'delete the project: stack, bucket, app, files',
  description: [
    'Shows every piece with its state first: the stack with its nested stacks, the deployment bucket with its contents, the Amplify app, what a template makes AWS retain, the files on disk. You confirm with the name of the project. Your own sources stay.',
    'A note is written before anything is deleted: the same command resumes an interrupted run.',
  ],
  examples: [
    ['delete', 'on the screen'],
    ['delete --dry-run', 'what is there, and what would go'],
    ['delete --yes --confirm shop --download ./backup', 'without a question, the bucket downloaded first'],
    ['delete --yes --confirm shop --no-wait', 'ends as soon as AWS deletes the stack'],
    ['delete --yes --confirm shop --resume', 'resumes one that was cut off, and starts none'],
  ],
  options: ['cwd', ...access, 'yes', 'json', 'dry-run', ...deletion, ...screen],
  exits: [3, 5, 130],
  json: ['warning', 'unfinished', 'identity', 'plan', ...deployment, 'connection', 'result'],
} as const satisfies CommandWords;
