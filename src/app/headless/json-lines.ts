/** The lines of `--json` by their `type`, and what each one says; `amplify-tui schema json` lists their members. */
export const jsonLines = {
  identity: 'who you are to AWS: account, ARN, region',
  unfinished: 'an earlier run did not finish: what it was about, and how far it got',
  warning: 'something that does not stop the run',
  plan: 'what would be done: calls, files, notes',
  notes: 'what you should know before files are written',
  step: 'a part of the work begins',
  event: 'what AWS says of a resource of the stack',
  stuck: 'a resource that takes far longer than usual',
  missing: 'permissions without which less is shown',
  connection: 'AWS gives no answer, cannot be reached, or is back',
  waiting: 'something has to take effect in AWS first',
  profile: 'one profile, with what is wrong with it',
  left: 'something that is left as it was, and why',
  call: 'a call to AWS and how it went: only in the file of `--trace`, never on standard output',
  result: 'how it ended, always the last line of a run that was not refused; `ok` says whether it went well',
  problem: 'why it could not be done: a stable code, what, why, what now',
} as const;

export type JsonLine = keyof typeof jsonLines;
