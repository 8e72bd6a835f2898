import { type FlowId, flowOfPane, type PaneId } from '../machines/flows.ts';

/** What each flow is for. */
const flows: Readonly<Record<FlowId, string>> = {
  init: 'Creates an Amplify project in this folder, one answer after the other. Esc goes back a step. Nothing is written before you have seen the review and confirmed it; then the stack is created while you watch.',
  configure:
    'Sets up AWS access and saves it as a profile in ~/.aws: keys you have, keys from the console, or a new user. Each change is shown before it is written.',
  configureProject:
    "Changes the project's settings and the profile it uses, and writes the configuration files of the app after a review.",
  environments:
    'Lists the environments of the project, each with a stack of its own, and switches between them. A project of one backend is taken to environments here, and back.',
  share:
    "Gives another app's folder a copy of this backend, and brings the copies up to date when the backend has changed.",
  assumeRole:
    'Access across accounts: makes a role that others may assume, or sets up the role that you were given: user, MFA device and profiles.',
  access:
    'Shows what AWS has for a profile: its user, keys, policies, MFA device or role. It can be taken away here; the name is asked for first.',
  delete:
    'Deletes the project: stack, bucket, app and files. You see everything that goes, choose what is kept, and type the name.',
  projects:
    'The projects that were opened on this machine, with the state of their stacks. Opening another one stops nothing: a deployment continues, and the top line tells how far it is.',
  profiles:
    'Every profile in ~/.aws, and what is wrong with it. Enter uses one in this session; tests, edits and removals are reviewed first.',
  settings:
    'How the program looks and what it asks of the terminal. A choice is tried out at once and kept when you save.',
  command: 'Runs a command in this terminal with the access that is shown; it ends before you come back.',
  undo: 'The last changes of your files. One is taken back after you have seen which lines come back.',
  watch:
    'Follows one stack, whoever deploys it: each resource on one axis of time, the newest events, and why something has failed.',
};

const others: Readonly<Partial<Record<PaneId, string>>> = {
  home: 'Everything about the project of this folder: its stack as it is now, environments, profiles, what happened, and the calls to AWS. Tab or a number goes to a pane, the arrows to a row, Enter opens it, y copies it.',
  calls:
    'Every call to AWS of this session: what it was for, how long it took and how it ended. y copies one as an aws command.',
  log: 'What the program has noted, the newest lines last. There is no secret in it.',
};

/** What a pane is for, in a sentence or two. */
export function aboutOf(pane: PaneId): string {
  const flow = flowOfPane(pane);
  return others[pane] ?? (flow ? flows[flow] : (others.home ?? ''));
}
