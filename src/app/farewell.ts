import {
  canResume,
  cleanUpWords,
  keptWords,
  leftInAwsBy,
  leftInAwsWords,
} from '../../machines/deployment/left-in-aws.ts';
import { leftDeletion } from '../../machines/session/deleting.ts';
import type { SessionContext } from '../../machines/session/types.ts';
import { withoutPassword } from '../core/address.ts';
import { deleteCommand } from '../core/delete-command.ts';
import { plainText } from '../core/text.ts';
import { type AttachCommands, type AttachTo, attachCommands } from '../flows/init/attach.ts';
import type { AppContext } from './app-context.ts';
import type { Options } from './command-line/options.ts';

/** The option that a printed command has to repeat. */
interface EndpointGiven {
  readonly options: Pick<Options, 'endpoint-url'>;
}

/** The commands for returning to a stack, as typed in this shell. */
export function attachHere(
  to: Omit<AttachTo, 'here' | 'endpointUrl'>,
  { options }: EndpointGiven,
): AttachCommands {
  const endpoint = options['endpoint-url'];
  return attachCommands({
    ...to,
    here: process.cwd(),
    ...(endpoint ? { endpointUrl: withoutPassword(endpoint) } : {}),
  });
}

/**
 * The text after the screen has closed, when something goes on or waits.
 *
 * @returns lines with their line ends; empty when nothing is left
 */
export function farewell(
  context: Pick<SessionContext, 'init' | 'deleting'>,
  appContext: Pick<AppContext, 'cloud'>,
  given: EndpointGiven,
): string {
  const { deleting } = context;
  if (deleting && appContext.cloud.kind !== 'demo') {
    const { name, root: folder } = deleting;
    const { 'endpoint-url': url } = given.options;
    const endpointUrl = url === undefined ? undefined : withoutPassword(url);
    const command = deleteCommand(deleting, { ...(folder === process.cwd() ? {} : { folder }), endpointUrl });
    return `The deletion of ${plainText(name)} is not finished.\n${leftDeletion(deleting)}\n  ${command}\n    resumes it\n${farewell({ init: context.init }, appContext, given)}`;
  }
  const deployment = context.init?.getSnapshot().children.deployment?.getSnapshot();
  const leftInAws = leftInAwsBy(deployment);
  // The demo cloud ends with the demo: there is nothing to return to.
  if (!deployment || appContext.cloud.kind === 'demo') return '';
  const { plan } = deployment.context;
  const kept = keptWords(deployment.context);
  const tail = kept ? `${kept}\n` : '';
  if (leftInAws === 'nothing') return tail;
  const { watch, resume, cleanUp } = attachHere({ ...plan, region: plan.identity.region }, given);
  const lines = [leftInAwsWords(leftInAws, deployment.context)];
  if (leftInAws !== 'gone' && leftInAws !== 'bucket') lines.push(`  ${watch}`, '    follows it');
  if (canResume(leftInAws)) {
    const files = leftInAws === 'failed' ? 'tries again' : 'resumes the same stack and writes the files';
    lines.push(`  ${resume}`, `    ${files}`);
  }
  lines.push(`  ${cleanUp}`, `    ${cleanUpWords(leftInAws)}`);
  return `${lines.join('\n')}\n${tail}`;
}
