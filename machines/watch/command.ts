import { access, type CommandWords, deployment, screen } from '../kit/command.ts';

/** The command that opens the flow. */
export const command = {
  name: 'watch',
  operand: '[STACK]',
  group: 'watch',
  summary: 'follow a deployment, whoever started it',
  description: [
    'Follows the current operation, or shows the last one. STACK is a name, an ARN or an address in the console; without it the stack of the project is followed.',
    'A rollback that failed is explained; --continue-rollback has AWS continue it, after a review of what is skipped.',
    '--export writes how long each resource took, nested stacks included, and marks what everything had to wait for. Unknown times have no bar; outputs and parameters are left out, and what looks like a secret is hidden. An existing time line is replaced, any other file is left alone.',
  ],
  examples: [
    ['watch', 'the stack of the project, on the screen'],
    ['watch amplify-shop-dev-142530 --json', 'any stack, as lines of JSON'],
    ['watch STACK --export deployment.svg', 'the time line of the last deployment, as a picture'],
    ['watch STACK --continue-rollback --dry-run', 'what is stuck, and why'],
    ['watch STACK --continue-rollback --skip UserPool --yes', 'continues without this resource'],
  ],
  options: ['cwd', ...access, 'export', 'continue-rollback', 'skip', 'yes', 'dry-run', 'json', ...screen],
  changes: { with: 'continue-rollback' },
  exits: [3, 4, 5, 130],
  json: ['connection', ...deployment, 'plan', 'result'],
} as const satisfies CommandWords;
