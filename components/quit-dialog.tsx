import { useSelector } from '@xstate/react';
import { Box } from 'ink';
import type { ActorRefFrom } from 'xstate';
import {
  canResume,
  type LeftInAws,
  leftInAwsBy,
  leftInAwsWords,
} from '../machines/deployment/left-in-aws.ts';
import { type DeletingNow, leftDeletion } from '../machines/session/deleting.ts';
import { leftInTheMiddle } from '../machines/session/leaving.ts';
import type { sessionMachine } from '../machines/session/machine.ts';
import { isDeploying } from '../machines/session/setup.ts';
import { type FlowAtStake, stakeTitle, stakeWords } from '../machines/session/stake.ts';
import type { RunningProject } from '../machines/session/types.ts';
import { deleteCommand } from '../src/core/delete-command.ts';
import { plainText } from '../src/core/text.ts';
import type { Command } from './keys/commands.ts';
import { useLeavesAtOnce } from './keys/leaves-at-once.ts';
import type { Host } from './panes/pane-props.ts';
import { useTheme } from './theme/theme-context.tsx';
import { Modal } from './widgets/modal.tsx';
import { Paragraph } from './widgets/paragraph.tsx';

export interface QuitDialogProps {
  readonly session: ActorRefFrom<typeof sessionMachine>;
  readonly host: Host;
  readonly commands: readonly Command[];
  readonly onCommand: (id: string) => void;
}

/** The question before leaving a deployment: what continues, how to return to it, or how to remove it. */
export function QuitDialog({ session, host, commands, onCommand }: QuitDialogProps) {
  const init = useSelector(session, ({ context }) => context.init);
  const deleting = useSelector(session, ({ context }) => context.deleting);
  const deployment = useSelector(init, (snapshot) => snapshot?.children.deployment);
  const state = useSelector(deployment, (snapshot) => snapshot);
  const going = isDeploying(session.getSnapshot().context);
  const leftInAws = leftInAwsBy(state);
  const plan = state?.context.plan;
  const others = (session.getSnapshot().context.elsewhere?.() ?? []).filter((each) => each.isDeploying);
  const isDemo = session.getSnapshot().context.cloud.kind === 'demo';
  // Flows change without the session; the component that shows this dialog is drawn again with them.
  const stake = leftInTheMiddle(session.getSnapshot());
  const commandsBack = plan && host.attach({ ...plan, region: plan.identity.region });
  return (
    <Modal
      title={
        deleting
          ? `${plainText(deleting.name)} is being deleted`
          : stake
            ? stakeTitle(stake)
            : titleOf(going || others.length > 0, going ? leftInAws : 'created', state)
      }
      width={72}
      commands={commands}
      onCommand={onCommand}
    >
      <Others projects={others} isDemo={isDemo} />
      {deleting ? <Deleting deleting={deleting} isDemo={isDemo} /> : null}
      {stake ? <AtStake stake={stake} /> : null}
      {!going && (stake || deleting || others.length > 0) ? null : going && commandsBack ? (
        <Box flexDirection="column">
          <Paragraph>
            {isDemo
              ? 'The demo cloud ends with the demo, and this deployment with it.'
              : leaveWords(leftInAws, state)}
          </Paragraph>
          {isDemo ? null : (
            <>
              {leftInAws === 'gone' || leftInAws === 'bucket' ? null : (
                <Paragraph>{commandsBack.watch}</Paragraph>
              )}
              <Paragraph>{canResume(leftInAws) ? commandsBack.resume : commandsBack.cleanUp}</Paragraph>
              <AgainLeaves />
            </>
          )}
        </Box>
      ) : (
        <Paragraph>{endWords(state)}</Paragraph>
      )}
    </Modal>
  );
}

/** What Ctrl+C does here; the row is blank until the question could be read, since the key waits for that. */
function AgainLeaves() {
  const theme = useTheme();
  return <Paragraph {...theme.dim}>{useLeavesAtOnce() ? 'Ctrl+C again leaves at once.' : ' '}</Paragraph>;
}

/** What happens to the unfinished flow. */
function AtStake({ stake }: { readonly stake: FlowAtStake }) {
  return (
    <Box flexDirection="column">
      <Paragraph>{stakeWords(stake)}</Paragraph>
      <AgainLeaves />
    </Box>
  );
}

/** What happens to a deletion, and the command for returning to it. */
function Deleting({ deleting, isDemo }: { readonly deleting: DeletingNow; readonly isDemo: boolean }) {
  if (isDemo) return <Paragraph>The demo cloud ends with the demo, and this deletion with it.</Paragraph>;
  return (
    <Box flexDirection="column">
      <Paragraph>{leftDeletion(deleting)}</Paragraph>
      <Paragraph>{deleteCommand(deleting)}</Paragraph>
      <AgainLeaves />
    </Box>
  );
}

interface OthersProps {
  readonly projects: readonly RunningProject[];
  readonly isDemo: boolean;
}

/** What is in progress in open projects that are not on screen, which also end. */
function Others({ projects, isDemo }: OthersProps) {
  if (projects.length === 0) return null;
  const whatThen = (goesOnAlone: boolean) =>
    isDemo
      ? 'It ends with the demo.'
      : goesOnAlone
        ? 'AWS continues with it; init in its folder comes back to it.'
        : 'It waits until you come back.';
  return (
    <Box flexDirection="column" marginBottom={1}>
      {projects.map(({ folder, name, words, goesOnAlone }) => (
        <Paragraph key={folder}>{plainText(`${name}: ${words}. ${whatThen(goesOnAlone)}`)}</Paragraph>
      ))}
    </Box>
  );
}

type Deployment = NonNullable<
  NonNullable<ReturnType<ActorRefFrom<typeof sessionMachine>['getSnapshot']>['context']['init']>
>;
type DeploymentState =
  | ReturnType<NonNullable<ReturnType<Deployment['getSnapshot']>['children']['deployment']>['getSnapshot']>
  | undefined;

function titleOf(going: boolean, leftInAws: LeftInAws, state: DeploymentState): string {
  if (!going) return state ? 'The deployment has ended' : 'Nothing runs any more';
  return canResume(leftInAws) ? 'A deployment is running' : 'The stack is being removed';
}

/** What happens without this program, before the commands for returning. */
function leaveWords(leftInAws: LeftInAws, state: DeploymentState): string {
  if (!state || leftInAws === 'created') return 'AWS continues with it when you leave. To come back:';
  const words = leftInAwsWords(leftInAws, state.context);
  if (leftInAws === 'unknown') return `${words} AWS continues with it when you leave. To come back:`;
  return canResume(leftInAws) ? `${words} To come back:` : `${words} To finish that later:`;
}

/** How a deployment ended while the question was open. */
function endWords(state: DeploymentState): string {
  if (state?.status !== 'active') return 'Nothing is lost when you leave now.';
  const { stackName } = state.context.plan;
  if (state.matches('done')) return `The stack ${stackName} is complete and the files are written.`;
  if (state.matches('cleaned')) return `The stack ${stackName} is deleted.`;
  if (state.matches('neverMade')) return `The stack ${stackName} was never made.`;
  const leftInAws = leftInAwsBy(state);
  if (leftInAws === 'bucket' || leftInAws === 'not-deleted' || leftInAws === 'complete')
    return `${leftInAwsWords(leftInAws, state.context)} \`init\` in this folder offers it again.`;
  return `The stack ${stackName} needs you: esc shows what happened. \`init\` in this folder offers it again.`;
}
