import { access, type CommandSpec, deletion, deployment, screen } from './command-spec.ts';

/** The commands about the environments of a project, and about taking them away. */
export const environmentCommands = [
  {
    name: 'env',
    operand: '[list|use|add|remove] [NAME]',
    group: 'project',
    summary: 'show its environments, work with another one, add or delete one',
    description: [
      'Without a word the screen shows the environments of the project with profile, account, region and the state of each stack.',
    ],
    subcommands: {
      list: 'the same as lines',
      'use NAME':
        'this machine works with another environment: settings, metadata, deployed backend, files of the app',
      'add NAME':
        'makes another environment, as `init --env NAME` does: its own stack and bucket; the others stay',
      'remove NAME':
        'deletes an environment as `delete` does the project: its stack, bucket, place in the Amplify app, records; the others stay',
    },
    examples: [
      ['env list --json', 'for a script'],
      ['env use prod --profile prod', 'switches to prod'],
      ['env add test --yes', 'makes test beside the others'],
      ['env remove test --yes --confirm test', 'deletes test, without a question'],
    ],
    options: ['cwd', ...access, 'yes', 'json', 'dry-run', 'parameters-of', ...deletion, ...screen],
    exits: [3, 5, 130],
    json: ['warning', 'unfinished', 'identity', 'plan', 'notes', ...deployment, 'connection', 'result'],
  },
  {
    name: 'delete',
    group: 'project',
    summary: 'delete the project: stack, bucket, app, files',
    description: [
      'Shows every piece with its state first: the stack with what is nested in it, the deployment bucket with what is in it, the Amplify app, what a template has AWS retain, the files on disk. The name of the project is asked for. Sources of your own and what belongs to nobody else stay.',
      'It is noted before anything is deleted: a run that was cut off is gone on with by the same command.',
    ],
    examples: [
      ['delete', 'on the screen'],
      ['delete --dry-run', 'what is there, and what would go'],
      ['delete --yes --confirm shop --download ./backup', 'without a question, the bucket downloaded first'],
      ['delete --yes --confirm shop --no-wait', 'ends as soon as AWS deletes the stack'],
      ['delete --yes --confirm shop --resume', 'goes on with one that was cut off, and begins none'],
    ],
    options: ['cwd', ...access, 'yes', 'json', 'dry-run', ...deletion, ...screen],
    exits: [3, 5, 130],
    json: ['warning', 'unfinished', 'identity', 'plan', ...deployment, 'connection', 'result'],
  },
] as const satisfies readonly CommandSpec[];
